-- labels of what is sent again are no part of a title, so the first is the origin, though two.example
-- has it without one; four titles of one.example are not too many, as they have labels; a word with
-- a hyphen is no label
from near_duplicates() select group_id, place, items, item_id, title, matched, similarity
