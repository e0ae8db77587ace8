-- two.example has a better document, but the published one leads
from never_leads()
