-- the degrees of freedom of story_variance, from the sums over stories of the squares of their sizes,
-- and of the fourth powers; null below one. They are those of Satterthwaite for stories whose articles
-- are all alike: nn² / nnnn, less one, which is G - 1 for stories of equal size. Sources: Satterthwaite
-- 1946, An Approximate Distribution of Estimates of Variance Components, Biometrics Bulletin 2(6);
-- Carter, Schnepel and Steigerwald 2017, Asymptotic Behavior of a t-Test Robust to Cluster
-- Heterogeneity, Review of Economics and Statistics 99(4).
create macro story_freedom(nn, nnnn) as
    if(nn * nn >= 2 * nnnn, nn * nn / nullif(nnnn, 0) - 1, null);
