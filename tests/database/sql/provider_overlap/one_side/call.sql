-- with provider only its side of each pair is a row
from provider_overlap(min_stories := 1, provider := 'Two.example') select provider_domain, other_domain, stories, topic_overlap
