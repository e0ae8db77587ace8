-- no item is best where none is scored
from never_leads()
select provider_domain, provider_name, items, documents, stories, best, share
