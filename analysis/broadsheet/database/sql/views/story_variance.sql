-- the variance of a mean whose articles come in stories. `n` articles have the sum `s`. `nn`, `ns`
-- and `ss` are sums over stories: of the size squared, of size times sum, and of the sum squared. Of
-- whole numbers it is exact. It is null for a single story.
-- Source: Cameron and Miller 2015, A Practitioner's Guide to Cluster-Robust Inference, Journal of Human
-- Resources 50(2). The correction G / (G - 1) has the effective number of stories, n² / nn, for G, as a
-- large story draws the mean towards itself.
create macro story_variance(n, s, nn, ns, ss) as
    (n * n * ss - 2 * n * s * ns + s * s * nn) / nullif(n::double ** 2 * (n * n - nn), 0);
