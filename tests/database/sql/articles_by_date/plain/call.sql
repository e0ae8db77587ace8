-- the quiet day between counts nothing and has no published share, and nor has the unscored third
from articles_by_date()
