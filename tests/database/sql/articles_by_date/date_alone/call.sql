-- midnight in UTC is a date, and stays on it west of Greenwich; a second later is a time
from articles_by_date(tz := 'America/New_York')
