"""A browser for the archive: pages over a lake, for reading alone."""
