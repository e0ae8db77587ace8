-- The end of the band of this size that holds a whole number, excluded; see `band_start`.
create macro band_end(whole, size) as least(
    whole::hugeint - ((whole::hugeint % size) + size) % size + size, 9223372036854775807
)::bigint;
