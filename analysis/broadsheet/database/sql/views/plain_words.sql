-- a text as its words, as written_words returns them, in lower case.
create macro plain_words(said) as lower(written_words(said));
