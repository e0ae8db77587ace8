-- the reach to either side of the 95 % interval of the share of values below their median, where the
-- values come in stories, or in commits. `u` counts each of `n` values twice below the median, and once
-- at it; `nn`, `nu`, `uu` and `nnnn` are the sums over stories of story_variance and story_freedom. It is
-- null below one degree of freedom. Source: Woodruff 1952, Confidence Intervals for Medians and Other
-- Position Measures, JASA 47(260).
create macro median_reach(n, u, nn, nu, uu, nnnn) as
    student_reach(story_freedom(nn, nnnn)) * sqrt(story_variance(n, u, nn, nu, uu)) / 2;
