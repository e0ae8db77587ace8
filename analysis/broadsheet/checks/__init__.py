"""Checks of the data: SQL that returns rows when something is wrong, and alerts on change."""
