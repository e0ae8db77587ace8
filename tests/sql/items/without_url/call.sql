-- without a URL every mention is an item of its own, alike in all else or not
from items order by quality
