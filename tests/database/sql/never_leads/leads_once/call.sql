-- who leads any story is left out, if it is alone in it
from never_leads()
select provider_domain, provider_name, items, documents, stories, best, share
