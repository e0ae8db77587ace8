-- the number of independent articles that a share counts as, whose articles come in stories. `n` articles
-- have the share `s` of `n`. `nn`, `ns`, `ss` and `nnnn` are the sums over stories of story_variance and
-- story_freedom. So many independent articles vary as much; they are no more than n. A share of 0 or 1
-- doesn't vary, and counts as many articles as it has stories of equal size. The size is null below one
-- degree of freedom. Source: Korn and Graubard 1998, Confidence Intervals for Proportions with Small
-- Expected Number of Positive Counts Estimated from Survey Data, Survey Methodology 24(2).
create macro story_size(n, s, nn, ns, ss, nnnn) as case
    when story_freedom(nn, nnnn) is null then null
    when s = 0 or s = n then story_freedom(nn, nnnn) + 1
    else least(s / n * (1 - s / n) / nullif(story_variance(n, s, nn, ns, ss), 0), n)
end;
