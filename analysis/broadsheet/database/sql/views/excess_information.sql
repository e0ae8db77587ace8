-- the value of (1 + u) ln(1 + u) - u, for u above -1, which is 0 or more. As 1 + u loses digits where
-- u is small, ln(1 + u) is written as 2 atanh(u / (2 + u)).
create macro excess_information(u) as (1 + u) * 2 * atanh(u / (2 + u)) - u;
