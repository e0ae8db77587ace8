-- items vote for the usual name, not mentions: The One stands on two items of one.example, One on
-- a single item that three documents list
from coverage_by_provider()
