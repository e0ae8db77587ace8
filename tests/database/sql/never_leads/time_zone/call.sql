-- only the stories of 2 March in Berlin count
from never_leads(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin')
select provider_domain, provider_name, items, documents, stories, best, share
