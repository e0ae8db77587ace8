-- with three items to one, one.example is first in 3 of 4 random orders, so twice of two is no surprise
from who_follows_whom(min_stories := 1, provider := 'one.example') select stories, before, share, expected_share, z, p
