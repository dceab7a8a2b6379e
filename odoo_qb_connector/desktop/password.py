"""The Web Connector's password: hashed, compared in constant time, and guarded against guessing.

A guesser is slowed down by source, never by account: the user name stands in the .qwc file, so locking the account
would let anybody lock it (issue 3).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SCHEME = "pbkdf2-sha512"
ITERATIONS = 210_000
_SALT = 16
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 20
"""Characters of a made password: more than 110 bits, without those that look alike."""


def new_password() -> str:
    """A password to be typed into the Web Connector once."""
    return "".join(secrets.choice(_ALPHABET) for _place in range(LENGTH))


def hashed(password: str, *, iterations: int = ITERATIONS, salt: bytes = b"") -> str:
    """What is stored: scheme, iterations, salt and hash, separated by $."""
    salt = salt or secrets.token_bytes(_SALT)
    digest = _derive(password, salt, iterations)
    return "$".join((SCHEME, str(iterations), _text(salt), _text(digest)))


def matches(password: str, stored: str) -> bool:
    """Whether `password` is the one behind `stored`. Takes as long for an unknown or broken `stored` as for a wrong
    password."""
    iterations, salt, digest = _parts(stored)
    found = _derive(password, salt, iterations)
    return hmac.compare_digest(found, digest)


def same_name(given: str, expected: str) -> bool:
    """User names in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode("utf-8", "replace"))


def _derive(password: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", password.encode("utf-8", "replace"), salt, iterations)


def _parts(stored: str) -> tuple[int, bytes, bytes]:
    """What `stored` says; for nonsense a salt and a hash that nothing matches."""
    try:
        scheme, iterations, salt, digest = stored.split("$")
        if scheme != SCHEME:
            raise ValueError(scheme)
        return int(iterations), base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
    except (ValueError, binascii.Error):
        return ITERATIONS, b"nobody's salt...", b"\0" * 65


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


# ------------------------------------------------------------------ the growing delay


@dataclass(frozen=True)
class Source:
    """Where wrong passwords came from: how many in a row, the last one when."""

    failures: int = 0
    last: datetime | None = None


FREE = 3
"""Wrong passwords without any delay: people mistype."""
FIRST_DELAY = timedelta(seconds=1)
LONGEST_DELAY = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=1)


def delay_left(source: Source, now: datetime) -> timedelta:
    """How long this source must wait before a password of it is looked at at all; zero when it may."""
    if source.last is None or source.failures < FREE or now - source.last >= FORGOTTEN_AFTER:
        return timedelta(0)
    return max(timedelta(0), source.last + delay_after(source.failures) - now)


def delay_after(failures: int) -> timedelta:
    """Doubles with every further failure, up to five minutes."""
    if failures < FREE:
        return timedelta(0)
    return min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(failures - FREE, 20))


def failed(source: Source, now: datetime) -> Source:
    """After one more wrong password."""
    forgotten = source.last is not None and now - source.last >= FORGOTTEN_AFTER
    return Source(1 if forgotten else source.failures + 1, now)


def succeeded(source: Source) -> Source:
    """After the right one."""
    return replace(source, failures=0, last=None)
