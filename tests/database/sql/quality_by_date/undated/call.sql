-- undated articles come last, on no date
from quality_by_date()
