"""The manifest and the files it speaks of: each one named exists, each data file is named."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .. import paths
from . import Problem, Skipped

# Folders whose XML and CSV files Odoo loads only when the manifest names them.
DATA_FOLDERS = ("data", "demo", "report", "reports", "security", "views", "wizards")
DATA_SUFFIXES = {".xml", ".csv"}


def check() -> list[Problem]:
    if not paths.addon_exists():
        raise Skipped("the add-on does not exist yet")
    return list(problems_of(paths.ADDON))


def problems_of(addon: Path) -> Iterator[Problem]:
    path = addon / "__manifest__.py"
    tree = ast.parse(path.read_text(), filename=str(path), mode="eval")
    manifest = ast.literal_eval(tree)
    lines = {node.value: node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    listed = [*manifest.get("data", []), *manifest.get("demo", [])]
    for name in listed:
        if not (addon / name).is_file():
            yield Problem(path, lines[name], f"The manifest lists {name}, which does not exist.")
        if listed.count(name) > 1:
            yield Problem(path, lines[name], f"The manifest lists {name} more than once.")
    for pattern in _asset_patterns(manifest):
        if not any(addon.parent.glob(pattern)):
            yield Problem(path, lines[pattern], f"The manifest's asset {pattern} matches no file.")
    yield from _unlisted(addon, set(listed))


def _asset_patterns(manifest: dict) -> Iterator[str]:
    """The add-on's own files in bundles; a directive such as ('remove', path) names somebody else's."""
    for entries in manifest.get("assets", {}).values():
        for entry in entries:
            pattern = entry if isinstance(entry, str) else entry[-1]
            if pattern.lstrip("/").startswith(f"{paths.ADDON_NAME}/"):
                yield pattern.lstrip("/")


def _unlisted(addon: Path, listed: set[str]) -> Iterator[Problem]:
    for folder in DATA_FOLDERS:
        for path in sorted((addon / folder).rglob("*")):
            name = str(path.relative_to(addon))
            if path.suffix in DATA_SUFFIXES and name not in listed:
                yield Problem(path, 1, "The manifest does not list this file, so Odoo never loads it.")
