-- a misspelt word does not hide who ran the text first: five of six words are the same, and no other
-- title has the word
from near_duplicates()
