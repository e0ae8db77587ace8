-- items without a URL can't be told apart, so each is one; nobody's come after the named on a tie
from coverage_by_provider()
