-- 109 of 97 + 10 x 1 is 2 too much, 55 of 60 five too little; 2 is as expected, 3 no head, 4 has no heat
from heat_audit()
