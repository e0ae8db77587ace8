-- the place, in order, of the value of `n` at which the interval of the median begins; `reach` is its
-- median_reach.
create macro median_begins(n, reach) as
    if(reach is null, null, greatest(ceil(n * (0.5 - reach)), 1))::bigint;
