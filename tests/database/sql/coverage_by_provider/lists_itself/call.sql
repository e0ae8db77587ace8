-- an article that stands in its own list is still one item, and has a document
from coverage_by_provider()
