-- no item is best where none is scored
from never_leads()
