-- a whole number as the start of its band of this size: 7 is in the band of 5 from 5, -7 in that
-- from -10. Of the first and the last band there is as much as a whole number can have.
create macro band_start(whole, size) as greatest(
    whole::hugeint - ((whole::hugeint % size) + size) % size, -9223372036854775808
)::bigint;
