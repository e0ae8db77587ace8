-- stories of one provider are not compared, nor those of one item
from first_to_publish()
