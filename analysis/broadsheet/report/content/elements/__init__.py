"""The elements of a page, one module each: HTML with every value escaped."""
