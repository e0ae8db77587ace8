-- the largest share of a sample of `n` that is in line with the share of another sample, `marked`
-- of `n_before`: `width` standard errors of the difference above it, and at least `rise`. One more
-- marked and one more unmarked (Laplace) keep the share off 0 and 1, where there is no error.
create macro share_ceiling(marked, n_before, n, width, rise) as
    (marked + 1) / (n_before + 2) + greatest(
        rise,
        width * sqrt(
            (marked + 1) / (n_before + 2) * (1 - (marked + 1) / (n_before + 2))
            * (1 / n + 1 / nullif(n_before, 0))
        )
    );
