-- Berlin's 28 March 2021 is 23:00 to 22:00 UTC: 2, about AI, with what it lists, so One is the only name
-- of one.example in it, though not the usual one of the lake
from provider_names(
    since := date '2021-03-28', until := date '2021-03-29', topic := 'AI', tz := 'Europe/Berlin',
    only_conflicts := false
)
