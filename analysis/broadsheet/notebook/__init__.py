"""Cells of a notebook: `%%lake` runs SQL, `%%report` sets a report.

`%load_ext broadsheet` imports `magics`; nothing else imports IPython.
"""
