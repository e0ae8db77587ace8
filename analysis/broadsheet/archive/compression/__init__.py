"""Compressed streams."""
