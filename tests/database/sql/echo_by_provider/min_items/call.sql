-- three has one item
from echo_by_provider(min_items := 2)
