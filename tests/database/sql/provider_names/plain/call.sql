-- one.example has two names, of which One is the usual; two.example has one, and it alone
from provider_names()
