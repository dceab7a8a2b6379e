"""The database server: the caller's when PGHOST is set, else a private cluster on a socket."""

import os
import pwd
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import apt, locks, paths, shell
from .errors import ScriptError
from .output import say, timed

USER = "odoo"
DEBIAN = Path("/usr/lib/postgresql")
SOCKET = ".s.PGSQL.5432"
# Nothing here has to survive a power cut: speed is what counts. Several Odoo servers and tests share
# the cluster, each with a pool of its own.
SETTINGS = """\
listen_addresses = ''
max_connections = 300
shared_buffers = 256MB
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
autovacuum_naptime = 30s
jit = off
log_checkpoints = off
"""


def variables() -> dict[str, str]:
    """The PG* variables with which clients reach the server; it is started when it does not run."""
    host = os.environ.get("PGHOST")
    if host:
        failure = f"PGHOST={host} does not let us in"
        shell.run(["psql", "-X", "-d", "postgres", "-c", "SELECT 1"], env=os.environ, failure=failure)
        return {name: value for name, value in os.environ.items() if name.startswith("PG")}
    cluster = _private()
    cluster.ensure_running()
    return cluster.variables


def stop() -> None:
    """End the private cluster; the caller's own is left alone."""
    if os.environ.get("PGHOST"):
        say("PGHOST is set: that PostgreSQL is yours and stays as it is.")
        return
    _private().stop()


def _private() -> "Cluster":
    return Cluster(_binaries(), _base_folder())


def _base_folder() -> Path:
    """Below the system's folder for temporary files that survive a restart.

    Not in the cache: the server runs as another user than root and may not enter root's home,
    and the path of a socket may not be longer than a hundred characters.
    """
    temporary = Path(os.environ.get("TMPDIR", "/var/tmp"))
    return temporary / f"odoo-qb-connector-{os.getuid()}-{paths.digest(str(paths.cache()))}"


def _binaries() -> Path:
    """The folder of initdb and pg_ctl; Debian does not put it on PATH."""
    found = _find_binaries()
    if not found:
        apt.install(["postgresql"], "PostgreSQL")
        found = _find_binaries()
    if not found:
        raise ScriptError("PostgreSQL's initdb is nowhere to be found, though its package is installed.")
    return found


def _find_binaries() -> Path | None:
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shell.which("initdb")
    candidates = [*reversed(versions), *([on_path.resolve()] if on_path else [])]
    return candidates[0].parent if candidates and shell.which("psql") else None


@dataclass(frozen=True)
class Cluster:
    """A private PostgreSQL cluster: run by this user, or by `postgres` when this user is root."""

    binaries: Path
    base: Path

    @property
    def data(self) -> Path:
        words = shell.run([self.binaries / "initdb", "--version"], failure="initdb does not run").split()
        return self.base / f"data-{words[2].split('.')[0]}"

    @property
    def run_folder(self) -> Path:
        return self.base / "run"

    @property
    def variables(self) -> dict[str, str]:
        return {"PGHOST": str(self.run_folder), "PGPORT": "5432", "PGUSER": USER}

    def is_running(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.run_folder / SOCKET))
            except OSError:
                return False
        return True

    def ensure_running(self) -> None:
        if self.is_running():
            return
        with locks.exclusive("postgres"):
            if not self.is_running():
                self._create()
                self._start()

    def stop(self) -> None:
        if not self.is_running():
            say("PostgreSQL is not running.")
            return
        argv = ["-D", self.data, "-m", "fast", "-w", "stop"]
        self._as_owner("pg_ctl", *argv, failure="PostgreSQL does not stop")
        say("PostgreSQL has stopped.")

    def _create(self) -> None:
        self._make_folders()
        if (self.data / "qb.conf").exists():
            return
        with timed("Creating a PostgreSQL cluster"):
            shutil.rmtree(self.data, ignore_errors=True)
            options = ["-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
            self._as_owner("initdb", "-D", self.data, *options, failure="initdb failed")
            with (self.data / "postgresql.conf").open("a") as conf:
                conf.write("include 'qb.conf'\n")
        (self.data / "qb.conf").touch()

    def _make_folders(self) -> None:
        """Folders of the user who runs the server. Everybody may write where they lie: owners are checked."""
        owner = self._owner()
        for folder in (self.base, self.run_folder):
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True)
                os.chown(folder, owner.pw_uid, owner.pw_gid)
            if folder.stat().st_uid != owner.pw_uid:
                raise ScriptError(f"{folder} belongs to somebody else: PostgreSQL needs it, remove it.")

    def _owner(self) -> pwd.struct_passwd:
        if not shell.is_root():
            return pwd.getpwuid(os.getuid())
        try:
            return pwd.getpwnam("postgres")
        except KeyError:
            raise ScriptError("PostgreSQL does not run as root: add a system user called postgres.") from None

    def _start(self) -> None:
        settings = f"{SETTINGS}unix_socket_directories = '{self.run_folder}'\n"
        (self.data / "qb.conf").write_text(settings)
        log = self.base / "postgres.log"
        argv = ["-D", self.data, "-l", log, "-w", "-t", "60", "start"]
        self._as_owner("pg_ctl", *argv, failure=f"PostgreSQL does not start (its log is {log})")

    def _as_owner(self, program: str, *arguments: str | Path, failure: str) -> None:
        """Run one of the server's programs as the user who owns the data, apart from this terminal.

        Output goes to no pipe: the server would inherit it and the reader would wait for its end.
        """
        argv = [self.binaries / program, *arguments]
        if shell.is_root():
            argv = ["runuser", "-u", self._owner().pw_name, "--", *argv]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        done = subprocess.run([str(part) for part in argv], cwd="/", start_new_session=True, check=False, **quiet)
        if done.returncode:
            raise ScriptError(f"{failure}: {program} ended with status {done.returncode}.")
