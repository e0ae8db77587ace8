-- a difference that no column can hold is unknown, and no fault of the query
from heat_audit()
