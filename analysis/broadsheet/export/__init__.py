"""Rows to text and files."""
