"""The machine's sources in both of apt's formats."""

import pytest

from script.lib import apt, shell
from script.lib.apt import Mirror
from script.lib.errors import ScriptError

ONE_LINE = """\
# deb http://commented.example/debian bookworm main
deb [arch=amd64 signed-by=/usr/share/keyrings/debian.gpg] http://mirror.example/debian bookworm main contrib
deb-src http://mirror.example/debian bookworm main
deb http://other.example/apt bookworm contrib # main
"""
DEB822 = """\
Types: deb deb-src
# a remark
URIs: http://mirror.example/debian http://second.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian.gpg

Enabled: no
Types: deb
URIs: http://disabled.example/debian
Suites: bookworm
Components: main

Types: deb
URIs: http://inline.example/debian
Suites: trixie
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
"""
MAIN = Mirror("http://mirror.example/debian", "bookworm", "/usr/share/keyrings/debian.gpg")


def test_one_line_sources():
    assert list(apt.parse_one_line(ONE_LINE)) == [MAIN]


def test_deb822_sources_skip_what_is_disabled_and_keys_without_a_file():
    assert list(apt.parse_deb822(DEB822)) == [
        MAIN,
        Mirror(MAIN.uri, "bookworm-updates", MAIN.keyring),
        Mirror("http://inline.example/debian", "trixie"),
    ]


def test_the_private_source_uses_the_machines_keyring():
    assert MAIN.line("sid") == (
        "deb [signed-by=/usr/share/keyrings/debian.gpg] http://mirror.example/debian sid main\n"
    )


@pytest.mark.parametrize(("suite", "stable"), [("bookworm", "bookworm"), ("sid", "stable"), ("testing", "stable")])
def test_older_companions_come_from_a_stable_suite(suite, stable):
    assert Mirror("http://mirror.example/debian", suite).stable == stable


@pytest.mark.parametrize(
    ("os_release", "found"),
    [("ID=debian\nVERSION_CODENAME=bookworm", MAIN), ("ID=ubuntu\nVERSION_CODENAME=jammy", None)],
)
def test_only_debian_has_debians_mirror(monkeypatch, tmp_path, os_release, found):
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d/debian.sources").write_text(DEB822)
    (tmp_path / "sources.list.d/other.list").write_text("deb http://other.example/apt stable-ish main\n")
    pairs = dict(line.split("=") for line in os_release.splitlines())
    monkeypatch.setattr(apt, "ETC", tmp_path)
    monkeypatch.setattr(apt, "_os_release", lambda: pairs)
    assert apt.mirror() == found


def test_without_root_a_person_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(shell, "is_root", lambda: False)
    monkeypatch.setattr(shell, "which", lambda name: name)
    with pytest.raises(ScriptError, match=r"PostgreSQL is needed: run 'sudo apt-get install postgresql'"):
        apt.install(["postgresql"], "PostgreSQL")
