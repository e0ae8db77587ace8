-- one row for the story
from stories where story_id = $story;
