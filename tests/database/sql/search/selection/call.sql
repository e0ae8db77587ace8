-- since excludes an article, but it still counts for how rare a word is
from search('chip', since := date '2021-03-02') select place, title
