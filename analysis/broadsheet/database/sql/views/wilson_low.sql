-- the lower end of Wilson's 95 % interval of a share, `marked` of `n`; null of nothing. Source:
-- Wilson 1927, Probable Inference, JASA 22(158).
create macro wilson_low(marked, n) as if(n > 0, greatest(0, (
    marked + 1.9207294103470618
    - 1.959963984540054 * sqrt(marked * (n - marked) / n + 0.9603647051735309)
) / (n + 3.8414588206941236)), null);
