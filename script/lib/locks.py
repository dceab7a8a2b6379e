"""File locks between scripts that run at the same time. The kernel frees them when a process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import paths


@contextmanager
def exclusive(name: str) -> Iterator[None]:
    """Wait until nobody else holds `name`, and hold it."""
    with _held(name, fcntl.LOCK_EX):
        yield


@contextmanager
def shared(name: str) -> Iterator[None]:
    """Hold `name` together with others who only need it to stay as it is."""
    with _held(name, fcntl.LOCK_SH):
        yield


def is_free(name: str) -> bool:
    """Whether nobody holds `name` now."""
    try:
        with _held(name, fcntl.LOCK_EX | fcntl.LOCK_NB):
            return True
    except BlockingIOError:
        return False


def forget(name: str) -> None:
    """Remove the file of a lock that nobody will ask for again."""
    _path(name).unlink(missing_ok=True)


def _path(name: str) -> Path:
    return paths.made(paths.cache() / "locks") / name


@contextmanager
def _held(name: str, kind: int) -> Iterator[None]:
    with _path(name).open("a") as file:
        fcntl.flock(file, kind)
        yield
