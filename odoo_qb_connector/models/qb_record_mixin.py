"""What every Odoo record that goes to QuickBooks can do: wish, show its state, and be sent at a button's press.

The fields are computed from links and operations, so that sending never writes to a record that a person may be
editing (design 3). A model that inherits this implements `_qb_connection` and `_qb_prepare` (architecture 3.1).
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..gateway import Command, ObjectRef, Verb
from .qb_plan import Send, Settled

STATES = [
    ("none", "Not sent"),
    ("waiting", "Waiting"),
    ("sending", "Sending"),
    ("checking", "Checking"),
    ("sent", "In QuickBooks"),
    ("different", "Different"),
    ("failed", "Problem"),
    ("skipped", "Not needed"),
    ("changed", "Changed, not resent"),
    ("settled", "Settled by deletion"),
]
_STATE_OF_OPERATION = {"pending": "waiting", "sending": "sending", "unknown": "checking", "failed": "failed"}
_VOIDED = "void"
COLLEAGUES = "base.group_user"


class QbRecordMixin(models.AbstractModel):
    _name = "qb.record.mixin"
    _description = "QuickBooks Record"

    # Accounting's words are for colleagues: customers who see their order on the portal do not see these.
    qb_state = fields.Selection(STATES, "QuickBooks", compute="_compute_qb", compute_sudo=True, groups=COLLEAGUES)
    qb_sent = fields.Boolean(
        "Sent to QuickBooks",
        compute="_compute_qb",
        compute_sudo=True,
        search="_search_qb_sent",
        groups=COLLEAGUES,
    )
    qb_problem = fields.Boolean(
        "QuickBooks Problem",
        compute="_compute_qb",
        compute_sudo=True,
        search="_search_qb_problem",
        groups=COLLEAGUES,
    )
    qb_number = fields.Char("QuickBooks Number", compute="_compute_qb", compute_sudo=True, groups=COLLEAGUES)
    qb_url = fields.Char("Open in QuickBooks", compute="_compute_qb", compute_sudo=True, groups=COLLEAGUES)
    qb_message = fields.Char("QuickBooks Message", compute="_compute_qb", compute_sudo=True, groups=COLLEAGUES)
    qb_link_id = fields.Many2one(
        "qb.link", "QuickBooks Link", compute="_compute_qb", compute_sudo=True, groups=COLLEAGUES
    )
    qb_can_send = fields.Boolean(compute="_compute_qb_can_send", groups=COLLEAGUES)

    # ------------------------------------------------------------------ what a model implements

    def _qb_connection(self):
        """The connection that the accounting of this record goes to, or empty."""
        raise NotImplementedError

    def _qb_prepare(self, operation, answers):
        """The plan (models/qb_plan.py) for `operation`; `answers` maps questions to what QuickBooks said."""
        raise NotImplementedError

    def _qb_lock_keys(self):
        """Names (tuples) of what must not be prepared by two workers at once."""
        return []

    def _qb_prepare_update(self, operation, answers):
        """The plan for the verb `update`: the mapped fields of what this record is linked to. Like `_qb_prepare`."""
        raise NotImplementedError

    def _qb_verb(self):
        """What the buttons wish for."""
        return "send"

    @api.model
    def _qb_type_wanted(self):
        """What a record of this model usually is there (Customer, Item); False for a document, which knows it when it
        is built."""
        return False

    def _qb_check_candidate(self, operation, found):
        """Whether `found` (gateway.Acknowledged), which a person chose, can be this record. Raises DocumentError."""

    def _qb_name_refused(self, operation, name, error):
        """QuickBooks refused `name` because somebody has it (gateway.NameTaken). Whether `operation` goes again, under
        another name; else it fails with QuickBooks' words. Called while an answer is settled: writes rows of the
        connector only."""
        return False

    def _qb_acknowledged(self, operation, link, acknowledged):
        """This record is now linked as `link` to what QuickBooks `acknowledged` (gateway.Acknowledged), for the first
        time or anew. Called while an answer is settled: writes rows of the connector only."""

    def _qb_refused_advice(self):
        """What a person can do by hand where QuickBooks refuses this record, in words; "" when there is nothing more to
        say than the refusal says."""
        return ""

    def _qb_documents(self):
        """Pairs (model name, ids) of the records whose links and operations show on this record, itself included.

        A delivery shows its invoice: the badge on the delivery is about the money.
        """
        self.ensure_one()
        return [(self._name, self.ids)]

    # ------------------------------------------------------------------ state

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb(self):
        owners = {record.id: record._qb_documents() for record in self if record.id}
        links = self._qb_rows("qb.link", owners, [])
        counted = [("state", "not in", ("merged", "cancelled")), ("verb", "!=", "find")]
        operations = self._qb_rows("qb.operation", owners, counted)
        for record in self:
            record.update(record._qb_values(links.get(record.id, []), operations.get(record.id, [])))

    @api.model
    def _qb_rows(self, model, owners, domain):
        """{record id: rows, newest first} of links or operations, in one query for all records."""
        wanted = {}
        for record_id, documents in owners.items():
            for name, ids in documents:
                for document_id in ids:
                    wanted.setdefault((name, document_id), []).append(record_id)
        by_model = {}
        for name, document_id in wanted:
            by_model.setdefault(name, []).append(document_id)
        if not by_model:
            return {}
        among = Domain.OR(
            Domain("res_model", "=", name) & Domain("res_id", "in", ids) for name, ids in by_model.items()
        )
        among &= Domain("connection_id", "in", self._qb_connections_shown().ids)
        rows = {}
        for row in self.env[model].sudo().search(Domain(domain) & among, order="id desc"):
            for record_id in wanted[row.res_model, row.res_id]:
                rows.setdefault(record_id, []).append(row)
        return rows

    @api.model
    def _qb_connections_shown(self):
        """The connections whose links and operations count on a record: those of the companies one works in, archived
        ones too, because what was sent through them was sent."""
        connections = self.env["qb.connection"].sudo().with_context(active_test=False)
        return connections.search([("company_id", "in", self.env.companies.ids)])

    def _qb_values(self, links, operations):
        live = [link for link in links if link.state == "linked"]
        shown = next((link for link in live if link.differs), live[0] if live else None)
        state, message = self._qb_state_and_message(shown, operations)
        return {
            "qb_state": state,
            "qb_sent": bool(shown),
            "qb_problem": state in ("failed", "different"),
            "qb_number": ", ".join(dict.fromkeys(link.number or link.name or link.qb_id for link in live)),
            "qb_url": shown.url if shown else False,
            "qb_message": message,
            "qb_link_id": shown.id if shown else False,
        }

    def _qb_state_and_message(self, link, operations):
        """The worst thing that is open decides; with nothing open, the link; with no link, the last word."""
        latest = {}
        for operation in operations:
            wish = (operation.res_model, operation.res_id, operation.verb, operation.qb_type)
            latest.setdefault(wish, operation)
        in_vain = next((each for each in operations if each.state == "pending" and each._failed_prerequisites()), None)
        if in_vain:
            return "failed", self._qb_why(in_vain)
        for wanted in ("failed", "unknown", "sending", "pending"):
            open_operation = next((each for each in latest.values() if each.state == wanted), None)
            if open_operation:
                is_ready = wanted == "sending" and open_operation._waits_for_call()
                return "waiting" if is_ready else _STATE_OF_OPERATION[wanted], self._qb_why(open_operation)
        if link:
            return ("different", self._qb_difference(link)) if link.differs else ("sent", False)
        last = next(iter(operations), None)
        return (
            ("skipped", last.note)
            if last and last.verb in ("send", "ensure")
            else ("none", last.note if last else False)
        )

    def _qb_why(self, operation):
        """In words: its own error, or that of what it waits for."""
        if operation.state == "pending" and operation._failed_prerequisites():
            return "\n".join(
                self.env._("%(record)s: %(error)s", record=other.record_name, error=other.error)
                for other in operation._failed_prerequisites()
            )
        held = operation.connection_id._waiting_message()
        if operation._waits_for_call() and not held:
            return operation._waiting_for_call()
        return operation.error or held or operation._plan_words() or False

    def _qb_difference(self, link):
        return self.env._(
            "QuickBooks has %(there)s, Odoo has %(here)s (tax there %(tax_there)s, here %(tax_here)s). "
            "Correct it there, delete it there, or accept the difference with a reason.",
            there=link.currency_id.format(link.total),
            here=link.currency_id.format(link.total_odoo),
            tax_there=link.currency_id.format(link.tax),
            tax_here=link.currency_id.format(link.tax_odoo),
        )

    def _search_qb_sent(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("id", "in", self._qb_sent_query())

    def _qb_sent_query(self):
        """SQL of the ids whose own link is live."""
        return SQL(
            "(SELECT res_id FROM qb_link WHERE res_model = %s AND state = 'linked' AND connection_id = ANY(%s))",
            self._name,
            self._qb_connections_shown().ids,
        )

    def _search_qb_problem(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("id", "in", self._qb_problem_query())

    def _qb_problem_query(self):
        return SQL(
            """(SELECT res_id FROM qb_operation
                 WHERE res_model = %(model)s AND state = 'failed' AND connection_id = ANY(%(connections)s)
                 UNION SELECT o.res_id
                  FROM qb_operation o
                  JOIN qb_operation_prerequisite r ON r.operation_id = o.id
                  JOIN qb_operation p ON p.id = r.prerequisite_id AND p.state = 'failed'
                 WHERE o.res_model = %(model)s AND o.state = 'pending' AND o.connection_id = ANY(%(connections)s)
                 UNION SELECT res_id FROM qb_link
                 WHERE res_model = %(model)s AND state = 'linked' AND differs
                   AND connection_id = ANY(%(connections)s))""",
            model=self._name,
            connections=self._qb_connections_shown().ids,
        )

    @api.depends_context("uid")
    def _compute_qb_can_send(self):
        self.qb_can_send = self.env.user.has_group("odoo_qb_connector.group_qb_user")

    # ------------------------------------------------------------------ wishing

    def _qb_wish(self, verb="send", **wish):
        """State the wish of each record: one INSERT each, nothing else. Empty when nothing may be queued. `wish` is
        what `qb.operation._wish` takes: qb_type, reason, origin, choices, candidate, bulk."""
        operations = self.env["qb.operation"].sudo()
        by_connection = {}
        for record in self:
            connection = record.sudo()._qb_connection()
            if connection and connection._accepts_wishes():
                by_connection[connection] = by_connection.get(connection, self.browse()) | record
        for connection, records in by_connection.items():
            operations |= operations._wish(connection, records, verb, **wish)
        return operations

    def _qb_link_for(self, connection, qb_type=None):
        """The live link of this record, or empty."""
        return self.env["qb.link"]._find(connection, self, qb_type)

    # ------------------------------------------------------------------ removal

    def _qb_removal_refused(self, operation, error):
        """QuickBooks refused to delete or void this record (gateway.GatewayError). Whether `operation` is prepared
        again, because there is another way; else it fails with QuickBooks' words. Called while an answer is settled:
        writes rows of the connector only."""
        return False

    def _qb_prepare_removal(self, operation, answers):
        """Delete or void what this record is linked to; the document links of the record, not its directory links."""
        link = self._qb_link_for(operation.connection_id)[:1]
        if not link:
            return Settled(self.env._("It is not in QuickBooks: nothing to remove there."))
        target = ObjectRef(link.qb_type, link.qb_id, link.sync_token, link.kind or "")
        verb = Verb.VOID if operation.verb == _VOIDED else Verb.DELETE
        return Send(Command(verb, target=target), qb_type=link.qb_type)

    def _qb_done_there(self, operation):
        """QuickBooks did what was sent, and no object stands for it (gateway.Applied). Called while an answer is
        settled: writes rows of the connector only."""

    def _qb_removed_there(self, operation, qb_type):
        """The object of type `qb_type` that this record was linked to is deleted there. Called while an answer is
        settled: writes rows of the connector only."""

    # ------------------------------------------------------------------ buttons

    def action_qb_send_now(self):
        """Send this record now; of several, let the queue send them at once. Raises UserError in words."""
        self._qb_check_sender()
        operations = self._qb_wish(self._qb_verb(), reason=self.env._("Send Now by %(user)s", user=self.env.user.name))
        if not operations:
            raise UserError(self._qb_why_not())
        if len(operations) == 1:
            self.env["qb.drain"]._run_after_commit(operations)
        return {
            "type": "ir.actions.client",
            "tag": "qb_show_result",
            "params": {"operation_ids": operations.ids},
        }

    def action_qb_send_again(self):
        return self.action_qb_send_now()

    def action_qb_delete_there(self):
        """Wish that QuickBooks forgets this record."""
        self._qb_check_sender()
        reason = self.env._("Delete in QuickBooks by %(user)s", user=self.env.user.name)
        operations = self._qb_wish("delete", reason=reason)
        self.env["qb.drain"]._run_after_commit(operations)
        return {
            "type": "ir.actions.client",
            "tag": "qb_show_result",
            "params": {"operation_ids": operations.ids},
        }

    def action_qb_ask_accounting(self):
        """For those without the QuickBooks group: an activity for the connection's responsible user. Reading the record
        is enough; pressing again adds nothing."""
        self.check_access("read")
        for record in self:
            record._qb_ask_accounting()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": self.env._("Accounting has been asked.")},
        }

    def _qb_ask_accounting(self):
        connection = self.sudo()._qb_connection()
        if not connection:
            raise UserError(self._qb_why_not())
        summary = self.env._("QuickBooks: please look at %(record)s", record=self.display_name)
        asked = self.env._("Asked by %(user)s.", user=self.env.user.name)
        asked_before = self.sudo().activity_ids.filtered(
            lambda activity: activity.summary == summary and activity.user_id == connection.responsible_id
        )
        if not asked_before:
            self.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=f"{self.qb_message} {asked}" if self.qb_message else asked,
                user_id=connection.responsible_id.id,
            )

    def action_qb_open_history(self):
        """The operations of this record, for the QuickBooks groups."""
        self.ensure_one()
        domain = Domain.OR(
            Domain("res_model", "=", name) & Domain("res_id", "in", ids) for name, ids in self._qb_documents()
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("QuickBooks History"),
            "res_model": "qb.operation",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
        }

    def _qb_check_sender(self):
        if not self.env.user.has_group("odoo_qb_connector.group_qb_user"):
            raise UserError(self.env._("Only QuickBooks users can send. Press Ask accounting instead."))
        self.check_access("read")

    def _qb_why_not(self):
        """Why nothing was queued, in words."""
        return self._qb_why_not_in(self[:1].sudo()._qb_connection())

    @api.model
    def _qb_why_not_in(self, connection):
        """Why nothing is queued for `connection` (perhaps empty or None), in words."""
        if not connection:
            return self.env._(
                "No QuickBooks connection is set up for this company. Ask a QuickBooks manager to connect one."
            )
        return self.env._(
            "The connection %(name)s is switched off. A QuickBooks manager can switch it on under "
            "QuickBooks › Configuration › Connections.",
            name=connection.name,
        )
