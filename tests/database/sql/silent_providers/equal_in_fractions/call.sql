-- two in 56 days and silent for 90, five in 56 and silent for 36: 180/56 are expected of either, so
-- the first domain comes first, whatever the rates are rounded to
from silent_providers(min_articles := 1)
