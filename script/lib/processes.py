"""Long-running processes: started apart from the terminal, ended by their own id by whoever started them."""

import contextlib
import ctypes
import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from . import environment, paths, shell, venv
from .environment import Environment
from .errors import ScriptError

LOOPBACK = "127.0.0.1"
PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def require_free(port: int) -> int:
    """The port, if it can be listened on; else the sentence that says so, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            raise ScriptError(f"Port {port} is taken: end what listens there, or name another port.") from None
    return port


class Running:
    """A process in a group of its own. As a context manager it is ended with its children on the way out."""

    def __init__(self, name: str, argv: Sequence[str], variables: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                list(argv),
                env=dict(variables),
                stdin=subprocess.DEVNULL,
                stdout=self._output(errors),
                stderr=errors,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )

    def _output(self, log: Any) -> Any:
        return log

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self, patience: float = 15) -> None:
        """Ask the process to end, and insist on it when it does not; then end what it left behind."""
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def check_alive(self) -> None:
        if self.process.poll() is not None:
            raise ScriptError(f"{self.name} ended while it started: {self._last_words()} (log: {self.log})")

    def _last_words(self) -> str:
        return shell.last_words(self.log.read_text(errors="replace"))


def end_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """What a child does first, for subprocess: ask the kernel for a signal when its parent has died.

    When a script is killed the hard way, nobody else is left to end what it started.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, number)


class OdooServer(Running):
    """Odoo serving one database on a port of this machine."""

    def __init__(
        self,
        odoo: Environment,
        database: str,
        *,
        port: int = 0,
        options: Sequence[str] = (),
        variables: Mapping[str, str] | None = None,
        log: Path | None = None,
    ) -> None:
        self.port = require_free(port) if port else free_port()
        self.url = f"http://{LOOPBACK}:{self.port}"
        here = ["-d", database, f"--http-port={self.port}", f"--db-filter=^{re.escape(database)}$"]
        log = log or paths.log_file(f"odoo-{database}")
        super().__init__("Odoo", [*odoo.odoo, *here, *options], {**odoo.variables, **(variables or {})}, log)

    def wait_until_ready(self, patience: float = 120) -> Self:
        """Return when Odoo answers; it loads its modules first."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.check_alive()
            if self._answers():
                return self
            time.sleep(0.2)
        raise ScriptError(f"Odoo did not answer on {self.url} within {patience:.0f} s (its log: {self.log}).")

    def _answers(self) -> bool:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/web/health", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False


class Simulator(Running):
    """The QuickBooks simulator. It prints one line of JSON when it is ready: `ready`, parsed."""

    def __init__(self, *options: str, edition: str = "online", log: Path | None = None) -> None:
        argv = simulator_command(edition, *options)
        log = log or paths.log_file(f"simulator-{edition}-{os.getpid()}")
        super().__init__("The QuickBooks simulator", argv, simulator_variables(), log)
        self.ready: dict[str, Any] = {}

    def _output(self, log: Any) -> Any:
        return subprocess.PIPE

    def wait_until_ready(self, patience: float = 30) -> Self:
        line = self._first_line(patience)
        try:
            self.ready = json.loads(line)
        except ValueError:
            raise ScriptError(f"The QuickBooks simulator said {line!r} and no line of JSON.") from None
        return self

    def _first_line(self, patience: float) -> bytes:
        deadline = time.monotonic() + patience
        line = b""
        output = self.process.stdout.fileno()
        while not line.endswith(b"\n"):
            if not select.select([output], [], [], max(0, deadline - time.monotonic()))[0]:
                raise ScriptError(f"{self.name} was not ready within {patience:.0f} s (log: {self.log}).")
            chunk = os.read(output, 1)
            if not chunk:
                self.process.wait()
                self.check_alive()
            line += chunk
        return line


def simulator_command(*arguments: str) -> list[str]:
    """The command line of the simulator; it needs neither Odoo nor PostgreSQL, nor its packages."""
    if not paths.simulator_exists():
        raise ScriptError(f"There is no simulator to start: {paths.SIMULATOR_NAME}/__main__.py does not exist yet.")
    return [str(venv.python("simulator")), "-m", paths.SIMULATOR_NAME, *arguments]


def simulator_variables() -> dict[str, str]:
    return environment.process_variables(paths.ROOT)
