-- nothing on that day
from top_stories(since := date '2021-03-02')
