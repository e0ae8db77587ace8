-- Berlin's 28 March 2021 is 23:00 to 22:00 UTC: 2 and 3; videos are no news
from articles_by_provider_topic(
    since := date '2021-03-28', until := date '2021-03-29', tz := 'Europe/Berlin'
)
