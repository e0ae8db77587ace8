-- without any date there are no days, only the articles on no date
from articles_by_date()
