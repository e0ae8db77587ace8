"""Loads an archive as `yaml_rs_script.py` does, but with PyYAML's C loader."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import yaml
from yaml_rs_script import load


def parse_yaml(text: str) -> dict[str, Any]:
    """YAML as PyYAML reads it."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    load(parse_yaml, pa.timestamp("us"))
