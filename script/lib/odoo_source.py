"""Odoo 19's own code: the caller's, else Debian's package, else a clone of the 19.0 branch."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from . import apt, folders, paths, shell
from .errors import ScriptError
from .output import say, timed

PACKAGE = "odoo-19"
# The package's static files are links into these. Odoo needs Font Awesome 4.7 and the older Inconsolata,
# which newer suites have replaced.
COMPANIONS = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "fonts-glyphicons-halflings",
)
STABLE_COMPANIONS = ("fonts-font-awesome", "fonts-inconsolata")
BRANCH = "19.0"
REPOSITORY = "https://github.com/odoo/odoo.git"
# Left out of Debian's package, yet listed in Odoo's assets: without it every page logs an error,
# and one error in the browser's log fails every tour.
MISSING_ASSET = Path("odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js")


def tree() -> Path:
    """The folder that holds the `odoo` package."""
    home = os.environ.get("ODOO_HOME")
    return _callers(Path(home)) if home else _cached()


def identity(folder: Path) -> str:
    """What tells one Odoo from another, for the keys of template databases."""
    return paths.digest(str(folder), (folder / "odoo/release.py").read_bytes())


def _callers(home: Path) -> Path:
    home = home.expanduser().absolute()
    release = home / "odoo/release.py"
    if not release.is_file():
        raise ScriptError(f"ODOO_HOME={home} holds no Odoo: name the folder with 'odoo/' or 'odoo-bin' in it.")
    if not re.search(r"^version_info\s*=\s*\(19,\s*0,", release.read_text(), re.MULTILINE):
        raise ScriptError(f"ODOO_HOME={home} holds another version of Odoo: 19.0 is needed.")
    return home if _is_complete(home) else _completed_copy(home)


def _is_complete(home: Path) -> bool:
    mail = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
    return (home / MISSING_ASSET).exists() or (home / mail).exists()


def _completed_copy(home: Path) -> Path:
    """A copy, linked where possible, with the missing asset: the caller's folder is never written to."""

    def build(folder: Path) -> None:
        with timed("Completing a linked copy of ODOO_HOME"):
            shutil.copytree(home, folder / "tree", symlinks=True, copy_function=link_or_copy)
            _add_missing_asset(folder / "tree")

    return folders.cached("odoo-home", paths.digest(identity(home)), build) / "tree"


def link_or_copy(source: str, target: str) -> str:
    """Copy a file without copying its bytes, where both lie on one file system."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target


def _cached() -> Path:
    key = paths.digest(PACKAGE, *COMPANIONS, *STABLE_COMPANIONS, BRANCH)
    return folders.cached("odoo", key, _fetch) / "tree"


def _fetch(folder: Path) -> None:
    mirror = apt.mirror() if shell.which("apt-get") and shell.which("dpkg-deb") else None
    if not (mirror and _from_debian(mirror, folder)):
        _from_git(folder)


def _from_debian(mirror: apt.Mirror, folder: Path) -> bool:
    """Unpack the package; False when this mirror does not carry it."""
    with timed("Fetching Odoo 19 from Debian"), tempfile.TemporaryDirectory(dir=folder) as work:
        source = apt.PrivateApt(Path(work), mirror.line("sid") + mirror.line(mirror.stable))
        source.update()
        if not source.offers(PACKAGE):
            say(f"Debian's mirror offers no {PACKAGE}.")
            return False
        older = [f"{name}/{mirror.stable}" for name in STABLE_COMPANIONS]
        source.unpack([PACKAGE, *COMPANIONS, *older], folder / "package")
        packages = folder / "package/usr/lib/python3/dist-packages"
        _add_missing_asset(packages)
        (folder / "tree").symlink_to(packages.relative_to(folder))
    return True


def _from_git(folder: Path) -> None:
    if not shell.which("git"):
        raise ScriptError("Odoo 19 has to be cloned and git is not installed: install git or set ODOO_HOME.")
    with timed(f"Cloning Odoo's {BRANCH} branch"):
        argv = ["git", "clone", "--quiet", "--depth=1", f"--branch={BRANCH}", REPOSITORY, folder / "tree"]
        shell.run(argv, failure="Odoo 19 could not be cloned (set ODOO_HOME to a folder that holds it)")


def _add_missing_asset(packages: Path) -> None:
    asset = packages / MISSING_ASSET
    if not asset.exists():
        asset.parent.mkdir(parents=True, exist_ok=True)
        asset.write_text("/* Background blur is not part of this package. */\n")
