-- the place, in order, of the value of `n` independent ones at which the 95 % interval of their median
-- begins. It ends at the same place from the other side. It holds whatever the distribution is, in
-- 95 % of cases or more. It is null below six values, where no interval holds so often. Source: Conover
-- 1999, Practical Nonparametric Statistics, 3rd edition, section 3.2.
create macro median_rank(n) as
    if(n >= 6, floor((n + 1 - 1.959963984540054 * sqrt(n)) / 2)::bigint, null);
