"""The text of a report, as HTML."""
