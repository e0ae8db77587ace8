-- topics of equal means stand in alphabetical order
from quality_by_topic(min_articles := 1)
select topic, articles, n, mean, median, p10, p90
