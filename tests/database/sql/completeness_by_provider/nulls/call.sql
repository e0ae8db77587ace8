-- nobody's articles are a row too; a missing image count is no image; neither a web address nor a
-- cached AMP page stands in for a first address or an AMP page
from completeness_by_provider()
