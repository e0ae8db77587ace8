"""The shell: statements typed at a prompt, or Harlequin, a terminal client of DuckDB."""
