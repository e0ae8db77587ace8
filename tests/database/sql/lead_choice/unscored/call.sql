-- a lead without a quality, or without another scored item, had no choice
from lead_choice()
