-- two.example's first items come two hours later, and at the same time: both are first then; in random
-- order one.example is first in 1/2 of a story of two items and 1/3 of one of three
from first_to_publish()
select provider_domain, provider_name, stories, firsts, share, expected_firsts, sole_firsts,
    tied_firsts
