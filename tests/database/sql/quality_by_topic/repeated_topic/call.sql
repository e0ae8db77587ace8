-- a topic that an article bears twice does not weigh it twice: mean 30/2, not 40/3
from quality_by_topic(min_articles := 1)
select topic, articles, n, mean, median, p10, p90
