-- items without a provider stand aside, though they come first
from first_to_publish()
