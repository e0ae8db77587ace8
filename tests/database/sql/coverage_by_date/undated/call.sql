-- undated items come last, on no date; those without a URL can't be told apart, so each is one
from coverage_by_date()
