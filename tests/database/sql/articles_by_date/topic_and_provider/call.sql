-- both must match, and the days reach from the first to the last match
from articles_by_date(topic := 'AI', provider := 'One.example')
