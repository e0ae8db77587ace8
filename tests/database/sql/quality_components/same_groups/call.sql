-- where each provider has a topic of its own, both are one
from quality_components()
