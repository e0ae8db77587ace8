-- two.example's first items come two hours later, and at the same time: both are first then
from first_to_publish()
