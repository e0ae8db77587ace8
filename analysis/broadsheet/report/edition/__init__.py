"""A report settled for a snapshot, and its results."""
