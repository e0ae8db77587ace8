-- an item that is equally good is no better, so there is no gap
from lead_choice()
