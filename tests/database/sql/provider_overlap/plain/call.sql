-- both take part in 1 of 3 stories; topics are AI 1/2, Law 1/2 beside AI 1/3, Law 1/3, Sport 1/3
from provider_overlap(min_stories := 2)
