-- a p-value times the number of tests, by its rank among them: the first step of q_value.
create macro step_up(p) as p * count(p) over () / count(*) over (order by p);
