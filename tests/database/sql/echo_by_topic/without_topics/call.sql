-- items of no topic are under none; a listed item is under its lister's, as often as it may
-- be listed, and a copy whose origin is under another topic is one distinct item
from echo_by_topic()
