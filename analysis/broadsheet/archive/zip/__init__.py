"""Zip files."""
