"""Contacts and products: what a person links, creates and unlinks by hand, one of them or many."""

from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..documents import DocumentError, Problem
from ..gateway import Command, ObjectRef, ReadObject, Verb
from .builders.names import without_deleted
from .qb_plan import Adopt, Ask, Send

STATES = [
    ("none", "Not linked"),
    ("waiting", "Waiting"),
    ("sending", "Sending"),
    ("checking", "Checking"),
    ("sent", "Linked"),
    ("different", "Different"),
    ("failed", "Problem"),
    ("skipped", "Not needed"),
]
"""A record of a directory is linked; only documents are sent."""
WAYS = [
    ("link", "Link to That One"),
    ("activate", "Make It Active and Link"),
    ("other", "Open the Other One"),
]
WAY_OF = {
    "name_taken": "link",
    "item_other_sku": "link",
    "item_of_namesakes": "link",
    "item_counted_there": "link",
    "item_not_counted_there": "link",
    "item_no_goods_there": "link",
    "party_inactive": "activate",
    "item_inactive": "activate",
    "party_linked_elsewhere": "other",
    "item_linked_elsewhere": "other",
}
"""What a person can do about a problem with the object that is offered."""
AT_ONCE = 1000
CANCELLED = ("ensure", "update")


def offered(found):
    """Values of a Problem that offer `found` (gateway.Acknowledged) to a person."""
    return {"offered_type": found.ref.type, "offered_id": found.ref.id}


def offering(problem, found):
    """`problem` (documents.Problem), with the object in QuickBooks that it is about."""
    return replace(problem, values={**problem.values, **offered(found)})


