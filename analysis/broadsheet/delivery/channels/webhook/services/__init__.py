"""The services: each module here declares one as `SERVICE`, and is found by the format's name."""
