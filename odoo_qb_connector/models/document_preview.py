"""What would be sent for a record, worked out and thrown away again.

It runs in a transaction of its own that is always rolled back: the queue's own preparation is played through, wishes,
draft invoices and all, so that the preview and the queue can never disagree. Nothing is posted and nothing crosses the
wire, because what other add-ons do when an invoice is posted could not be taken back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lxml import etree
from odoo import SUPERUSER_ID, api
from odoo.exceptions import MissingError, UserError

from ..desktop.safe_xml import parse
from ..documents import DocumentError, SalesDocument
from ..gateway import Command, GatewayError
from .builders.foreseen import UNKNOWN
from .qb_plan import Behind
from .qb_sentences import sentences

KEY = "preview"
DRAFTS_ONLY = "qb_drafts_only"
"""In the context: invoices are made for looking at them, and are not posted."""


@dataclass(frozen=True)
class Foreseen:
    """One document as it would go. `document` is None where a problem stands before it; `held_number` is its number as
    this edition holds it; `ahead` and `problems` are sentences; `message` is what would cross the wire, readable;
    `there` is what QuickBooks holds of it already (total, tax, has_amounts), None when it is not; `odoo` is Odoo's own
    total, tax and currency_id."""

    record_name: str
    command: Command | None = None
    held_number: str = ""
    ahead: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    message: str = ""
    there: dict[str, Any] | None = None
    odoo: dict[str, Any] | None = None

    @property
    def document(self) -> SalesDocument | None:
        return self.command.document if self.command else None


def foresee(record, connection):
    """list[Foreseen] of what Send Now on `record` would send to `connection`: one document, or one per invoice that a
    delivery would get. Everything is plain data: the transaction it came from is gone."""
    record.env.flush_all()
    with record.env.registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {"lang": record.env.context.get("lang") or record.env.user.lang})
        try:
            return _Foresight(env, record, connection).documents()
        finally:
            cr.rollback()


class _Foresight:
    def __init__(self, env, record, connection):
        self.env = env
        self.connection = env["qb.connection"].browse(connection.id)
        self.record = self.connection._as_responsible(env[record._name].browse(record.id)).with_context(
            **{DRAFTS_ONLY: True}
        )
        self.gateway = self._usable_gateway()

    def documents(self):
        try:
            found = self.record._qb_foreseen(self.connection)
        except (UserError, MissingError) as error:
            return [self._only_problem(str(error))]
        except DocumentError as error:
            return [self._only_problem(sentences(self.env, error.problems))]
        return [self._document(record) for record in found]

    def _usable_gateway(self):
        """The edition's gateway, or None while nothing could be sent anyway."""
        try:
            return self.connection._gateway()
        except GatewayError:
            return None

    def _document(self, record):
        operation = self.env["qb.operation"]._wish(self.connection, record, "send")
        problems, ahead = self._said_by_the_queue(record, operation) if record._qb_is_sendable() else ((), ())
        try:
            command, missing = record._qb_foreseen_command(operation)
        except (UserError, MissingError) as error:
            return self._described(record, None, ahead, (*problems, str(error)))
        except DocumentError as error:
            return self._described(record, None, ahead, (*problems, *self._said(error.problems)))
        return self._described(record, command, (*map(self._first, missing), *ahead), problems)

    def _said_by_the_queue(self, record, operation):
        """What the queue's preparation finds wrong with a record that could go now, and what it lets go first."""
        try:
            plan = record._qb_prepare(operation, {})
        except (UserError, MissingError) as error:
            return (str(error),), ()
        except DocumentError as error:
            return self._said(error.problems), ()
        if not isinstance(plan, Behind):
            return (), ()
        names = plan.operations.mapped("record_name")
        return (), tuple(self.env._("%(document)s goes first.", document=name) for name in names)

    def _first(self, record):
        return self.env._(
            "%(record)s goes first: linked to what QuickBooks has under its name, or created there.",
            record=record.display_name,
        )

    def _described(self, record, command, ahead, problems):
        gateway = self.gateway
        found = self._said(gateway.problems(command)) if command and gateway else ()
        problems = tuple(dict.fromkeys((*problems, *found)))
        number = command.document.number if command else ""
        return Foreseen(
            record_name=record.display_name,
            command=command,
            held_number=gateway.held_number(number) if gateway and number else number,
            ahead=ahead,
            problems=problems,
            message=self._message(command) if gateway and command and not problems else "",
            there=self._there(record),
            odoo=record._qb_amounts(),
        )

    def _message(self, command):
        """What would cross the wire; "" while an id in it has still to be given."""
        document = command.document
        refs = [document.customer, *(getattr(line, "item", None) for line in document.lines)]
        if any(ref and ref.id == UNKNOWN for ref in refs):
            return ""
        return readable(self.gateway.encode([command], KEY).body)

    def _there(self, record):
        link = record._qb_link_for(self.connection)[:1]
        return {"total": link.total, "tax": link.tax, "has_amounts": link.has_amounts} if link else None

    def _said(self, problems):
        return tuple(sentences(self.env, problems).splitlines())

    def _only_problem(self, sentence):
        return Foreseen(self.record.display_name, problems=(sentence,))


def readable(body):
    """`body` (bytes) of a request, JSON or qbXML, indented for people."""
    if body.lstrip().startswith(b"<"):
        return etree.tostring(parse(body), pretty_print=True, encoding="unicode")
    return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
