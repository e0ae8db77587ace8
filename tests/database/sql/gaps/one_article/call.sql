-- a single article has nothing to compare with
from gaps(only_gaps := false)
