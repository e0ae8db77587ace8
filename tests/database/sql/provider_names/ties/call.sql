-- equally usual names stand in alphabetical order, and the first of them is the usual one
from provider_names()
