"""Report documents, as written."""
