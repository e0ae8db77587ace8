"""Tracing: from a number, printed or asked for, to its documents, their lines and commits."""
