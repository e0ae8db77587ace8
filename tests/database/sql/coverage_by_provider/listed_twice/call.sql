-- an item that a document lists twice is one item, of the provider that is named first
from coverage_by_provider()
