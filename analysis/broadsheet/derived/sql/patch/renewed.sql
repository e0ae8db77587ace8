-- one row per item that is not what it was before.
from described except (from old_items semi join touched using (item_id));
