-- a share that a sample of `n` stays below by chance. It is the share of an earlier sample, `marked`
-- of `n_before`, plus `width` standard errors of the difference, or plus `rise` if that is more. One
-- more marked and one more unmarked (Laplace) keep the earlier share off 0 and 1.
create macro share_ceiling(marked, n_before, n, width, rise) as
    (marked + 1) / (n_before + 2) + greatest(
        rise,
        width * sqrt(
            (marked + 1) / (n_before + 2) * (1 - (marked + 1) / (n_before + 2))
            * (1 / n + 1 / nullif(n_before, 0))
        )
    );
