-- one row per article of the files that have no index. These are all here; see indexed_words.
create macro unindexed_articles() as table
from articles;
