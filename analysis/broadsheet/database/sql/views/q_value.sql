-- the least share of false discoveries at which a test with this p-value passes, with all others of
-- the answer beside it; `step` is its step_up. Source: Benjamini and Hochberg 1995, Controlling the
-- False Discovery Rate, JRSS B 57(1).
create macro q_value(p, step) as if(p is null, null, least(min(step) over (order by p desc), 1));
