-- 9 is one item of two names: twice listed as Nine, and once itself, which makes 9 the usual name; as
-- many items, so more mentions come first
from provider_names()
