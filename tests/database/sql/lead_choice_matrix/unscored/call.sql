-- unscored items are not better
from lead_choice_matrix()
