-- AI stands on four articles, Chips on four, Health on two, of eight: AI and Chips meet on two, in
-- either order, as often as by chance; AI and Health on one, as by chance
from topic_overlap()
