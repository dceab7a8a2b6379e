"""A document that is confirmed again without a change is not sent again: what would be said there is what was said."""

import hashlib
from dataclasses import replace

from odoo import fields, models

from ..gateway import Verb
from .account_move_again import ANYWAY
from .qb_plan import Send, Settled
from .qb_record_push import IMPORTING


class QbOperation(models.Model):
    _inherit = "qb.operation"

    fingerprint = fields.Char(readonly=True, help="Of the document as it was prepared, without its marker.")


class QbLink(models.Model):
    _inherit = "qb.link"

    fingerprint = fields.Char(readonly=True, help="Of the document as QuickBooks acknowledged it.")

    def _is_as_sent(self, print_):
        """Whether QuickBooks took the document of this fingerprint, with its amounts, and it still stands there."""
        self.ensure_one()
        return self.fingerprint == print_ and not self.differs and not self._is_void()


class AccountMove(models.Model):
    _inherit = "account.move"

    def _qb_wish_posted(self):
        """An import is a copy of what is there already, or of history: a person sends it."""
        if self.env.context.get("import_file") or self.env.context.get(IMPORTING):
            return None
        return super()._qb_wish_posted()

    def _qb_prepare(self, operation, answers):
        plan = super()._qb_prepare(operation, answers)
        if not isinstance(plan, Send) or plan.command.verb not in (Verb.CREATE, Verb.UPDATE):
            return plan
        operation.fingerprint = fingerprint(plan.command.document)
        link = self._qb_link_for(operation.connection_id, plan.qb_type)[:1]
        if not link or not link._is_as_sent(operation.fingerprint) or operation._choice(ANYWAY):
            return plan
        return Settled(self.env._("Nothing was changed since it was sent as %(object)s.", object=link.display_name))

    def _qb_acknowledged(self, operation, link, acknowledged):
        result = super()._qb_acknowledged(operation, link, acknowledged)
        link.fingerprint = operation.fingerprint if operation.verb == "send" else False
        return result


def fingerprint(document):
    return hashlib.sha256(repr(replace(document, marker="")).encode()).hexdigest()
