-- most of three write it without the colon; of two the first by alphabet; Home is too short
from duplicate_titles()
