-- where no period is asked for, undated articles come last, on no date
from articles_by_date()
