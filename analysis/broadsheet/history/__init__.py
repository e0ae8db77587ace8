"""History of an archive in git: versions of its documents, and changes of their fields."""
