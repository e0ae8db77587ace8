-- a text as its words, in the case that they are written in. The text is cut to 500 characters,
-- apostrophes are dropped, and a single blank replaces everything that is neither letter, combining
-- mark nor digit. Null where nothing is left. The pattern does not match a single blank, which
-- needs no replacement.
create macro written_words(said) as nullif(trim(regexp_replace(
    replace(replace(replace(nfc_normalize(left(said, 500)), '''', ''), '’', ''), 'ʼ', ''),
    ' ?[^\p{L}\p{M}\p{N} ][^\p{L}\p{M}\p{N}]*| {2,}[^\p{L}\p{M}\p{N}]*',
    ' ',
    'g'
)), '');
