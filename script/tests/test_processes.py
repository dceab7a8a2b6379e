"""Processes that scripts start, and that they end."""

import os
import socket
import sys
import time

import pytest

from script.lib import processes
from script.lib.errors import ScriptError


def running(tmp_path, code):
    return processes.Running("The child", [sys.executable, "-c", code], os.environ, tmp_path / "log")


def is_alive(pid):
    """A child that is dead but not yet waited for by whoever adopted it does not count."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def eventually(condition, patience=5.0):
    deadline = time.monotonic() + patience
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_the_children_of_a_process_end_with_it(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import subprocess, time, pathlib\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    with running(tmp_path, code) as process:
        assert eventually(lambda: note.exists() and note.read_text())
        child = int(note.read_text())
        assert is_alive(child)
    assert process.process.returncode is not None
    assert eventually(lambda: not is_alive(child))


def test_a_process_that_ignores_the_request_is_killed(tmp_path):
    code = "import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint('on', flush=True)\ntime.sleep(60)"
    process = running(tmp_path, code)
    assert eventually(lambda: (tmp_path / "log").read_text() == "on\n")
    process.stop(patience=0.2)
    assert process.process.returncode == -9


def test_a_process_that_ended_at_once_is_quoted(tmp_path):
    with running(tmp_path, "raise SystemExit('ValueError: no such option')") as process:
        process.process.wait()
        with pytest.raises(ScriptError, match="The child ended while it started: ValueError: no such option"):
            process.check_alive()


def test_a_taken_port_is_said_before_anything_starts():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(ScriptError, match=f"Port {port} is taken"):
            processes.require_free(port)


def simulator(monkeypatch, tmp_path, code):
    argv = [sys.executable, "-c", code]
    monkeypatch.setattr(processes, "simulator_command", lambda *arguments: argv)
    monkeypatch.setattr(processes, "simulator_variables", lambda: dict(os.environ))
    return processes.Simulator(log=tmp_path / "log")


def test_the_simulators_ready_line_is_read(monkeypatch, tmp_path):
    code = 'import time\nprint(\'{"control": "x"}\', flush=True)\ntime.sleep(60)'
    with simulator(monkeypatch, tmp_path, code) as started:
        assert started.wait_until_ready().ready == {"control": "x"}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("print('hello')", "said b'hello"),
        ("raise SystemExit('OSError: no disk')", "ended while it started: OSError: no disk"),
        ("import time; time.sleep(60)", "was not ready within"),
    ],
)
def test_a_simulator_that_does_not_get_ready_is_explained(monkeypatch, tmp_path, code, sentence):
    with simulator(monkeypatch, tmp_path, code) as started, pytest.raises(ScriptError, match=sentence):
        started.wait_until_ready(patience=1)
