-- items without a time stand aside: two.example has no other
from first_to_publish()
select provider_domain, provider_name, stories, firsts, share, expected_firsts, sole_firsts,
    tied_firsts
