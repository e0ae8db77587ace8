-- an item that three documents list is one item
from coverage_by_provider()
