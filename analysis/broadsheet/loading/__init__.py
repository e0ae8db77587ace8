"""Loads: what has changed, read in batches, committed as a version."""
