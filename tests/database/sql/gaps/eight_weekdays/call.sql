-- Mondays alone: 22 February has one article against 10/7 on the seven before, which is more than half;
-- 8 March has none against 17/8 on the eight before, of which 4 January, nine weeks earlier, is not one
from gaps(since := date '2021-02-22', until := date '2021-03-09')
