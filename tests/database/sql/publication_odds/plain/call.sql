-- in one band one.example has 3 of 4 published, two.example 1 of 4: odds of 3 to 1/3; the head of heat -1 and the unscored do not count
from publication_odds(min_articles := 4)
