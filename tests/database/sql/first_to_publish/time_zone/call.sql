-- of the stories of 2 March in Berlin one.example opens both, one of them with two.example
from first_to_publish(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin')
select provider_domain, provider_name, stories, firsts, share, expected_firsts, sole_firsts,
    tied_firsts
