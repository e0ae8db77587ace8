-- without a scored article there is no lowest and highest band
from quality_distribution()
