"""Delivery: a message to its recipients, by folder, mail or webhook.

message         what is delivered: a report's issue, a note, a failure, an alert, a recovery
report_message  the message that announces a rendered report
notices         messages that are not of a page
targets         the places to deliver to, from `deliver:`
channels        one module or package a channel, found by itself
outcome         what became of a message, for each recipient
links           where a delivered page can be read
retrying        which faults can pass, and how long they are waited for
"""
