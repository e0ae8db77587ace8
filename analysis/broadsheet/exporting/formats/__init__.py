"""The formats: each module here declares one as `KIND`, and is found by itself."""
