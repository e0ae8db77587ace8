"""The contenders' own Python environment, and what there is to tell of machine and libraries."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

__all__ = ["BROADSHEET", "PYTHON", "compile_all", "facts", "make_environment"]

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
BROADSHEET = str(BIN / "broadsheet")

_SHARED = ("broadsheet", "duckdb", "pandas", "pyarrow", "pyyaml", "yaml-rs")
_OWN = ("dlt", "python-frontmatter")


def make_environment(folder: Path) -> str:
    """Make the environment of `requirements.txt`, and tell its Python.

    It sees broadsheet's libraries, so that both sides use the same; broadsheet does not see its.
    """
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([PYTHON, "-m", "venv", "--without-pip", folder], check=True)
        (_libraries(python) / "shared.pth").write_text(f"{_libraries(Path(PYTHON))}\n", "utf-8")
    install = [str(BIN / "uv"), "pip", "install", "--quiet", "--python", str(python)]
    subprocess.run([*install, "--requirement", HERE / "requirements.txt"], check=True)
    return str(python)


def compile_all(*pythons: str) -> None:
    """Compile the libraries of some environments to bytecode, where that is not done yet."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for python in pythons:
        # It fails over files that no Python 3 can compile, which some packages carry.
        command = [python, "-m", "compileall", "-q", "-j", "0", str(_libraries(Path(python)))]
        subprocess.run(command, env=environment, check=False, capture_output=True)


def facts(python: str) -> dict[str, str]:
    """Machine, system and library versions, in words."""
    code = f"from importlib.metadata import version; print(*map(version, {_OWN}))"
    own = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    versions = dict(zip(_SHARED, map(version, _SHARED), strict=True))
    versions |= dict(zip(_OWN, own.stdout.split(), strict=True))
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{_system()}, {platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "libraries": ", ".join(f"{name} {number}" for name, number in versions.items()),
    }


def _libraries(python: Path) -> Path:
    number = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return python.parent.parent / "lib" / number / "site-packages"


def _processor() -> str:
    """The processor's name, and its model number: some names say little."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").partition("\n\n")[0].splitlines()
    fields = {key.strip(): value.strip() for key, _, value in (x.partition(":") for x in lines)}
    name = fields.get("model name", platform.machine())
    return f"{name} (model {fields['model']})" if "model" in fields else name


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
