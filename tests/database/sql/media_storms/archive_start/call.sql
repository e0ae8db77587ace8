-- without a whole week before there is no rise: the archive begins on 2 March, and no week of AI after 9 March is whole
from media_storms(min_share := 0.4, min_days := 5, min_articles := 5)
