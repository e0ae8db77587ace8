-- on 1 March in Berlin the comet stood only once
from duplicate_titles(since := date '2021-03-01', until := date '2021-03-02', tz := 'Europe/Berlin')
