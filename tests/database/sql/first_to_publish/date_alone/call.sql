-- midnight in UTC is a date without a time: it makes nobody first
from first_to_publish()
