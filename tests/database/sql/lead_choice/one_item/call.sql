-- a story of one item had no choice
from lead_choice()
