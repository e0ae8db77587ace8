-- where all are published, the line is the lowest score; an article that is published below the
-- line of most is on its wrong side; an archive of one article is omitted
from publication_lines(min_articles := 2)
