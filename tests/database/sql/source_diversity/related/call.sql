-- both leads are of one provider; the item that both list counts once, the one of the first alone is
-- of its topics
from source_diversity()
