-- a period that goes on past the last article has days without any; those before the first article
-- have no verdict
from gaps(since := date '2021-02-27', until := date '2021-03-10')
