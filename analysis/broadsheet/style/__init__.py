"""The house style: palette, numbers and dates, matplotlib settings."""
