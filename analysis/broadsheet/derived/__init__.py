"""Tables derived from the documents of a version: items, mentions, stories, providers."""