class QbPartyMixin(models.AbstractModel):
    _name = "qb.party.mixin"
    _description = "QuickBooks Customer, Vendor or Product"
    _inherit = ["qb.record.mixin"]

    qb_state = fields.Selection(STATES)
    qb_way = fields.Selection(
        WAYS, "Way Out of the Problem", compute="_compute_qb", compute_sudo=True, groups="base.group_user"
    )

    # ------------------------------------------------------------------ what a model implements

    def _qb_why_not_this(self, operation, found):
        """Why `found` (gateway.Acknowledged), which a person chose, cannot be this record, as a Problem; None when it
        can."""
        raise NotImplementedError

    def _qb_document(self, operation, name):
        """This record, which is in QuickBooks as `name`, as the document (Party or Item) of an update."""
        raise NotImplementedError

    def _qb_proposed_name(self, connection, qb_type):
        """The name that the name policy gives it."""
        raise NotImplementedError

    # ------------------------------------------------------------------ what the queue asks

    def _qb_check_candidate(self, operation, found):
        problem = self._qb_why_not_this(operation, found)
        if problem:
            raise DocumentError(problem)

    def _qb_activation(self, operation, answers):
        """The plan for "Make It Active and Link": the object that a person chose, active again; None when nobody asked
        for that. Raises DocumentError when it cannot be this record."""
        chosen = operation._choice("activate")
        if not chosen:
            return None
        question = ReadObject(ObjectRef(*chosen))
        if question not in answers:
            return Ask([question])
        found = answers[question]
        if found is None:
            raise DocumentError(Problem("entry_gone", {"id": chosen[1]}))
        self._qb_check_candidate(operation, replace(found, active=True))
        if found.active:
            return Adopt(found)
        document = replace(self._qb_document(operation, without_deleted(found.name)), active=True)
        target = replace(found.ref, kind=found.ref.kind or str(found.details.get("kind") or ""))
        command = Command(Verb.UPDATE, document, target=target, changes=frozenset({"active", "name"}))
        return Send(command, qb_type=found.ref.type)

    # ------------------------------------------------------------------ state

    def _qb_values(self, links, operations):
        return {**super()._qb_values(links, operations), "qb_way": self._qb_way_out(operations)}

    @api.model
    def _qb_way_out(self, operations):
        """What can be done about the newest problem with an object in QuickBooks; False when there is none."""
        offer = next((one for one in operations if one.state == "failed" and one.candidate_id), None)
        return offer and WAY_OF.get(offer.error_problem)

    # ------------------------------------------------------------------ one record, by hand

    def _qb_role(self):
        """The type that the pressed button is about."""
        return self.env.context.get("qb_type") or self._qb_type_wanted()

    def action_qb_link_wizard(self):
        """The dialog that links this record to what is in QuickBooks already."""
        return self._qb_open_wizard("link")

    def action_qb_create_wizard(self):
        """The dialog that creates this record in QuickBooks under a name that one can change."""
        return self._qb_open_wizard("create")

    def _qb_open_wizard(self, mode):
        self.ensure_one()
        connection = self._qb_connection_by_hand()
        values = {"res_model": self._name, "res_id": self.id, "qb_type": self._qb_role(), "mode": mode}
        wizard = self.env["qb.link.wizard"].create({**values, "connection_id": connection.id})
        return wizard._open()

    def _qb_connection_by_hand(self):
        """The connection that a person links this record in. Raises UserError in words when nothing can be queued."""
        self._qb_check_sender()
        reason = self._qb_left_out_because()
        if reason:
            raise UserError(reason)
        connection = self.sudo()._qb_connection()
        if not connection or not connection._accepts_wishes():
            raise UserError(self._qb_why_not())
        return connection

    def _qb_left_out_because(self):
        """Why this record is never in QuickBooks by itself, in words; False when it can be."""
        return False

    def _qb_operation_by_hand(self, **wish):
        """State what a person decided (what `qb.operation._wish` takes). Returns the operation, with the rights of the
        person who reads it."""
        connection = self._qb_connection_by_hand()
        reason = self.env._("By %(user)s", user=self.env.user.name)
        return self.env["qb.operation"]._wish(connection, self, "ensure", reason=reason, **wish).sudo(False)

    def action_qb_send_again(self):
        """What failed or waits goes now, as it was wished for: in each role, with what a person chose."""
        self._qb_check_sender()
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("state", "in", ("pending", "failed"))]
        among = [("connection_id", "in", self._qb_connections_shown().ids)]
        open_ones = self.env["qb.operation"].sudo().search([*domain, *among])
        newest = {(one.res_id, one.verb, one.qb_type): one for one in open_ones.sorted("id")}
        if not newest:
            return self.action_qb_send_now()
        operations = open_ones.browse().union(*newest.values())
        operations.action_send_again()
        return operations._show_result()

    def action_qb_link_candidate(self):
        """Link to the object that QuickBooks named."""
        self._qb_connection_by_hand()
        operation = self._qb_offer()
        operation.action_link_candidate()
        return operation._show_result()

    def action_qb_activate(self):
        """Make the inactive object active again, and link it."""
        offer = self._qb_offer()
        activate = [offer.candidate_type, offer.candidate_id]
        choices = {**(offer.choices or {}), "activate": activate}
        return self._qb_operation_by_hand(qb_type=offer.qb_type, choices=choices)._show_result()

    def action_qb_open_other(self):
        """The record that the object belongs to."""
        self._qb_check_sender()
        offer = self._qb_offer()
        holder = self.env["qb.link"]._holder(offer.connection_id, offer.candidate_type, offer.candidate_id)
        if not holder:
            raise UserError(self.env._("It belongs to no other record any more. Press Send Again."))
        return {
            "type": "ir.actions.act_window",
            "res_model": holder.res_model,
            "res_id": holder.res_id,
            "views": [(False, "form")],
        }

    def _qb_offer(self):
        """The newest failed operation of this role that offers an object. Raises UserError when there is none."""
        self.ensure_one()
        operations = self.env["qb.operation"].sudo()
        domain = [("state", "=", "failed"), ("candidate_id", "!=", False), ("qb_type", "=", self._qb_role())]
        of_record = [("res_model", "=", self._name), ("res_id", "=", self.id)]
        among = [("connection_id", "in", self._qb_connections_shown().ids)]
        offer = operations.search([*domain, *of_record, *among], limit=1)
        if not offer:
            raise UserError(self.env._("That has been settled meanwhile. Reload the page."))
        return offer

    def action_qb_unlink(self):
        """Forget which object in QuickBooks this record is; nothing is deleted there."""
        self._qb_check_sender()
        role, unlinked = self._qb_role(), self.browse()
        for connection, records in self._qb_by_connection().items():
            if records._qb_on_its_way(connection, role):
                raise UserError(self._qb_busy_words())
            unlinked |= records._qb_unlink(connection, role)
        if not unlinked:
            raise UserError(self._qb_not_linked_words())
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    # ------------------------------------------------------------------ unlinking

    def _qb_unlink(self, connection, qb_type, bulk=None):
        """Remove the links of these records as `qb_type`, cancel what waits for them in this role, and keep one
        finished operation each as history. Returns the records that were linked."""
        own = self._qb_own_rows(connection, qb_type)
        links = self.env["qb.link"].sudo().search(own)
        waiting = self.env["qb.operation"].sudo().search([*own, ("verb", "in", CANCELLED)])
        waiting.filtered(lambda operation: operation.state == "sending")._withdraw_ready()
        waiting.filtered(lambda operation: operation.state in ("pending", "failed"))._mark_cancelled(
            self.env._("Unlinked by %(user)s", user=self.env.user.name)
        )
        self.env["qb.operation"].sudo().create([self._qb_unlinked_values(link, bulk) for link in links])
        linked = self.browse(links.mapped("res_id"))
        links.unlink()
        return linked

    def _qb_own_rows(self, connection, qb_type):
        """Domain of the links and operations of these records in this role."""
        return [
            ("connection_id", "=", connection.id),
            ("res_model", "=", self._name),
            ("res_id", "in", self.ids),
            ("qb_type", "=", qb_type),
        ]

    def _qb_unlinked_values(self, link, bulk):
        name = link.name or link.number or link.qb_id
        return {
            "connection_id": link.connection_id.id,
            "res_model": link.res_model,
            "res_id": link.res_id,
            "qb_type": link.qb_type,
            "verb": "unlink",
            "state": "done",
            "done_at": fields.Datetime.now(),
            "reason": self.env._("By %(user)s", user=self.env.user.name),
            "choices": {"qb_id": link.qb_id, "name": name},
            "bulk_id": bulk.id if bulk else False,
            "note": self.env._("Unlinked from “%(name)s”, which stays in QuickBooks as it is.", name=name),
        }

    def _qb_on_its_way(self, connection, qb_type):
        """Those of these records about which QuickBooks is being told something in this role right now."""
        held = [*self._qb_own_rows(connection, qb_type), ("state", "in", ("sending", "unknown"))]
        busy = self.env["qb.operation"].sudo().search(held)
        return self.browse(busy.filtered(lambda operation: operation.exchange_id.state != "ready").mapped("res_id"))

    def _qb_not_linked_words(self):
        return self.env._("It is not linked.")

    def _qb_busy_words(self):
        return self.env._("It is on its way to QuickBooks right now. Try again when that is over.")

    # ------------------------------------------------------------------ many at once

    def action_qb_many(self, action):
        """The dialog for one action ("link", "create" or "unlink") on these records."""
        self._qb_check_sender()
        values = {"res_model": self._name, "res_ids": self.ids, "action": action, "qb_type": self._qb_type_wanted()}
        return self.env["qb.many.wizard"].create(values)._open()

    def _qb_start_many(self, action, qb_type, name):
        """Do `action` on these records as `qb_type`, as one qb.bulk called `name`, which is returned. It takes the
        queries and the memory of a thousand, however many they are."""
        self._qb_check_sender()
        return self.with_context(prefetch_fields=False)._qb_start_each(action, qb_type, name)

    def _qb_start_each(self, action, qb_type, name):
        left_out = {record: record._qb_left_out_because() for record in self}
        able = self.filtered(lambda record: not left_out[record])
        by_connection = able._qb_by_connection()
        connected = self.browse().union(*by_connection.values())
        left_out.update(dict.fromkeys(able - connected, self._qb_why_not_in(None)))
        for connection, records in by_connection.items():
            by_connection[connection] = records._qb_able(connection, action, qb_type, left_out)
        why = [(record, left_out[record]) for record in self if left_out[record]]
        bulk = self.env["qb.bulk"]._start(name, self, left_out=why)
        for connection, records in by_connection.items():
            records._qb_do_many(connection, action, qb_type, bulk)
        return bulk

    def _qb_able(self, connection, action, qb_type, left_out):
        """Those of these records that `action` can be done on; why not the others goes into `left_out`."""
        if action != "unlink":
            if connection._accepts_wishes():
                return self
            left_out.update(dict.fromkeys(self, self._qb_why_not_in(connection)))
            return self.browse()
        linked = self.browse(self.env["qb.link"].sudo().search(self._qb_own_rows(connection, qb_type)).mapped("res_id"))
        busy = linked._qb_on_its_way(connection, qb_type)
        left_out.update(dict.fromkeys(self - linked, self._qb_not_linked_words()))
        left_out.update(dict.fromkeys(busy, self._qb_busy_words()))
        return linked - busy

    def _qb_do_many(self, connection, action, qb_type, bulk):
        if action == "unlink":
            self._qb_unlink(connection, qb_type, bulk)
            return
        choices = {"create": action == "create"}
        for records in split_every(AT_ONCE, self.ids, self.browse):
            self.env["qb.operation"]._wish(
                connection, records, "ensure", qb_type=qb_type, choices=choices, bulk=bulk, reason=bulk.name
            )
            # What was written is not needed again: the memory is that of one thousand.
            self.env.flush_all()
            self.env.invalidate_all(flush=False)

    def _qb_by_connection(self):
        """{connection: records}, in as many queries as there are companies."""
        found = {}
        for company, records in self.grouped(lambda record: record.company_id or self.env.company).items():
            connection = self.env["qb.connection"]._default_for(company)
            if connection:
                found[connection] = found.get(connection, self.browse()) | records
        return found
