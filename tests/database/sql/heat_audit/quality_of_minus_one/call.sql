-- a heat of -1 says no head, even where it is what would be expected
from heat_audit(only_off := false)
