-- one row per article of the period, or of the time before it
select article_id
from selected_articles(null, $until, null, null, $timezone, wanted_category := null)
