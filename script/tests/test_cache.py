"""What is cached: built once, found again, pruned, and shared by scripts that run at the same time."""

import os
import threading
import time

import pytest

from script.lib import folders, locks, odoo_source, paths, sessions, shell
from script.lib.databases import quoted
from script.lib.errors import ScriptError
from script.lib.templates import Templates


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "odoo-qb-connector"


class FakeDatabases:
    """Names instead of databases."""

    def __init__(self, folder, *names):
        self.data_dir = folder
        self.present = list(names)

    def names(self, prefix=""):
        return [name for name in self.present if name.startswith(prefix)]

    def exists(self, name):
        return name in self.present

    def drop(self, name):
        if name in self.present:
            self.present.remove(name)

    def rename(self, name, new):
        self.present[self.present.index(name)] = new
        self.filestore(new).mkdir(parents=True)

    def forbid_connections(self, name):
        assert name in self.present

    def filestore(self, name):
        return self.data_dir / "filestore" / name


def templates(tmp_path, *names):
    lender = Templates.__new__(Templates)
    lender.databases = FakeDatabases(tmp_path / "data", *names)
    return lender


def test_a_folder_is_built_once():
    built = []
    for _ in range(2):
        folder = folders.cached("thing", "key", lambda folder: built.append(folder))
    assert built == [folder]


def test_a_folder_left_by_a_build_that_died_is_made_anew(cache):
    (cache / "thing-key").mkdir(parents=True)
    (cache / "thing-key/half").touch()
    folder = folders.cached("thing", "key", lambda folder: (folder / "whole").touch())
    assert sorted(path.name for path in folder.iterdir()) == [".complete", "whole"]


def test_a_folder_that_nobody_asked_for_in_a_long_time_goes():
    old = folders.cached("thing", "old", lambda folder: None)
    long_ago = time.time() - folders.UNUSED_AFTER - 1
    os.utime(old / folders.MARK, (long_ago, long_ago))
    young = folders.cached("thing", "young", lambda folder: None)
    assert young.exists()
    assert not old.exists()


def test_two_scripts_build_a_folder_one_after_the_other():
    built = []

    def build(folder):
        built.append(folder)
        time.sleep(0.1)

    threads = [threading.Thread(target=folders.cached, args=("thing", "key", build)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_a_lock_is_free_once_its_holder_is_gone():
    with locks.exclusive("a"):
        assert not locks.is_free("a")
    with locks.shared("b"), locks.shared("b"):
        assert not locks.is_free("b")
    assert locks.is_free("a")


def test_a_template_is_built_once_and_complete_only_at_the_end(tmp_path):
    lender = templates(tmp_path)
    built = []

    def build(name):
        built.append(name)
        lender.databases.present.append(name)

    for _ in range(2):
        lender._ensure("qb_base_1", build)
    assert built == ["qb_base_1_building"]
    assert lender.databases.present == ["qb_base_1"]


def test_a_template_that_could_not_be_built_leaves_nothing(tmp_path):
    lender = templates(tmp_path)

    def build(name):
        lender.databases.present.append(name)
        raise ScriptError("Odoo could not install it.")

    with pytest.raises(ScriptError):
        lender._ensure("qb_base_1", build)
    assert lender.databases.present == []


def test_old_templates_go_and_those_in_use_stay(tmp_path, monkeypatch):
    monkeypatch.setattr("script.lib.templates.KEPT", 2)
    a, b, lent, old = (f"qb_addon_{digit * 12}" for digit in "abc0")
    others = [f"{old}_mine", "qb_addon_mine", "qb_base_000000000000"]
    lender = templates(tmp_path, old, lent, b, a, f"{old}_building", *others)
    for age, name in enumerate([a, b, lent, old]):
        lender._used(name).touch()
        os.utime(lender._used(name), (1e9 - age, 1e9 - age))
    with locks.shared(lent):
        lender._prune("qb_addon")
    assert lender.databases.present == [lent, b, a, *others]


def test_databases_of_a_dead_run_are_swept_and_those_of_a_living_one_stay(tmp_path, monkeypatch):
    lender = templates(tmp_path, "qb_test_1", "qb_test_1_real", "qb_test_12", "qb_test_12_real", "qb_testament")
    monkeypatch.setattr(sessions, "_databases", lambda templates: templates.databases)
    with locks.exclusive("qb_test_12"):
        sessions.sweep(lender)
    assert lender.databases.present == ["qb_test_12", "qb_test_12_real", "qb_testament"]


def test_a_runs_databases_go_when_it_fails(tmp_path, monkeypatch):
    lender = templates(tmp_path)
    monkeypatch.setattr(sessions, "_databases", lambda templates: templates.databases)
    with pytest.raises(KeyboardInterrupt), sessions.own(lender) as name:
        lender.databases.present += [name, f"{name}_real", f"{name}0"]
        raise KeyboardInterrupt
    assert lender.databases.present == [f"{name}0"]


@pytest.mark.parametrize("name", ['a"; DROP DATABASE b', "", "-x", "a" * 64, "a/../b"])
def test_a_name_that_is_no_name_is_refused(name):
    with pytest.raises(ScriptError, match="no name for a database"):
        quoted(name)


def test_keys_depend_on_where_one_part_ends():
    assert paths.digest("ab", "c") != paths.digest("a", "bc")


def test_a_caller_may_not_bring_another_odoo(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path / "home"))
    release = tmp_path / "home/odoo/release.py"
    release.parent.mkdir(parents=True)
    release.write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    with pytest.raises(ScriptError, match=r"another version of Odoo: 19\.0 is needed"):
        odoo_source.tree()


def test_a_callers_odoo_is_completed_in_a_copy_and_never_written_to(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("ODOO_HOME", str(home))
    (home / "odoo").mkdir(parents=True)
    (home / "odoo/release.py").write_text("version_info = (19, 0, 0, FINAL, 0, '')\n")
    tree = odoo_source.tree()
    assert tree != home
    assert (tree / odoo_source.MISSING_ASSET).is_file()
    assert (tree / "odoo/release.py").samefile(home / "odoo/release.py")
    assert not (home / odoo_source.MISSING_ASSET).exists()


def test_a_missing_program_is_named():
    with pytest.raises(ScriptError, match="It failed: the program no-such-program is not installed"):
        shell.run(["no-such-program"], failure="It failed")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("E: Unable to locate package x\nmore\n", "E: Unable to locate package x."),
        ("one\ntwo.\n", "two."),
        ("", "it said nothing."),
    ],
)
def test_the_line_that_says_most(output, words):
    assert shell.last_words(output) == words
