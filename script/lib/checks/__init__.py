"""What `script/check` looks at. Each check returns problems; none of them stops at the first."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import paths


class Skipped(Exception):
    """There is nothing to check yet; the message says why."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right, where it is and why."""

    path: Path
    line: int
    sentence: str

    def __str__(self) -> str:
        path = self.path.relative_to(paths.ROOT) if self.path.is_relative_to(paths.ROOT) else self.path
        return f"{path}:{self.line}: {self.sentence}"


def python_files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def parsed(path: Path) -> ast.Module | Problem:
    """The syntax tree of a file, or the problem that it has none."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    except SyntaxError as error:
        return Problem(path, error.lineno or 1, f"This is no Python: {error.msg}.")
