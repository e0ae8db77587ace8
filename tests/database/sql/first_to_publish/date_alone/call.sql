-- midnight in UTC is a date without a time: it makes nobody first
from first_to_publish()
select provider_domain, provider_name, stories, firsts, share, expected_firsts, sole_firsts,
    tied_firsts
