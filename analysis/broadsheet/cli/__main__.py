"""`python -m broadsheet.cli`."""

from broadsheet.cli.app import run

run()
