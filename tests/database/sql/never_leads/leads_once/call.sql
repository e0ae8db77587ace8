-- who leads any story is left out, if it is alone in it
from never_leads()
