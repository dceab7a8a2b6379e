"""Which way imports run: `models -> online | desktop -> gateway -> documents`, and the simulator apart."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .. import paths
from . import Problem, parsed, python_files

ADDON = paths.ADDON_NAME
SIMULATOR = paths.SIMULATOR_NAME
# What each pure folder may see of the add-on; none of them sees Odoo.
ALLOWED = {
    "documents": {"documents"},
    "gateway": {"documents", "gateway"},
    "online": {"documents", "gateway", "online"},
    "desktop": {"documents", "gateway", "desktop"},
}


def check() -> list[Problem]:
    """Every import of the repository that runs the wrong way."""
    folders = [paths.ADDON, paths.SIMULATOR, paths.ROOT / "script", paths.ROOT / "benchmarks"]
    return [problem for path in python_files(*folders) for problem in problems_of(path, paths.ROOT)]


def problems_of(path: Path, root: Path) -> Iterator[Problem]:
    tree = parsed(path)
    if isinstance(tree, Problem):
        yield tree
        return
    package = path.relative_to(root).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        for target in _targets(node, package):
            sentence = _objection(package, target, relative=bool(getattr(node, "level", 0)))
            if sentence:
                yield Problem(path, node.lineno, sentence)
                break


def _targets(node: ast.AST, package: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The dotted names that an import statement reaches, counted from the repository's root."""
    if isinstance(node, ast.Import):
        return [tuple(name.name.split(".")) for name in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    base = package[: len(package) - node.level + 1] if node.level else ()
    base += tuple(node.module.split(".")) if node.module else ()
    return [(*base, name.name) for name in node.names]


def _objection(package: tuple[str, ...], target: tuple[str, ...], *, relative: bool) -> str | None:
    if target[0] == ADDON and not relative:
        return f"The add-on cannot be imported by its bare name: use odoo.addons.{ADDON}."
    if package[0] == SIMULATOR:
        return _simulator_objection(target)
    if package[0] != ADDON:
        return None
    if target[0] == SIMULATOR:
        return f"The add-on never imports {SIMULATOR}: they meet on the wire only."
    folder = package[1] if len(package) > 1 else ""
    return _pure_objection(folder, target, relative=relative) if folder in ALLOWED else None


def _simulator_objection(target: tuple[str, ...]) -> str | None:
    if target[0] in {ADDON, "odoo"}:
        return f"{SIMULATOR} never imports Odoo nor the add-on: they meet on the wire only."
    return None


def _pure_objection(folder: str, target: tuple[str, ...], *, relative: bool) -> str | None:
    if target[0] == "odoo":
        inside = target[1:3] == ("addons", ADDON)
        return f"Imports inside {folder}/ are relative." if inside else f"{folder}/ never imports Odoo."
    if not relative or target[0] != ADDON:
        return None
    seen = target[1] if len(target) > 1 else ""
    if seen in ALLOWED[folder]:
        return None
    allowed = " and ".join(sorted(ALLOWED[folder]))
    return f"{folder}/ may import {allowed} of the add-on, and not {seen or 'its root'}."
