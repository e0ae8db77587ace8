-- a story of a date alone is in the time of a provider whose last item has that date
from missed_stories(min_peers := 2, min_stories := 1, provider := 'ONE.example') select provider_domain, title, peers
