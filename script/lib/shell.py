"""Running other programs, with their output kept for the moment it is needed."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import ScriptError

TELLING = ("E:", "ERROR", "error", "fatal", "psql: error")


def is_root() -> bool:
    return os.geteuid() == 0


def run(
    argv: Sequence[str | Path],
    *,
    failure: str,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    cwd: Path | str | None = None,
    log: Path | None = None,
) -> str:
    """Run a program to its end and return what it printed; `failure` begins the sentence when it fails."""
    command = [str(part) for part in argv]
    try:
        done = subprocess.run(
            command,
            env=dict(env) if env is not None else None,
            input=stdin if stdin is not None else "",
            cwd=cwd,
            text=True,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise ScriptError(f"{failure}: the program {command[0]} is not installed.") from None
    if log is not None:
        log.write_text(done.stdout + done.stderr)
    if done.returncode:
        where = f" (all of it: {log})" if log else ""
        raise ScriptError(f"{failure}: {last_words(done.stderr or done.stdout)}{where}")
    return done.stdout


def last_words(output: str) -> str:
    """The line that says most: the last one that looks like an error, else the last one."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(TELLING) or "Error" in line]
    chosen = (errors or lines or ["it said nothing"])[-1]
    return chosen if chosen[-1] in ".!?" else f"{chosen}."


def which(*names: str) -> Path | None:
    """The first of these programs that is on PATH."""
    for name in names:
        found = shutil.which(name)
        if found:
            return Path(found)
    return None
