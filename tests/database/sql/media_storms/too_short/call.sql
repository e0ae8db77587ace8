-- AI has its share on 5 days only
from media_storms(min_share := 0.4, min_days := 6, min_articles := 5)
