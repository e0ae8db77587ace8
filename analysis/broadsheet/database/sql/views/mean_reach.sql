-- the reach to either side of the 95 % interval of the mean of `n` independent values of this sample
-- variance, by Student's t; null for a single value.
create macro mean_reach(variance, n) as
    if(n > 1, student_reach(n - 1.0) * sqrt(variance / n), null);
