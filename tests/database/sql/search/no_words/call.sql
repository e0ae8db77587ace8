-- without words nothing is found
from search(' – ')
