-- a pair on one article is left out, but the article still counts with each
from topic_overlap(min_articles := 2)
