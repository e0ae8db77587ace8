-- grain: >-
--   one row per group and word that is typical of it, in order of groups, the most typical word first
-- theme: words
-- question: Which words are typical of a provider, a topic or a period?
-- answer: >-
--   The words of titles that each group has more often than the other groups, with how sure that is.
-- example: |-
--   from typical_words(by := 'topic', top := 1)
--   select name, word, stories, other_stories, log_odds, z, q limit 3
-- parameters:
--   by: What the groups are, `provider`, `topic`, `day`, `week` (from Monday) or `month`.
--   min_stories: Omit words of fewer of the group's stories.
--   top: Most words of a group.
--   prior: How many words of all groups each group has in advance; the more, the fewer rare words.
-- columns:
--   name: Domain of the provider, topic, or first day of the period.
--   word: Word, in lower case.
--   stories: Stories of the group with the word in a title.
--   other_stories: The same, added up over all other groups.
--   log_odds: >-
--     Logarithm of the word's odds in the group, divided by those in the other groups; above 0.
--   z: log_odds / its standard error.
--   q: Probability of such a z by chance, corrected for the number of words that are compared.
-- definitions:
--   - Words are those of `plain_words`, of titles of articles, with at least one letter.
--   - >-
--     A word counts once in each of the group's stories, however many articles of the story have it.
--     So one big story is not typical of anything.
--   - >-
--     The odds of a word are its count plus its prior, divided by the same of all other words. Its
--     prior is `prior` times its part of all counts (an informative Dirichlet prior).
--   - The variance of log_odds is the sum of 1 / (count + prior of the word) of both sides.
--   - >-
--     q is the least false discovery rate at which the word is reported, among all words and groups
--     with at least `min_stories`, of a normal distribution, on the upper side.
--   - Articles without the group are left out; for a period these are undated articles.
--   - An article counts under each of its topics.
--   - >-
--     Words of a group whose z is equal to nine digits after the point are in order of stories, most
--     first, then of the word.
-- source: >-
--   Monroe, Colaresi and Quinn 2008, Fightin' Words: Lexical Feature Selection and Evaluation for
--   Identifying the Content of Political Conflict, Political Analysis 16(4); Benjamini and Hochberg
--   1995, Controlling the False Discovery Rate, JRSS B 57(1).
create macro typical_words(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, by := 'provider', min_stories := 3, top := 10, prior := 500
) as table
with
selected as (
    select
        article_id,
        plain_words(title) as words,
        case "by"
            when 'provider' then [provider_domain]
            when 'topic' then list_distinct(topics)
            when 'day' then [local_at::date::varchar]
            when 'week' then [date_trunc('week', local_at)::date::varchar]
            when 'month' then [date_trunc('month', local_at)::date::varchar]
            else error('by is provider, topic, day, week or month, not ' || "by")
        end as names,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
),
told as (
    select string_agg(words, ' ') as words, name,
    from (select article_id, words, unnest(names) as name from selected) as titles
    join mentions on mentions.article_id = titles.article_id and mentions.position = 0
    join story_items using (item_id)
    where name is not null
    group by story_id, name
),
counted as (
    select name, word, count(*) as n,
    from (select name, unnest(list_distinct(string_split(words, ' '))) as word from told)
    group by name, word
    having regexp_matches(word, '\p{L}')
),
placed as (
    select
        *,
        sum(n) over (partition by word) as n_word,
        sum(n) over (partition by name) as n_group,
        sum(n) over () as n_all,
    from counted
),
weighed as (
    select
        name,
        word,
        n,
        n_word - n as n_other,
        n + prior * n_word / n_all as own,
        n_group + prior - own as own_rest,
        n_word - n + prior * n_word / n_all as others,
        n_all - n_group + prior - others as others_rest,
        ln(own / own_rest) - ln(others / others_rest) as odds,
        odds / sqrt(1 / own + 1 / others) as deviation,
    from placed
    where n >= min_stories and n_group < n_all
),
tested as (
    select *, if(deviation > 0, normal_tail(deviation), 1 - normal_tail(-deviation)) as chance,
    from weighed
),
stepped as (
    select *, step_up(chance) as step from tested
),
corrected as (
    select *, q_value(chance, step) as rate from stepped
)
select
    name,
    word,
    n as stories,
    n_other::bigint as other_stories,
    odds as log_odds,
    deviation as z,
    rate as q,
from corrected
where deviation > 0
qualify row_number() over (
    partition by name order by round(deviation, 9) desc, n desc, word
) <= top
order by name, round(deviation, 9) desc, n desc, word;
