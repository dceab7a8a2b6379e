"""Which edits of the add-on make a new template database."""

import pytest

from script.lib import outline

MODEL = '''
from odoo import fields, models

class Job(models.Model):
    _name = "qb.job"
    state = fields.Selection([("a", "A")], default=lambda self: self._default_state())

    def _default_state(self):
        return "a"

    def go(self):
        """Do it."""
        return 42
'''


@pytest.fixture
def addon(tmp_path):
    for name, content in {"models/job.py": MODEL, "__init__.py": "", "views/job.xml": "<odoo/>"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def edit(addon, name, old, new):
    path = addon / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(path.read_text().replace(old, new) if path.exists() else new)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("models/job.py", "return 42", "return 43"),
        ("models/job.py", "# nothing", "# a remark"),
        ("tests/test_job.py", "", "def test(): pass"),
        ("i18n/odoo_qb_connector.pot", "", 'msgid ""'),
        ("models/__pycache__/job.pyc", "", "x"),
    ],
)
def test_edits_that_leave_the_database_as_it_is(addon, name, old, new):
    before = outline.key(addon, exact=False)
    edit(addon, name, old, new)
    assert outline.key(addon, exact=False) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("models/job.py", '("a", "A")', '("a", "B")'),
        ("models/job.py", 'return "a"', 'return "b"'),
        ("models/job.py", "def go(self)", "def go(self, more)"),
        ("views/job.xml", "<odoo/>", "<odoo noupdate='1'/>"),
        ("__init__.py", "", "from . import models"),
        ("hooks.py", "", "def post_init_hook(env): pass"),
        ("static/tests/tours/job.js", "", "x"),
        ("models/broken.py", "", "def ("),
    ],
)
def test_edits_that_change_the_database(addon, name, old, new):
    before = outline.key(addon, exact=False)
    if (addon / name).exists() and not old:
        (addon / name).write_text(new)
    else:
        edit(addon, name, old, new)
    assert outline.key(addon, exact=False) != before


def test_an_exact_key_counts_every_byte_of_code(addon):
    before = outline.key(addon, exact=True)
    edit(addon, "models/job.py", "return 42", "return 43")
    assert outline.key(addon, exact=True) != before
