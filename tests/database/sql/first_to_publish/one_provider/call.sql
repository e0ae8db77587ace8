-- stories of one provider are not compared, nor those of one item
from first_to_publish()
select provider_domain, provider_name, stories, firsts, share, expected_firsts, sole_firsts,
    tied_firsts
