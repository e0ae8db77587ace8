"""The commands: each module here is a group of them, and the command line finds it by itself.

A module is named after one of its commands: that command is run without the other groups. A module
declares two names:

    commands         a `typer.Typer` with the commands of the group
    HELP_POSITION    where the group comes in `broadsheet --help`: groups are sorted by it
"""
