"""The translation template holds every sentence of the add-on, and none that is gone."""

import re
import tempfile
from pathlib import Path

from .. import environment, paths, sessions, shell
from ..errors import ScriptError
from ..templates import Templates
from . import Problem, Skipped

TEMPLATE = paths.ADDON / "i18n" / f"{paths.ADDON_NAME}.pot"
REMEDY = "script/check --fix"


def check() -> list[Problem]:
    if not paths.addon_exists():
        raise Skipped("the add-on does not exist yet")
    if not TEMPLATE.is_file():
        return [Problem(TEMPLATE, 1, f"The translation template does not exist: {REMEDY} writes it.")]
    return compare(sentences(TEMPLATE.read_text()), sentences(export()))


def fix() -> None:
    """Write the template anew when its sentences changed; its dates alone are no reason."""
    fresh = export()
    if TEMPLATE.is_file() and set(sentences(TEMPLATE.read_text())) == set(sentences(fresh)):
        return
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(fresh)


def compare(present: dict[str, int], wanted: dict[str, int]) -> list[Problem]:
    missing = [(1, f"Not in the template: {text!r} ({REMEDY}).") for text in wanted if text not in present]
    gone = [
        (line, f"No longer in the add-on: {text!r} ({REMEDY}).") for text, line in present.items() if text not in wanted
    ]
    return [Problem(TEMPLATE, line, sentence) for line, sentence in missing + gone]


def sentences(template: str) -> dict[str, int]:
    """The msgids of a .pot file, and the line where each begins; the empty one is the header."""
    found = {}
    for entry in re.finditer(r'^msgid ((?:".*"\n)+)', template + "\n", re.MULTILINE):
        text = "".join(re.findall(r'"(.*)"\n', entry[1]))
        if text:
            found[text] = template.count("\n", 0, entry.start()) + 1
    return found


def export() -> str:
    """What Odoo itself finds to translate, read from a clone of the add-on's template database."""
    odoo = environment.odoo()
    templates = Templates(odoo)
    with (
        tempfile.TemporaryDirectory() as folder,
        sessions.own(templates) as name,
        templates.lent("addon") as template,
    ):
        templates.clone(template, name)
        target = Path(folder) / "fresh.pot"
        argv = [*odoo.odoo, "i18n", "export", "-d", name, paths.ADDON_NAME, "-o", target]
        shell.run(argv, env=odoo.variables, failure="Odoo could not export the add-on's sentences")
        if not target.exists():
            raise ScriptError("Odoo exported no sentence of the add-on.")
        return target.read_text()
