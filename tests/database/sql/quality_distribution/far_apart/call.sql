-- of numbers that lie as far apart as numbers can, only bands with articles are rows
from quality_distribution()
