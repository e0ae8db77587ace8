-- 47 h 59 min are day 1; the second document does not reach day 2; the first score is no rescoring,
-- and documents that were present are not new
from rescoring_by_age()
