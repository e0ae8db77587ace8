-- items without a provider stand aside, though they come first
from first_to_publish()
select provider_domain, provider_name, stories, firsts, share, expected_firsts, sole_firsts,
    tied_firsts
