-- one row per document that mentions such an item, before or now. One that is gone is among them.
select article_id from old_mentions semi join members using (item_id)
union
from changed;
