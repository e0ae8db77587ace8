-- a score that comes is no rescoring; a change counts in the band that it leaves
from rescoring_by_quality()
