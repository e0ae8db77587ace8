-- a text as the words that `search` compares: letters and digits in lower case and without accents,
-- with a single blank for everything between. Tags of HTML are no words.
create macro search_words(said) as trim(regexp_replace(
    lower(strip_accents(regexp_replace(said, '<[^>]*>', ' ', 'g'))), '[^\p{L}\p{N}]+', ' ', 'g'
));
