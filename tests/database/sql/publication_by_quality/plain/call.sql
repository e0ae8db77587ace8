-- at 70 one article is on the wrong side (71, unpublished), and at 72 one too (70, published): the
-- line is the lower of them
from publication_by_quality()
