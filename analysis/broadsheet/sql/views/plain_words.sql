-- a text as its words: lower case, with single blanks for all that is neither letter, mark nor digit;
-- apostrophes are dropped, and what is left is cut to 500 characters; null where nothing is left
create macro plain_words(said) as nullif(trim(regexp_replace(
    regexp_replace(lower(nfc_normalize(left(said, 500))), '[''’ʼ]', '', 'g'),
    '[^\p{L}\p{M}\p{N}]+',
    ' ',
    'g'
)), '');
