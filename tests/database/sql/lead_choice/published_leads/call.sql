-- the published document leads, though another of the story is better; heat comes second
from lead_choice()
