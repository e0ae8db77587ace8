-- grain: >-
--   one row per item of a group of copies, in order of the origins' publication, each origin first
-- theme: copies
-- question: Which items are copies, of what, and who had it first?
-- answer: >-
--   Each group of items with the same or nearly the same title, excerpt or image, from the origin
--   on.
-- example: |-
--   from near_duplicates()
--   select group_id, place, provider_domain, title, matched, similarity limit 4
-- columns:
--   group_id: item_id of the group's origin.
--   place: 1 for the origin, then 2, 3, … by time of publication.
--   items: Items in the group.
--   item_id: Identifier of the item.
--   provider_domain: Domain of the provider; null where there is none.
--   provider_name: >-
--     Usual name of the provider, from the table `providers`, else the item's own name for it.
--   title: Title of the item.
--   published_at: Time of publication.
--   matched: >-
--     How the copy matches its origin: `same title`, `same excerpt`, `near title` or `same image`;
--     null for the origin.
--   similarity: >-
--     Dice's coefficient of the two titles, 0 to 1; null for the origin, and where a title is
--     missing.
-- definitions:
--   - The items are the distinct, dated items of the selected documents, alone or as related.
--   - Two items match only if at most `within_days` lie between them.
--   - Two items match only if their providers differ, unless `across_providers` is false.
--   - >-
--     Titles are compared without the labels of what is sent again (`UPDATE 2-`, `CORRECTED:`; see
--     `without_label`).
--   - '`same title`: the titles have the same `plain_words`, of at least 12 characters.'
--   - '`same excerpt`: the excerpts have the same `plain_words`, of at least 40 characters.'
--   - >-
--     `near title`: both titles have `plain_words` of at least 12 characters, the same numbers, and
--     a Dice's coefficient of at least `similarity`.
--   - >-
--     Dice's coefficient of two titles is 2 |A and B| / (|A| + |B|), where A and B are the sets of
--     their words.
--   - Titles are no near titles if each has a name that the other lacks.
--   - >-
--     Titles are near titles as well if they have four words or more, and all but one are the same
--     at the same places: that one is misspelt.
--   - >-
--     A word counts as misspelt if it has five letters or more and no other title has it. It is
--     one edit (Damerau–Levenshtein) from the other, from eight letters on at most two.
--   - A misspelt name has seven letters or more, because short names are often alike.
--   - >-
--     A name is a word that the titles of all these items never write in lower case, or less often
--     than with a capital behind a title's first word.
--   - >-
--     Near titles are sought by their rarest words (prefix filter), or by all words but one. They
--     are sought in the first item of each title, at most 20 back for each word.
--   - '`same image`: the first images have the same address.'
--   - >-
--     An image counts only for an item without any match by words, and only with an earlier item
--     that has no match by words before it.
--   - >-
--     The excerpt and the first image are those of the item's own document, else of one that lists
--     it. Of several documents' excerpts, or images, the first by alphabet counts.
--   - >-
--     A title, excerpt or image that one provider has on more than three items (Home, a logo) is
--     ignored for that provider's items.
--   - Titles with a label of what is sent again do not count among the three.
--   - Such titles are not ignored where `across_providers` is false.
--   - An origin matches no earlier item; a copy matches an origin.
--   - >-
--     Of several origins a copy has the one of the same title, then excerpt, then the nearest
--     title, then image, then the earliest.
--   - An item that matches only copies is in no group, so groups never chain.
--   - >-
--     Of items of the same time the one whose address is first by alphabet is earlier. Of those
--     without an address it is the one whose title is first, then the one whose provider is.
-- source: >-
--   Dice 1945, Measures of the Amount of Ecologic Association Between Species, Ecology 26(3);
--   Chaudhuri, Ganti and Kaushik 2006, A Primitive Operator for Similarity Joins in Data Cleaning,
--   ICDE. Damerau 1964, A Technique for Computer Detection and Correction of Spelling Errors, CACM
--   7(3).
create macro near_duplicates(
    since := null, until := null, topic := null, tz := 'UTC', category := 'news', type := null,
    similarity := 0.9, within_days := 3, across_providers := true
) as table
with
selected as (
    from selected_articles(
        since, until, topic, null, tz, wanted_category := category, wanted_type := type
    )
),
chosen as materialized (
    select
        item_id,
        items.article_id,
        provider_domain,
        epoch_us(published_at) as told_at,
        without_label(items.title) <> items.title as labelled,
        written_words(without_label(items.title)) as written,
        lower(written) as words,
        row_number() over (order by published_at, url, items.title, provider_domain, item_id)
            as turn,
    from items
    where published_at is not null and item_id in (
        select item_id from mentions where article_id in (select article_id from selected)
    )
),
described as (  -- by its own documents, or else by those that list it
    select item_id, mentions.article_id, mentions.position as place_in_list,
    from chosen join mentions using (item_id)
    where mentions.position = 0 or chosen.article_id is null
),
told_excerpts as (
    select item_id, articles.excerpt,
    from described join articles using (article_id)
    where place_in_list = 0
    union all
    select item_id, related.excerpt,
    from described
    join related
        on related.article_id = described.article_id and related.position = place_in_list
),
excerpts as (  -- by way of a list, which keeps DuckDB from taking the words of all excerpts there are
    select item_id, unnest([plain_words(min(excerpt))]) as excerpt_words,
    from told_excerpts
    group by item_id
),
pictures as (
    select item_id, min((images.position, images.url))[2] as picture,
    from described
    join images on images.article_id = described.article_id
        and coalesce(images.related_position, 0) = place_in_list
    where images.url is not null
    group by item_id
),
said as (
    select item_id, 'same title' as how, hash(words) as what,
    from chosen
    where length(words) >= 12
    union all
    select item_id, 'same excerpt', hash(excerpt_words),
    from excerpts
    where length(excerpt_words) >= 40
    union all
    select item_id, 'same image', hash(picture) from pictures
),
telling as materialized (
    select item_id, how, what, provider_domain, told_at, turn,
    from said join chosen using (item_id)
    qualify count(*) filter (how <> 'same title' or not labelled)
            over (partition by how, what, provider_domain) <= 3
        or (how = 'same title' and not across_providers)
),
queued as materialized (
    select *, row_number() over (partition by how, what order by turn) as nth,
    from telling
    where how <> 'same image'
),
reached as materialized (
    select
        *,
        min(nth) over (
            partition by how, what order by told_at
            range between (within_days * 86400000000)::bigint preceding and current row
        ) as first_nth,
    from queued
),
same_words as (
    select later.item_id as one, earlier.item_id as other, later.how,
    from (select *, unnest(range(first_nth, least(first_nth + 3, nth))) as other_nth from reached)
        as later
    join queued as earlier
        on earlier.how = later.how and earlier.what = later.what and earlier.nth = other_nth
    where not across_providers or earlier.provider_domain is distinct from later.provider_domain
),
forms as (
    select
        unnest(string_split(written, ' ')) as form,
        generate_subscripts(string_split(written, ' '), 1) as place,
    from chosen
),
known_names as (
    select lower(form) as word,
    from forms
    group by word
    having count(*) filter (form = lower(form)) = 0
        or count(*) filter (form = lower(form))
            < count(*) filter (form <> lower(form) and place > 1)
),
heads as materialized (
    select
        item_id,
        provider_domain,
        told_at,
        turn,
        string_split(words, ' ') as spelling,
        list_distinct(spelling) as words,
        list_bit_or(
            list_transform(string_split(words, ' '), lambda each: 1::ubigint << (hash(each) % 64))
        ) as bits,  -- a bit for each word; where a bit is in one title alone, so is a word
        list_sort(regexp_extract_all(words, '[0-9]+'))::varchar as numbers,
    from reached join (select item_id, words from chosen) as worded using (item_id)
    where how = 'same title' and nth = first_nth
),
spelt as (select item_id, len(words) as long, unnest(words) as word from heads),
rarities as (
    select word, row_number() over (order by count(*), word) as rarity from spelt group by word
),
named as materialized (
    select item_id, list(word) as names,
    from spelt
    where word in (from known_names)
    group by item_id
),
rare as materialized (
    select
        item_id,
        told_at,
        bits,
        long,
        hash(rarity, numbers) as what,
        row_number() over (partition by what order by turn) as nth,
    from (
        select
            item_id,
            unnest(list_sort(list(rarity))[
                1 : (any_value(long) - ceil(similarity / (2 - similarity) * any_value(long) - 1e-9)
                    + 1)::bigint
            ]) as rarity,
        from spelt join rarities using (word)
        group by item_id
    )
    join (select item_id, told_at, turn, bits, numbers, len(words) as long from heads)
        using (item_id)
),
beside as (
    select distinct later.item_id as one, earlier.item_id as other,
    from (
        select
            item_id, what, bits, long,
            unnest(range(greatest(first_nth, nth - 20), nth)) as other_nth,
        from (
            select
                *,
                min(nth) over (
                    partition by what order by told_at
                    range between (within_days * 86400000000)::bigint preceding and current row
                ) as first_nth,
            from rare
        )
    ) as later
    join rare as earlier on earlier.what = later.what and earlier.nth = other_nth
    where 2 * least(  -- at most as many words as these are in both
        later.long - bit_count(later.bits & ~earlier.bits),
        earlier.long - bit_count(earlier.bits & ~later.bits)
    ) >= (similarity - 1e-9) * (later.long + earlier.long)
),
near_heads as materialized (
    select one, other,
    from beside
    join heads as later on later.item_id = one
    join heads as earlier on earlier.item_id = other
    left join named as later_named on later_named.item_id = one
    left join named as earlier_named on earlier_named.item_id = other
    where later.numbers = earlier.numbers
        and (
            list_has_all(earlier.words, coalesce(later_named.names, []))
            or list_has_all(later.words, coalesce(earlier_named.names, []))
        )
        and 2 * len(list_intersect(later.words, earlier.words))
            >= (similarity - 1e-9) * (len(later.words) + len(earlier.words))
),
lone_words as (
    select word from spelt where length(word) >= 5 group by word having count(*) = 1
),
gapped as materialized (  -- titles without the word at one place, where other titles are the same
    select
        item_id,
        told_at,
        spelling[place] as word,
        hash(spelling[:place - 1], spelling[place + 1:]) as what,
        row_number() over (partition by what order by turn) as nth,
    from (select *, unnest(range(1, len(spelling) + 1)) as place from heads)
    where len(spelling) >= 4
        and length(spelling[place]) >= 5
        and not regexp_matches(spelling[place], '[0-9]')
    qualify count(*) over (partition by what) > 1
),
misspelt_heads as (
    select later.item_id as one, earlier.item_id as other,
    from (
        select *, unnest(range(greatest(first_nth, nth - 20), nth)) as other_nth,
        from (
            select
                *,
                min(nth) over (
                    partition by what order by told_at
                    range between (within_days * 86400000000)::bigint preceding and current row
                ) as first_nth,
            from gapped
        )
    ) as later
    join gapped as earlier on earlier.what = later.what and earlier.nth = other_nth
    where damerau_levenshtein(later.word, earlier.word)
            between 1 and if(least(length(later.word), length(earlier.word)) >= 8, 2, 1)
        and (later.word in (from lone_words) or earlier.word in (from lone_words))
        and (
            least(length(later.word), length(earlier.word)) >= 7
            or later.word not in (from known_names)
            or earlier.word not in (from known_names)
        )
),
near_words as (
    select later.item_id as one, near.other, 'near title' as how,
    from (from near_heads union from misspelt_heads) as near
    join queued as head on head.item_id = near.one and head.how = 'same title'
    join reached as later
        on later.how = 'same title' and later.what = head.what and later.first_nth = head.nth
    join chosen as earlier on earlier.item_id = near.other
    where later.told_at - earlier.told_at <= within_days * 86400000000
        and (
            not across_providers
            or earlier.provider_domain is distinct from later.provider_domain
        )
),
like_words as materialized (from same_words union all from near_words),
framed as materialized (
    select *, row_number() over (partition by what order by turn) as nth,
    from telling
    where how = 'same image' and item_id not in (select one from like_words)
),
same_picture as (
    select later.item_id as one, earlier.item_id as other, 'same image' as how,
    from (
        select *, unnest(range(first_nth, least(first_nth + 3, nth))) as other_nth,
        from (
            select
                *,
                min(nth) over (
                    partition by what order by told_at
                    range between (within_days * 86400000000)::bigint preceding and current row
                ) as first_nth,
            from framed
        )
    ) as later
    join framed as earlier on earlier.what = later.what and earlier.nth = other_nth
    where (not across_providers or earlier.provider_domain is distinct from later.provider_domain)
        and later.item_id not in (select other from like_words)
),
likenesses as materialized (from like_words union all from same_picture),
measured as (
    select
        one,
        other,
        how,
        list_distinct(string_split(later.words, ' ')) as one_words,
        list_distinct(string_split(earlier.words, ' ')) as other_words,
        if(
            later.words = earlier.words,
            1,
            2 * len(list_intersect(one_words, other_words)) / (len(one_words) + len(other_words))
        ) as likeness,
        earlier.turn,
    from likenesses
    join chosen as later on later.item_id = one
    join chosen as earlier on earlier.item_id = other
    where other not in (select one from likenesses)
),
copied as materialized (
    select one as item_id, other as origin_id, how, likeness,
    from measured
    qualify row_number() over (
        partition by one
        order by
            list_position(['same title', 'same excerpt', 'near title', 'same image'], how),
            if(how = 'near title', likeness, null) desc,
            turn
    ) = 1
),
members as (
    from copied
    union all
    select distinct origin_id, origin_id, null, null from copied
)
select
    origin_id as group_id,
    row_number() over (partition by origin_id order by chosen.turn) as place,
    count(*) over (partition by origin_id) as items,
    item_id,
    items.provider_domain,
    coalesce(providers.name, items.provider_name) as provider_name,
    items.title,
    items.published_at,
    how as matched,
    likeness as similarity,
from members
join items using (item_id)
join chosen using (item_id)
left join providers on providers.provider_domain = items.provider_domain
order by min(chosen.turn) over (partition by origin_id), place;
