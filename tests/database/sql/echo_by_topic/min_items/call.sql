-- Fees has one item
from echo_by_topic(min_items := 2)
