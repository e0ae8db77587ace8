-- modifications alone, by week; an addition, a move and a removal are none
from payload_churn(bucket := 'week')
