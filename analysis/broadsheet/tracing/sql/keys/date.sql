-- one row per document of the day, week or month that begins on a date
select article_id
from articles
where date_trunc(coalesce($bucket, 'day'), on_clock(published_at, $timezone))::date = $date::date
