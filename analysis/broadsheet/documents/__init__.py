"""From bytes to fields and faults."""
