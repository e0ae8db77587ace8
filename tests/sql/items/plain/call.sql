-- a document and the two items that it lists
from items order by url
