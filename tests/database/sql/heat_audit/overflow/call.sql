-- an overflow is one down to the last heat that counts as near -2^31, without a quality too
from heat_audit()
