-- four scored articles are fewer than five, though the topic has five articles
from quality_by_topic()
select topic, articles, n, mean, median, p10, p90
