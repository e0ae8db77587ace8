-- one row per article of the period
select article_id
from selected_articles($since, $until, null, null, $timezone, wanted_category := null)
