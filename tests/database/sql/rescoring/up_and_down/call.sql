-- a score that comes is no rescoring; one that stays is none; two providers as often
from rescoring()
