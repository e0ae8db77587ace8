-- two.example has a better document, but the published one leads
from never_leads()
select provider_domain, provider_name, items, documents, stories, best, share
