-- four items: two documents, and two that the first of them lists
from coverage_by_provider()
