-- four stories in the 28 days before the last, then 28 days of none: (28/56) ^ 4
from silent_providers()
