-- withdrawn and published again, withdrawn by removal, and one that never was published
from publication_reversals()
