-- of the bands only that of 70 has articles of both and both outcomes; with bands of 1 that of 71 does not join it
from publication_odds(min_articles := 1) select provider_domain, articles, published, expected, compared, odds_ratio, p, q
