-- below zero a band still starts at its lower end: -1 and -10 lie in -10 to 0, -11 in -20 to -10
from quality_distribution()
