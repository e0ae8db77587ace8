-- a listed item has the excerpt of the document that lists it; no title in common is zero
from near_duplicates()
