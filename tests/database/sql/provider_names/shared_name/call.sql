-- two domains of one name are a conflict, though each has no other; News and news are two names
from provider_names()
