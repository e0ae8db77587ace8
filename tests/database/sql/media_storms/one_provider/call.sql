-- a storm of one provider is none
from media_storms(min_share := 0.4, min_days := 5, min_articles := 5)
