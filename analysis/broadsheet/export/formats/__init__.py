"""The formats: each module here declares one as `FORMAT`, and is found by itself."""
