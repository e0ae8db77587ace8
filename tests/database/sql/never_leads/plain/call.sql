-- two.example has the best item, three.example none; both are only listed
from never_leads()
