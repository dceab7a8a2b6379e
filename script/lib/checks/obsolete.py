"""What Odoo 19 silently ignores or has replaced, and no linter reports."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .. import paths
from . import Problem, Skipped, parsed, python_files

CONSTRAINTS = "Odoo 19 ignores _sql_constraints: declare models.Constraint or models.UniqueIndex."
READ_GROUP = "read_group is deprecated in Odoo 19: use _read_group."
TRANSLATE = "Odoo 19 translates with self.env._, which knows the user's language."
JSON_ROUTE = "Routes of type 'json' are called 'jsonrpc' in Odoo 19."


def check() -> list[Problem]:
    if not paths.addon_exists():
        raise Skipped("the add-on does not exist yet")
    return [problem for path in python_files(paths.ADDON) for problem in problems_of(path)]


def problems_of(path: Path) -> Iterator[Problem]:
    tree = parsed(path)
    if isinstance(tree, Problem):
        return
    for node in ast.walk(tree):
        sentence = _objection(node)
        if sentence:
            yield Problem(path, node.lineno, sentence)


def _objection(node: ast.AST) -> str | None:
    if isinstance(node, ast.ImportFrom) and node.module == "odoo" and any(one.name == "_" for one in node.names):
        return TRANSLATE
    if isinstance(node, ast.Assign) and any(_name(target) == "_sql_constraints" for target in node.targets):
        return CONSTRAINTS
    if isinstance(node, ast.Call) and _name(node.func) == "read_group":
        return READ_GROUP
    if isinstance(node, ast.Call) and _name(node.func) == "route":
        values = {word.arg: word.value for word in node.keywords}
        kind = values.get("type")
        return JSON_ROUTE if isinstance(kind, ast.Constant) and kind.value == "json" else None
    return None


def _name(node: ast.AST) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", "")
