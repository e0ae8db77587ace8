-- February's 28 days are compared with the 123 of the four months before; October has none before it
from unusual_dates(bucket := 'month')
