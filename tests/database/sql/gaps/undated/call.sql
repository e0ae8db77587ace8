-- undated articles are on no day
from gaps(since := date '2021-03-08', only_gaps := false)
