"""One module per kind of page.

A module has `PATH`, `TITLE`, `POSITION` (its place among the links of every page; 0 for none) and
`show`, which returns what the page shows.
"""
