-- the part of a provider with `n` of `total` items in the entropy to expect of `size` items, drawn at
-- random. It is the sum of -k/size ln(k/size) over k drawn items, times the probability of k. The
-- exponential of the sum over providers is the effective number of providers at this size. It takes
-- two samples of different sizes to the same one. Source: Chao et al. 2014, Rarefaction and
-- Extrapolation with Hill Numbers, Ecological Monographs 84(1).
create macro expected_surprise(n, total, size) as list_sum(list_transform(
    range(greatest(1, size - total + n), least(n, size) + 1),
    lambda k: -k / size * ln(k / size) * exp(
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        + lgamma(total - n + 1) - lgamma(size - k + 1) - lgamma(total - n - size + k + 1)
        - lgamma(total + 1) + lgamma(size + 1) + lgamma(total - size + 1)
    )
));
