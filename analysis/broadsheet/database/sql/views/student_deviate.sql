-- the normal deviate that is as improbable as `t` or more, either way, is of Student's t with so many
-- degrees of freedom. From four degrees on its tail is right to 1 % above 10 %. Below, it is too large
-- rather than too small, by 6 % at most down to one in 500. Source: Wallace 1959, Bounds on Normal
-- Approximations to Student's and the Chi-square Distributions, Annals of Mathematical Statistics
-- 30(4).
create macro student_deviate(t, freedom) as
    (8 * freedom + 1) / (8 * freedom + 3) * sqrt(freedom * if(
        t * t < freedom,
        2 * atanh(t * t / (2 * freedom + t * t)),
        ln(1 + t * t / freedom)
    ));
