"""The command line: a module parses and prints for each group of commands."""
