"""Threads that are used again: each keeps its SQLite connection, and no connection waits for a place."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable


class Workers:
    """As many threads as there are jobs at one time; a free one is taken before a new one is made."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._free = 0
        self._made = 0
        self._lock = threading.Lock()

    def run(self, job: Callable[[], None]) -> None:
        """Start `job` at once in a thread of its own."""
        with self._lock:
            if self._free:
                self._free -= 1
            else:
                self._made += 1
                threading.Thread(target=self._work, name=f"{self._name}-{self._made}", daemon=True).start()
        self._jobs.put(job)

    def stop(self) -> None:
        """Let the threads end when their jobs have ended."""
        with self._lock:
            for _ in range(self._made):
                self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            finally:
                with self._lock:
                    self._free += 1
