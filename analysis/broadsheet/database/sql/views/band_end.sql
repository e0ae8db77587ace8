-- a whole number as the end of its band of this size, which the band excludes; see `band_start`.
create macro band_end(whole, size) as least(
    whole::hugeint - ((whole::hugeint % size) + size) % size + size, 9223372036854775807
)::bigint;
