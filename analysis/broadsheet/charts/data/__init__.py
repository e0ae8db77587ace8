"""From the rows of a table to what a chart draws; nothing here draws."""
