"""An independent recomputation of the derived tables and the named queries, in plain Python."""
