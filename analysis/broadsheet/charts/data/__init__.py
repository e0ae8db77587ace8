"""From rows to what a chart draws."""
