-- every article whose heat is known, those without a difference last
from heat_audit(only_off := false)
