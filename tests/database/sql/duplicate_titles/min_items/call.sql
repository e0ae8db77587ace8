-- two are too few
from duplicate_titles(min_items := 3)
