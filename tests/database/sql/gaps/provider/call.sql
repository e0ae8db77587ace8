-- of one provider and topic only: two.example's articles fill no gap, and are not where it begins
from gaps(until := date '2021-03-09', topic := 'AI', provider := 'One.example')
