-- items without a time stand aside: two.example has no other
from first_to_publish()
