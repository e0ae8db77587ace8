-- a text as its words, in the case they are written in: single blanks for all that is neither letter,
-- mark nor digit; apostrophes are dropped, and the text is cut to 500 characters first; null where
-- nothing is left (a single blank needs no replacing: it is never matched)
create macro written_words(said) as nullif(trim(regexp_replace(
    replace(replace(replace(nfc_normalize(left(said, 500)), '''', ''), '’', ''), 'ʼ', ''),
    ' ?[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*| {2,}[^\p{L}\p{M}\p{N}]*',
    ' ',
    'g'
)), '');
