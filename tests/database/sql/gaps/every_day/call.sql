-- every day from the first article to the last: a day has no verdict without a day to compare with,
-- is usual where nothing came before either, and has no ratio then
from gaps(only_gaps := false)
