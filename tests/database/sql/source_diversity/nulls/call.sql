-- an item of no known provider is left out, and so is Health, which has no other; AI has a related
-- item, but no lead; an article without topics is in the row for all alone
from source_diversity()
