-- a normal deviate: how unusual it is that `k` of `n` events are on the side where each is with
-- probability `p`. It is above 0 for more than expected, and below 0 for fewer. It is 0 where both k
-- or more and k or fewer are likely. It is that of the exact tail (see binomial_deviate), which
-- includes k itself. It compares two counts of rates in the ratio p / (1 - p), given their sum n.
-- Source: Przyborowski and Wilenski 1940, Homogeneity of Results in Testing Samples from Poisson
-- Series, Biometrika 31(3/4).
create macro count_deviate(k, n, p) as
    if(k > 0, greatest(binomial_deviate(greatest(k - 1, 0), greatest(n, 1), p), 0), 0)
    + if(k < n, least(binomial_deviate(least(k, n - 1), greatest(n, 1), p), 0), 0);
