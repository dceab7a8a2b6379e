"""Virtual environments with pinned requirements, one per set of requirements."""

import importlib.util
import re
import sys
from pathlib import Path

from . import apt, folders, paths, shell
from .output import timed


def python(kind: str) -> Path:
    """The interpreter of the environment that `requirements-<kind>.txt` describes."""
    requirements = paths.ROOT / f"requirements-{kind}.txt"
    version = ".".join(map(str, sys.version_info[:3]))
    key = paths.digest(version, sys.base_prefix, *_contents(requirements))

    def build(folder: Path) -> None:
        with timed(f"Installing the Python packages of {requirements.name}"):
            _create(folder)
            argv = [folder / "bin/python", "-m", "pip", "install", "-q", "--no-input", "-r", requirements]
            shell.run(argv, failure="pip could not install the requirements")

    return folders.cached(f"venv-{kind}", key, build) / "bin/python"


def _contents(requirements: Path) -> list[bytes]:
    """A requirements file and those that it includes."""
    text = requirements.read_text()
    included = re.findall(r"^-r\s+(\S+)", text, re.MULTILINE)
    return [text.encode(), *(part for name in included for part in _contents(requirements.parent / name))]


def _create(folder: Path) -> None:
    # Debian keeps ensurepip, which a virtual environment is made with, in a package of its own.
    if not importlib.util.find_spec("ensurepip"):
        apt.install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], "Python's venv module")
    shell.run([sys.executable, "-m", "venv", folder], failure="The virtual environment could not be made")
