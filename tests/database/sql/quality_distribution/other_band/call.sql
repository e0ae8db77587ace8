-- bands of 25 start at multiples of 25
from quality_distribution(band := 25)
