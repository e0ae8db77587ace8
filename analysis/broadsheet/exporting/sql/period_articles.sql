-- one row per article published in the period; one without a date is in none
select article_id
from articles
where published_at >= $since and published_at < $until
