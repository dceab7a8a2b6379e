"""Cached folders: built once per key under a lock, marked when complete, dropped when long unused."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from . import locks, paths

MARK = ".complete"
UNUSED_AFTER = 30 * 24 * 3600


def cached(kind: str, key: str, build: Callable[[Path], None]) -> Path:
    """The folder `kind-key` of the cache; `build` fills it when it is not there yet.

    It is built in place, because a virtual environment holds its own path, and the mark comes last:
    a folder without it was left by a build that died and is made anew.
    """
    folder = paths.cache() / f"{kind}-{key}"
    mark = folder / MARK
    if mark.exists():
        os.utime(mark)
        return folder
    with locks.exclusive(kind):
        if not mark.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            build(folder)
            mark.touch()
            _prune(kind)
    return folder


def _prune(kind: str) -> None:
    """Drop what no checkout has asked for in a month; younger folders may be in use by another branch."""
    for mark in paths.cache().glob(f"{kind}-*/{MARK}"):
        if time.time() - mark.stat().st_mtime > UNUSED_AFTER:
            shutil.rmtree(mark.parent, ignore_errors=True)
