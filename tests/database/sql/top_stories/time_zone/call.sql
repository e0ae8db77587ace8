-- a story that began on 2 March in Berlin is whole, though it goes on after midnight
from top_stories(since := date '2021-03-02', until := date '2021-03-03', tz := 'Europe/Berlin')
