-- no line tells two of one quality apart: one is wrong at 60 and at 61, so the line is 60 to 61
from publication_by_quality()
