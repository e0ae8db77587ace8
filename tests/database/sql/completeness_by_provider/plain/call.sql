-- of four articles two have images, one an AMP page, three an excerpt, two a quality (0 is one),
-- one a topic, and all a first address
from completeness_by_provider()
