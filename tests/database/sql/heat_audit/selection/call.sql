-- Berlin's 28 March 2021 is 23:00 to 22:00 UTC; only 2 matches everything
from heat_audit(
    since := date '2021-03-28', until := date '2021-03-29', topic := 'AI', provider := 'ONE.example',
    tz := 'Europe/Berlin'
)
