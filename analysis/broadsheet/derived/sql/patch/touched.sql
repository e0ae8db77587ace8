-- one row per item that a changed document mentions, or has mentioned.
select item_id from old_mentions semi join changed using (article_id)
union
select item_id from new_mentions;
