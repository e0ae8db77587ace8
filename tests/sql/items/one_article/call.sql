-- an unscored article of nobody, undated, is an item all the same
from items
