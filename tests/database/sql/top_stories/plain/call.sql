-- the bigger story first; its head is its best item, which has no title here
from top_stories()
