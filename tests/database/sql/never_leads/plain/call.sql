-- two.example has the best item, three.example none; both are only listed
from never_leads()
select provider_domain, provider_name, items, documents, stories, best, share
