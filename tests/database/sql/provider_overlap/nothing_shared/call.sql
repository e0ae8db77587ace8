-- two providers without a joint story are a pair too, one without topics has no overlap of topics
from provider_overlap(min_stories := 1)
