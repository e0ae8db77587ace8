-- equal articles are in order of publication, the latest first, then of title; top cuts after that
from search('chip', top := 3) select place, title
