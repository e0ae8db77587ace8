-- each archive has an interval of its own: any number from 39 to 70, and from 51 to 60; articles
-- without a score, or of which it is not known whether they are published, do not count
from publication_lines()
