"""Cells of a notebook: `%%lake` runs SQL, `%%report` renders a report.

`%load_ext broadsheet` imports `magics`; nothing else imports IPython.
"""
