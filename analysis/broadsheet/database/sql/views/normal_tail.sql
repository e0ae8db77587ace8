-- the probability that a standard normal variate is above `deviate`, which is 0 or more. Its error
-- is below one part in 10^8, in the far tail too, where 1 minus a cumulative probability has no digit
-- left. Source:
-- Hart 1968, Computer Approximations, no. 5666, as in West 2005, Better Approximations to Cumulative
-- Normal Functions, Wilmott Magazine.
create macro normal_tail(deviate) as exp(-deviate * deviate / 2) * if(
    deviate < 7.07106781186547,
    (((((((0.0352624965998911::double * deviate + 0.700383064443688) * deviate + 6.37396220353165)
        * deviate + 33.912866078383) * deviate + 112.079291497871) * deviate + 221.213596169931)
        * deviate + 220.206867912376))
    / ((((((((0.0883883476483184::double * deviate + 1.75566716318264) * deviate
        + 16.064177579207) * deviate + 86.7807322029461) * deviate + 296.564248779674) * deviate
        + 637.333633378831) * deviate + 793.826512519948) * deviate + 440.413735824752)),
    1 / (deviate + 1 / (deviate + 2 / (deviate + 3 / (deviate + 4 / (deviate + 0.65)))))
        / 2.506628274631
);
