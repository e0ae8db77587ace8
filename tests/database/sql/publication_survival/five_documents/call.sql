-- one is published at once, one after 2 hours, when another is removed; one is still unpublished
-- after 12 hours, at the last commit; the last of all is published after 24 hours
select hours, at_risk, published, round(share, 9) as share, round(low, 4) as low, round(high, 4) as high
from publication_survival()
