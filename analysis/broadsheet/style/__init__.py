"""The project's style: palette, numbers and dates, matplotlib settings."""
