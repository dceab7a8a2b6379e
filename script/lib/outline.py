"""A key for the add-on that changes when an installed database would differ.

Editing the body of a method does not change what is in the database, and rebuilding a template for each such
edit would cost every test run half a minute. So Python files count without the bodies of their functions,
except where those run during installation.
"""

import ast
import os
from collections.abc import Iterable
from pathlib import Path

from . import paths

# Translations are loaded with a language, and a template has English only. (Tests written in JavaScript
# are installed: they are part of a bundle.)
NOT_INSTALLED = {"__pycache__", "tests", "i18n"}
RUN_AT_INSTALL = {"init", "_auto_init", "_register_hook"}
WHOLE_FILES = {"__init__.py", "__manifest__.py", "hooks.py"}


def key(addon: Path, *, exact: bool) -> str:
    """The key of an add-on's folder; `exact` counts every byte of code."""
    parts: list[str | bytes] = []
    for path in sorted(_installed_files(addon)):
        parts.append(str(path.relative_to(addon)))
        parts.append(_content(path, exact))
    return paths.digest(*parts)


def wants_exact() -> bool:
    """A continuous integration run takes no shortcut."""
    return bool(os.environ.get("CI"))


def _installed_files(addon: Path) -> Iterable[Path]:
    for path in addon.rglob("*"):
        inside = path.relative_to(addon).parts
        if path.is_file() and not (NOT_INSTALLED & set(inside) and "static" not in inside):
            yield path


def _content(path: Path, exact: bool) -> bytes:
    content = path.read_bytes()
    if exact or path.suffix != ".py" or path.name in WHOLE_FILES or "migrations" in path.parts:
        return content
    try:
        return outline(content.decode()).encode()
    except SyntaxError:
        return content


def outline(source: str) -> str:
    """The code without the bodies of functions that run only when somebody uses the add-on."""
    return ast.unparse(_Outliner().visit(ast.parse(source)))


class _Outliner(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        runs_at_install = node.name in RUN_AT_INSTALL or node.name.startswith("_default")
        if not runs_at_install:
            node.body = [ast.Pass()]
        return node
