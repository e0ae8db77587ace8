-- an unscored article is an article, but no value; a topic without any value is left out
from quality_by_topic(min_articles := 1)
select topic, articles, n, mean, median, p10, p90
