-- lives of 2 h 30 min, so 3, and of 5 hours; the third story has an item after the watch ended, 26 full hours after it began; single items do not count
from story_survival(quiet_days := 1)
