-- the probability that a standard normal variate is as far from 0 as `deviate`, either way.
create macro two_sided(deviate) as
    case when deviate is not null then least(2 * normal_tail(abs(deviate)), 1) end;
