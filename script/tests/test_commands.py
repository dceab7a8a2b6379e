"""How the scripts read their arguments."""

import subprocess
import sys

import pytest

from script.lib import entry, paths
from script.lib.commands import odoo
from script.lib.commands import test as test_command


@pytest.mark.parametrize(
    ("arguments", "off"),
    [
        (["-d", "demo"], True),
        (["server", "-d", "demo"], True),
        ([], True),
        (["-d", "demo", "--http-port", "8069"], False),
        (["-d", "demo", "--http-port=8069"], False),
        (["-d", "demo", "-p8069"], False),
        (["shell", "-d", "demo"], False),
        (["--help"], False),
    ],
)
def test_odoo_listens_only_when_told_a_port(arguments, off):
    assert (odoo.with_http_off(arguments) != arguments) is off


def test_paths_are_found_from_the_callers_folder_and_from_the_checkout(tmp_path, monkeypatch):
    (tmp_path / "test_here.py").touch()
    monkeypatch.chdir(tmp_path)
    given = ["-k", "script", "test_here.py::test_a", "script/tests", "nowhere.py", "-x"]
    assert test_command.resolve_paths(given) == [
        "-k",
        "script",
        f"{tmp_path / 'test_here.py'}::test_a",
        str(paths.ROOT / "script/tests"),
        "nowhere.py",
        "-x",
    ]


@pytest.mark.parametrize(
    ("target", "needed"),
    [
        (paths.ADDON / "tests/test_x.py::TestX::test_y", True),
        (paths.ADDON, True),
        (paths.ROOT, True),
        (paths.ROOT / "script/tests", False),
        (paths.SIMULATOR / "tests", False),
    ],
)
def test_only_tests_of_the_add_on_need_odoo(target, needed):
    assert test_command.needs_odoo([str(target)]) is needed


def test_every_default_folder_that_needs_odoo_is_recognised():
    assert test_command.needs_odoo([str(paths.ROOT / "odoo_qb_connector/tests")])
    assert test_command.needs_odoo([str(paths.ROOT / "benchmarks/tests")])


def test_an_old_python_is_told_so_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(entry, "MINIMUM", (99, 0))
    monkeypatch.setattr(entry, "CANDIDATES", ())
    assert entry.run("check") == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().err


def test_an_error_is_one_sentence_and_no_traceback(tmp_path):
    environment = {"PATH": "", "ODOO_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    code = (
        "from script.lib import entry, odoo_source, errors\n"
        "import script.lib.commands.odoo as command\n"
        "command.main = lambda arguments: odoo_source.tree()\n"
        "raise SystemExit(entry.run('odoo'))"
    )
    argv = [sys.executable, "-c", code]
    done = subprocess.run(argv, env=environment, cwd=paths.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    sentence = "holds no Odoo: name the folder with 'odoo/' or 'odoo-bin' in it."
    assert done.stderr == f"script/odoo: ODOO_HOME={tmp_path} {sentence}\n"
