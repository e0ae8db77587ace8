"""Versions of a lake: their files, their retention, the ledger of loads."""
