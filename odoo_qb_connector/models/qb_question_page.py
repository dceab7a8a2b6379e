"""A page of a question's answer as it came: stored once, dropped when it was told (architecture 4.3)."""

import json
from dataclasses import dataclass

from odoo import fields, models

from ..desktop.questions import codec


@dataclass(frozen=True)
class Page:
    """A part of a long list. `rows` are what `gateway.question` promises; `begun` is the tick at which this reading of
    the list began: a list that is begun anew starts from its first page with a higher one."""

    rows: tuple
    begun: int


@dataclass(frozen=True)
class Complete:
    """Every page of the list was told, of the reading that began at the tick `begun`."""

    begun: int


class QbQuestionPage(models.Model):
    _name = "qb.question.page"
    _description = "QuickBooks Page of an Answer"
    _order = "id"

    question_id = fields.Many2one("qb.question", required=True, ondelete="cascade", index=True)
    responses = fields.Text(required=True, prefetch=False, help="JSON list of the responses of one message set.")

    def _rows(self, *, file_id, reading):
        """What this page holds. Raises GatewayError."""
        self.ensure_one()
        page = codec.load_inquiry(self.question_id._question(), [], json.loads(self.responses))
        return tuple(page.answer(file_id=file_id, reading=reading))
