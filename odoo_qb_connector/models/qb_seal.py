"""Secrets at rest (design 5, Tokens): Fernet, with a key that never lies in the database.

The key comes from the environment, else from Odoo's configuration, else from a file made once in the data
folder. The first of them seals; all of them open, so that a key can be moved from the file to the
configuration.
"""

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from odoo.tools import config

KEY_VARIABLE = "ODOO_QB_KEY"
KEY_OPTION = "qb_secret_key"
KEY_FILE = "odoo_qb_connector.key"


class BadKey(Exception):
    """A configured key is not a Fernet key. `place` says where it was found; the key itself is never
    repeated."""

    def __init__(self, place):
        super().__init__(f"The key in {place} is not a Fernet key")
        self.place = place


class Unreadable(Exception):
    """Sealed with a key that is not here (any more)."""


@dataclass(frozen=True)
class KeyPlace:
    """Where the sealing key lives: "variable", "option" or "file", and its name there."""

    kind: str
    name: str


def key_path():
    return Path(config["data_dir"]) / KEY_FILE


def key_place():
    """The place of the key that seals now."""
    if os.environ.get(KEY_VARIABLE):
        return KeyPlace("variable", KEY_VARIABLE)
    if config.get(KEY_OPTION):
        return KeyPlace("option", KEY_OPTION)
    return KeyPlace("file", str(key_path()))


def seal(text):
    """`text` sealed with the first key there is; a key file is made when there is none at all."""
    keys = _keys()
    if not keys:
        keys = [_fernet(_make_key_file(), str(key_path()))]
    return keys[0].encrypt(text.encode()).decode()


def unseal(sealed):
    """What was sealed. Raises Unreadable; never makes a key, so a lost key stays visibly lost."""
    try:
        keys = _keys()
        if not keys:
            raise Unreadable
        return MultiFernet(keys).decrypt(sealed.encode()).decode()
    except (InvalidToken, BadKey):
        # `from None`: nothing of the key or of the sealed text belongs in a traceback.
        raise Unreadable from None


def _keys():
    found = [
        (os.environ.get(KEY_VARIABLE), KEY_VARIABLE),
        (config.get(KEY_OPTION), KEY_OPTION),
        (_read_key_file(), str(key_path())),
    ]
    return [_fernet(value, place) for value, place in found if value]


def _fernet(value, place):
    try:
        return Fernet(value.strip())
    except ValueError:
        raise BadKey(place) from None


def _read_key_file():
    try:
        return key_path().read_text()
    except FileNotFoundError:
        return None


def _make_key_file():
    """Make the key file once and return what it holds: the link succeeds for one process only, all read the
    same."""
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=KEY_FILE)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(Fernet.generate_key())
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):  # another worker was faster: its key is the one
            os.link(draft, path)
    finally:
        os.unlink(draft)
    return path.read_text()
