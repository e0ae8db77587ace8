-- of stories of one size the better comes first, unscored ones last, and top cuts
from top_stories(top := 2)
