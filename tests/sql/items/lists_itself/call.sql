-- an article in its own list stands in one document, as its own item and as related
from items
