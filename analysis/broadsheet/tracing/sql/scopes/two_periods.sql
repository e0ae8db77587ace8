-- one row per article of the period, or of the one before it
select article_id
from selected_articles(
    coalesce($previous_since::date, $since::date), $until, null, null, $timezone,
    wanted_category := null
)
