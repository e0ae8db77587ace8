-- without a quality nothing can be expected of a head
from heat_audit()
