"""Debian's packages: installed on the machine when we may, or unpacked privately without touching it."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import shell
from .errors import ScriptError
from .output import timed

ETC = Path("/etc/apt")
ONE_LINE = re.compile(r"\s*deb\s+(?:\[(?P<options>[^]]*)\]\s+)?(?P<uri>\S+)\s+(?P<suite>\S+)\s+(?P<parts>[^#]+)")
ROLLING = {"sid", "unstable", "testing"}


@dataclass(frozen=True)
class Mirror:
    """The machine's own way to Debian's main archive."""

    uri: str
    suite: str
    keyring: str = ""

    def line(self, suite: str) -> str:
        options = f"[signed-by={self.keyring}] " if self.keyring else ""
        return f"deb {options}{self.uri} {suite} main\n"

    @property
    def stable(self) -> str:
        """The suite for packages whose newest version no longer fits Odoo."""
        return "stable" if self.suite in ROLLING else self.suite


def parse_one_line(text: str) -> Iterator[Mirror]:
    """Sources in the format `deb [options] uri suite component...`."""
    for raw in text.splitlines():
        found = ONE_LINE.match(raw)
        if found and "main" in found["parts"].split():
            keyring = re.search(r"signed-by=(/\S+)", found["options"] or "")
            yield Mirror(found["uri"], found["suite"], keyring[1] if keyring else "")


def parse_deb822(text: str) -> Iterator[Mirror]:
    """Sources in paragraphs of `Field: value`."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for paragraph in re.split(r"\n\s*\n", "\n".join(lines)):
        fields = {
            name.lower(): " ".join(value.split())
            for name, value in re.findall(r"^([\w-]+):(.*(?:\n[ \t].*)*)", paragraph, re.MULTILINE)
        }
        usable = "deb" in fields.get("types", "").split() and "main" in fields.get("components", "").split()
        if not usable or fields.get("enabled", "yes").lower() in {"no", "false", "0"}:
            continue
        keyring = fields.get("signed-by", "")
        for suite in fields.get("suites", "").split():
            yield Mirror(fields["uris"].split()[0], suite, keyring if keyring.startswith("/") else "")


def mirror() -> Mirror | None:
    """The Debian mirror this machine uses, or None on another system."""
    release = _os_release()
    if release.get("ID") != "debian":
        return None
    suites = {release.get("VERSION_CODENAME", ""), "stable", *ROLLING}
    return next((one for one in _sources() if one.suite in suites and "security" not in one.uri), None)


def _sources() -> Iterator[Mirror]:
    for path in [ETC / "sources.list", *sorted((ETC / "sources.list.d").glob("*.list"))]:
        if path.is_file():
            yield from parse_one_line(path.read_text())
    for path in sorted((ETC / "sources.list.d").glob("*.sources")):
        yield from parse_deb822(path.read_text())


def _os_release() -> dict[str, str]:
    path = Path("/etc/os-release")
    lines = path.read_text().splitlines() if path.is_file() else []
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name: value.strip("\"'") for name, _, value in pairs}


def install(packages: Sequence[str], why: str) -> None:
    """Install packages on the machine, or say what a person without root has to ask for."""
    names = " ".join(packages)
    if not shell.which("apt-get"):
        raise ScriptError(f"{why} is needed: install the equivalent of Debian's {names}.")
    if not shell.is_root():
        raise ScriptError(f"{why} is needed: run 'sudo apt-get install {names}' and try again.")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-y", "-q", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends"]
    command = ["apt-get", "install", *options, *packages]
    with timed(f"Installing {names} with apt-get"):
        try:
            shell.run(command, env=env, failure="")
        except ScriptError:
            # The package lists were never fetched here, or are too old to be true.
            shell.run(["apt-get", "update", "-q"], env=env, failure="apt-get update failed")
            shell.run(command, env=env, failure=f"apt-get could not install {names}")


class PrivateApt:
    """apt with state and sources of its own: it sees other suites, and the machine does not notice."""

    def __init__(self, folder: Path, lines: str) -> None:
        self.folder = folder
        for part in ("state/lists/partial", "cache/archives/partial", "debs"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        (folder / "status").touch()
        (folder / "sources.list").write_text(lines)
        settings = {
            "Dir::State": folder / "state",
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder / "cache",
            "Dir::Etc::SourceList": folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            # The unprivileged user that apt fetches as may not enter root's home.
            "APT::Sandbox::User": "root",
        }
        self.options = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]

    def update(self) -> None:
        argv = ["apt-get", *self.options, "update", "-q", "--error-on=any"]
        shell.run(argv, failure="Debian's package lists could not be fetched")

    def offers(self, package: str) -> bool:
        found = shell.run(["apt-cache", *self.options, "madison", package], failure="apt-cache failed")
        return bool(found.strip())

    def unpack(self, packages: Sequence[str], target: Path) -> None:
        """Fetch packages (`name` or `name/suite`) and lay their files below `target`."""
        debs = self.folder / "debs"
        argv = ["apt-get", *self.options, "download", "-q", *packages]
        shell.run(argv, cwd=debs, failure="Debian's packages could not be fetched")
        for deb in sorted(debs.glob("*.deb")):
            shell.run(["dpkg-deb", "-x", deb, target], failure=f"{deb.name} could not be unpacked")
