-- two places in one list are one document that lists it, and the first place is the first mention
from items where as_lead = 0
