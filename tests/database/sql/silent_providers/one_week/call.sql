-- one whole week of days before has no variance, so the dispersion is 1: (8/16) ^ 4
from silent_providers()
