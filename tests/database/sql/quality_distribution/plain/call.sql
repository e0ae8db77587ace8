-- a quality equal to a band's start lies in it, one equal to its end in the next
from quality_distribution()
