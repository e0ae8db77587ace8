"""Whole pages, as HTML and PDF."""
