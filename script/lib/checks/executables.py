"""Scripts can be run: what begins with #! is executable."""

import os
from pathlib import Path

from .. import paths
from . import Problem


def check() -> list[Problem]:
    folders = [paths.ROOT / "script", paths.ROOT / ".ci"]
    files = [path for folder in folders for path in sorted(folder.glob("*")) if path.is_file()]
    return [problem for path in files for problem in problems_of(path)]


def problems_of(path: Path) -> list[Problem]:
    is_script = path.read_bytes().startswith(b"#!")
    if is_script and not os.access(path, os.X_OK):
        return [Problem(path, 1, "This script is not executable: chmod +x.")]
    if not is_script and not path.suffix:
        return [Problem(path, 1, "This script does not say what runs it: begin it with #!.")]
    return []
