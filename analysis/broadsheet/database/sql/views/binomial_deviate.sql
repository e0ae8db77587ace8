-- the normal deviate below which a variate is as probable as `k` or fewer of `n` trials, each with
-- probability `p`; for k from 0 to n - 1. Its probability is within 4 % of the exact one wherever
-- that is above 1 %, and within 15 % down to one in a million. Source: Peizer and Pratt 1968, A Normal Approximation for
-- Binomial, F, Beta, and Other Common, Related Tail Probabilities, JASA 63(324).
create macro binomial_deviate(k, n, p) as
    (
        k + 2 / 3 - (n + 1 / 3) * p
        + ((1 - p) / (k + 1) - p / (n - k) + (p - 1 / 2) / (n + 1)) / 50
    )
    / sqrt(1 + 1 / (6 * n))
    * if(
        k + 1 / 2 = n * p,
        1 / sqrt(n * p * (1 - p)),
        sqrt(2 * (
            n * p * excess_information((k + 1 / 2 - n * p) / (n * p))
            + n * (1 - p) * excess_information((n * p - k - 1 / 2) / (n * (1 - p)))
        )) / abs(k + 1 / 2 - n * p)
    );
