"""Schedules: which issues of reports are due, made and delivered once each, and recorded."""
