"""Databases of one test run: named after its process, dropped with it, swept when it died."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

from . import locks, paths
from .databases import Databases
from .templates import Templates

PREFIX = "qb_test_"
RUN = re.compile(PREFIX + r"\d+")


@contextmanager
def own(templates: Templates) -> Iterator[str]:
    """A name for this run's database. It is dropped at the end, with every `<name>_...` that tests made and every
    `<name>-gw...` that pytest-odoo clones for the processes that share a run.

    The run holds a lock of that name: when the lock is free the run is over, however it ended.
    """
    sweep(templates)
    name = f"{PREFIX}{os.getpid()}"
    with locks.exclusive(name):
        try:
            yield name
        finally:
            _drop(templates, name)


def sweep(templates: Templates) -> None:
    """Drop what runs that were killed have left."""
    names = templates.databases.names(PREFIX)
    for run in {found[0] for name in names if (found := RUN.match(name))}:
        if locks.is_free(run):
            _drop(templates, run)


def _drop(templates: Templates, run: str) -> None:
    for name in templates.databases.names(run):
        if name == run or name.startswith((f"{run}_", f"{run}-")):
            _databases(templates).drop(name)
    locks.forget(run)


def _databases(templates: Templates) -> Databases:
    """The run's clones keep their files where Odoo is started with, not where the templates keep theirs."""
    return Databases(templates.environment.variables, paths.data())
