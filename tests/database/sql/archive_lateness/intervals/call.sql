-- two commits of two documents: half of each are late, and half below the median, so neither varies, and
-- the interval is that of 2 of 4, and the values next to the median. Of three commits of one document, 1/3
-- are late: 2/9 / (1/9) = 2 count; the share below their median is anything
from archive_lateness()
select date, late_share, late_share_low, late_share_high, median_hours, median_low, median_high
