-- articles without a topic stand under none
from articles_by_topic()
