-- a name of seven letters may be misspelt; a shorter one may be another name
from near_duplicates()
