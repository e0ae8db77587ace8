-- the degrees of freedom of the difference of two means with these variances and degrees of freedom.
-- Source: Welch 1947, The Generalization of Student's Problem When Several Different Population
-- Variances Are Involved, Biometrika 34(1/2).
create macro welch_freedom(variance, freedom, other_variance, other_freedom) as
    (variance + other_variance) ** 2 / nullif(
        variance ** 2 / freedom + other_variance ** 2 / other_freedom, 0
    );
