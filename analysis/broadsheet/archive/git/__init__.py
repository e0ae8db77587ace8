"""Commits of git repositories."""

from broadsheet.archive.git.revision import KIND

__all__ = ["KIND"]
