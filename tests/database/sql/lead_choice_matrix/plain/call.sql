-- one.example led where two.example had the better item
from lead_choice_matrix()
