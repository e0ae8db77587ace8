-- a provider of the last day is a row too, of probability 1
from silent_providers(only_silent := false, min_articles := 1)
