-- where the lead is as good as any there is no row
from lead_choice_matrix()
