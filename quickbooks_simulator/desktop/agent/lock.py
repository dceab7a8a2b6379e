"""UpdateLock: one application updates at a time (spec qbd 1.4), also across processes on one file of books."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UpdateLock:
    """Within the process updates wait for each other; a lock file held by another process is a refusal."""

    def __init__(self, path: str | Path | None = None) -> None:
        self._path = Path(path) if path else None
        self._lock = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[bool]:
        """True while this update may run, False when another process updates."""
        with self._lock:
            if self._path is None:
                yield True
                return
            with self._path.open("a") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    yield False
                    return
                yield True  # closing the file releases it, a killed process too
