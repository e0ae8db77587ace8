-- an item of a date alone makes no life: the first story has one timed item, the second lives 2 hours
from story_survival(quiet_days := 1) select hours, at_risk, ended, censored, surviving, low, high, half_life
