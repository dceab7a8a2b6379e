"""The checks of script/check, each on a small tree of its own."""

import pytest

from script.lib.checks import executables, imports, linters, manifest, obsolete, translations
from script.lib.commands import check
from script.lib.errors import ScriptError


def written(root, name, content):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def objections(root, name, code):
    return [(problem.line, problem.sentence) for problem in imports.problems_of(written(root, name, code), root)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("odoo_qb_connector/documents/sales.py", "from decimal import Decimal\nfrom .party import Party"),
        ("odoo_qb_connector/gateway/port.py", "from ..documents.sales import Invoice"),
        (
            "odoo_qb_connector/online/encode/invoice.py",
            "from ...gateway import errors\nfrom ..client import Client",
        ),
        ("odoo_qb_connector/online/client.py", "from .. import gateway\nimport requests"),
        ("odoo_qb_connector/models/move.py", "from odoo import models\nfrom ..desktop import session"),
        (
            "odoo_qb_connector/tests/pure/test_x.py",
            "from odoo.addons.odoo_qb_connector.documents import party",
        ),
        (
            "quickbooks_simulator/online/company.py",
            "from ..books import ledger\nfrom quickbooks_simulator import clock",
        ),
        ("quickbooks_simulator/tests/test_x.py", "from quickbooks import QuickBooks"),
    ],
)
def test_imports_that_run_the_right_way(tmp_path, name, code):
    assert objections(tmp_path, name, code) == []


@pytest.mark.parametrize(
    ("name", "code", "part"),
    [
        ("odoo_qb_connector/documents/sales.py", "import odoo", "documents/ never imports Odoo"),
        ("odoo_qb_connector/documents/sales.py", "from ..gateway import port", "and not gateway"),
        ("odoo_qb_connector/gateway/port.py", "from .. import online", "and not online"),
        ("odoo_qb_connector/online/client.py", "from ..desktop import session", "and not desktop"),
        ("odoo_qb_connector/desktop/encode/x.py", "from ...online import client", "and not online"),
        ("odoo_qb_connector/online/client.py", "from ..models import qb_link", "and not models"),
        ("odoo_qb_connector/online/client.py", "def f():\n    from odoo import fields", "never imports Odoo"),
        (
            "odoo_qb_connector/online/x.py",
            "from odoo.addons.odoo_qb_connector.gateway import y",
            "are relative",
        ),
        ("odoo_qb_connector/models/x.py", "import quickbooks_simulator.cli", "meet on the wire only"),
        ("odoo_qb_connector/tests/test_x.py", "from odoo_qb_connector.models import x", "bare name"),
        (
            "quickbooks_simulator/cli.py",
            "from odoo.addons.odoo_qb_connector import x",
            "meet on the wire only",
        ),
        ("quickbooks_simulator/cli.py", "from odoo.tools import x", "never imports Odoo"),
        ("benchmarks/push.py", "import odoo_qb_connector", "bare name"),
        ("odoo_qb_connector/models/x.py", "def (", "no Python"),
    ],
)
def test_imports_that_run_the_wrong_way(tmp_path, name, code, part):
    [(line, sentence)] = objections(tmp_path, name, code)
    assert part in sentence
    assert line == code.count("\n") + 1


def test_the_manifest_names_files_that_exist_and_every_data_file(tmp_path):
    addon = tmp_path / "odoo_qb_connector"
    written(
        addon,
        "__manifest__.py",
        "{\n'data': [\n'views/a.xml',\n'views/gone.xml'],\n'assets': {'web.assets_backend':"
        " ['odoo_qb_connector/static/src/**/*', 'odoo_qb_connector/static/gone/*',"
        " ('remove', 'mail/static/x.js')]}}",
    )
    for name in ("views/a.xml", "views/forgotten.xml", "static/src/a.js", "tests/data/answer.xml"):
        written(addon, name, "")
    found = [(problem.path.name, problem.line, problem.sentence) for problem in manifest.problems_of(addon)]
    assert found == [
        ("__manifest__.py", 4, "The manifest lists views/gone.xml, which does not exist."),
        ("__manifest__.py", 5, "The manifest's asset odoo_qb_connector/static/gone/* matches no file."),
        ("forgotten.xml", 1, "The manifest does not list this file, so Odoo never loads it."),
    ]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("class A:\n    _sql_constraints = []", obsolete.CONSTRAINTS),
        ("x = 1\nfrom odoo import _, api", obsolete.TRANSLATE),
        ("x = 1\nself.env['a'].read_group([], [], [])", obsolete.READ_GROUP),
        ("x = 1\n@http.route('/a', type='json')\ndef a(): pass", obsolete.JSON_ROUTE),
    ],
)
def test_what_odoo_19_ignores_is_found(tmp_path, code, sentence):
    [problem] = obsolete.problems_of(written(tmp_path, "a.py", code))
    assert (problem.line, problem.sentence) == (2, sentence)


def test_what_odoo_19_knows_is_left_alone(tmp_path):
    code = "_uniq = models.Constraint('x', 'y')\nx._read_group([])\n@route(type='jsonrpc')\ndef a(): pass"
    assert list(obsolete.problems_of(written(tmp_path, "a.py", code))) == []


def test_scripts_are_executable(tmp_path):
    script = written(tmp_path, "script", "#!/bin/sh\n")
    assert [problem.sentence for problem in executables.problems_of(script)] == [
        "This script is not executable: chmod +x."
    ]
    script.chmod(0o755)
    assert executables.problems_of(script) == []


POT = """msgid ""
msgstr ""
"Language: \\n"

#. module: x
msgid "Send \\"Now\\""
msgstr ""

msgid ""
"Nothing "
"waits"
msgstr ""
"""


def test_sentences_of_a_translation_template_with_their_lines():
    assert translations.sentences(POT) == {'Send \\"Now\\"': 6, "Nothing waits": 9}


def test_a_template_misses_sentences_and_keeps_old_ones():
    problems = translations.compare({"Old": 7, "Same": 9}, {"Same": 1, "New": 2})
    assert [(problem.line, problem.sentence[:20]) for problem in problems] == [
        (1, "Not in the template:"),
        (7, "No longer in the add"),
    ]


def test_linter_output_becomes_problems():
    [problem] = linters.problems_in("script/a.py:3:7: E501 Line too long\nFound 1 error.\n")
    assert (problem.path.name, problem.line, problem.sentence) == ("a.py", 3, "E501 Line too long")


def test_a_check_that_cannot_run_counts_as_failed_and_the_others_go_on(monkeypatch, capsys):
    def fail():
        raise ScriptError("No network.")

    monkeypatch.setattr(check, "CHECKS", {"a": fail, "b": list})
    assert check.main([]) == 1
    assert capsys.readouterr().out.splitlines() == ["a: could not be checked. No network.", "b: no problems"]
