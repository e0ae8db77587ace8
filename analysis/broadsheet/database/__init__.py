"""DuckDB over a version of a lake: tables, views, named queries."""
