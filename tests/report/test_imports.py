"""What the modules of a report import: reading one is cheap."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_READ = """
import sys
from pathlib import Path
from broadsheet.report import read_report
read_report(Path(sys.argv[1]))
print(*sys.modules)
"""
_HEAVY = {"duckdb", "fontTools", "jinja2", "markdown_it", "matplotlib", "uharfbuzz", "weasyprint"}


def test_reading_a_report_imports_no_typesetter() -> None:
    """Settings, includes and fences are read without Jinja, Markdown, fonts or a database."""
    command = [sys.executable, "-c", _READ, PROJECT / "reports" / "weekly.md"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "broadsheet.report.source.settings" in loaded
    assert loaded & _HEAVY == set()
    assert [name for name in loaded if name.startswith("broadsheet.report.typesetting")] == []
