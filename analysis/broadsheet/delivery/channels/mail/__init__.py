"""Mail: HTML and plain text with the first figures, pages attached or linked, over SMTP."""

from broadsheet.delivery.channels.mail.channel import Target, deliver, recipients

__all__ = ["Target", "deliver", "recipients"]
