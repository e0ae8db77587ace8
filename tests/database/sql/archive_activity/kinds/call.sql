-- every kind of change, on two days on the clock of Kolkata; what was present is none
from archive_activity(tz := 'Asia/Kolkata')
