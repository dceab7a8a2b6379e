"""What the scripts tell the person who waits. Standard output belongs to the programs they start."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def timed(sentence: str) -> Iterator[None]:
    """Announce a step that takes a while, and say how long it took."""
    say(f"{sentence} ...")
    begun = time.monotonic()
    yield
    say(f"{sentence}: {time.monotonic() - begun:.0f} s")
