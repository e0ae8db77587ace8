-- of equally good items that are better the first published is the best
from lead_choice_matrix()
