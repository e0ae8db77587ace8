"""Object stores: objects by their keys, which are created once, listed and read."""
