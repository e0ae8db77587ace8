"""Exports of a lake: its tables, whole or of a period, as files for other programs."""
