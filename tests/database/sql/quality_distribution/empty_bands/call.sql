-- bands between the lowest and the highest are there though nothing lies in them
from quality_distribution()
