-- A document without category, provider and date is no news; one of the three makes it news.
from articles_by_provider()
