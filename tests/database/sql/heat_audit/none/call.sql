-- a lake without any heat has nothing to audit
from heat_audit(only_off := false)
