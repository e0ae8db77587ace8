"""In a notebook: `%%lake` runs SQL, `%%report` renders a report, `explore` looks at one thing.

`%load_ext broadsheet` imports `magics`, which imports IPython; nothing else of the room does.
"""
