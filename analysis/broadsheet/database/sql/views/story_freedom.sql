-- the degrees of freedom of a mean whose `n` articles come in stories: the effective number of
-- stories, n² / nn, less one. `nn` is the sum of the squares of their sizes. Null below one. Sources:
-- Kish 1965, Survey Sampling, section 8.2; Carter, Schnepel and Steigerwald 2017, Asymptotic Behavior
-- of a t-Test Robust to Cluster Heterogeneity, Review of Economics and Statistics 99(4).
create macro story_freedom(n, nn) as
    if(n * n >= 2 * nn, n * n / nullif(nn, 0) - 1, null);
