"""Where things are: the checkout, and the cache that all checkouts of a user share."""

import hashlib
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDON_NAME = "odoo_qb_connector"
SIMULATOR_NAME = "quickbooks_simulator"
ADDON = ROOT / ADDON_NAME
SIMULATOR = ROOT / SIMULATOR_NAME


def cache() -> Path:
    """The folder of everything that can be made again."""
    home = os.environ.get("XDG_CACHE_HOME")
    base = Path(home) if home and Path(home).is_absolute() else Path.home() / ".cache"
    return made(base / "odoo-qb-connector")


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def template_data() -> Path:
    """Odoo's data_dir of the template databases, whatever data_dir their clones use."""
    return made(cache() / "data")


def data() -> Path:
    """Odoo's data_dir: filestores and sessions."""
    own = os.environ.get("QB_DATA_DIR")
    return made(Path(own).absolute()) if own else template_data()


def log_file(name: str) -> Path:
    return made(cache() / "logs") / f"{name}.log"


def shared() -> Path | None:
    """The folder beside the checkout that holds the specifications, where there is one."""
    folder = ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def addon_exists() -> bool:
    return (ADDON / "__manifest__.py").is_file()


def simulator_exists() -> bool:
    return (SIMULATOR / "__main__.py").is_file()


def digest(*parts: str | bytes) -> str:
    """A short key of inputs; the length goes in too, so that ('ab', 'c') and ('a', 'bc') differ."""
    sha = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode()
        sha.update(b"%d:" % len(raw))
        sha.update(raw)
    return sha.hexdigest()[:12]
