-- on 2 March in Berlin there was only the comet
from echo_by_provider(since := date '2021-03-02', tz := 'Europe/Berlin')
