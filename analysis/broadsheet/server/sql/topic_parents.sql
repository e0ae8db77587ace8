-- one row per place of the topic in the archive's tree of topics
select topic, name, parent, depth, archive, path,
from topic_tree
where topic = $topic or name = $topic
order by archive, path, position;
