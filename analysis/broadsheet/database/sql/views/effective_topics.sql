-- the effective number of topics of the articles of a selection, with its 95 % interval (see
-- effective_groups). An article counts under each of its topics. There is no row where no article has one.
create macro effective_topics(since, until, tz) as table
from effective_groups(since, until, tz, 'topic');
