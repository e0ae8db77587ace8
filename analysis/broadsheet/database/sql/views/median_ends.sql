-- the place, in order, of the value of `n` at which the interval of the median ends; `reach` is its
-- median_reach.
create macro median_ends(n, reach) as
    if(reach is null, null, least(floor(n * (0.5 + reach)) + 1, n))::bigint;
