-- AI has 7 of 14 articles from 8 March on, after 1 in the week before; both articles of 10 March are one story
from media_storms(min_share := 0.4, min_days := 5, min_articles := 5)
