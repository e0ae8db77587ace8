-- a listed item that has its own document is one item, as its own document has it, though another
-- document that says otherwise comes first
from coverage_by_provider()
