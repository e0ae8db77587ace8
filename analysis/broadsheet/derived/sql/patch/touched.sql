-- one row per item that a changed document mentions.
select distinct item_id from old_mentions semi join changed using (article_id);
