"""Webhooks: JSON, and messages in the form of Slack, Teams and Discord."""

from broadsheet.delivery.channels.webhook.channel import Target, deliver, recipients

__all__ = ["Target", "deliver", "recipients"]
