"""Tar files."""
