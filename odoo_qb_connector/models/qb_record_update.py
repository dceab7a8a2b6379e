"""Changes of mapped fields in Odoo go to QuickBooks as sparse updates, where the connection's policy says so.

A wish carries which fields of the document were changed: nothing else is overwritten there (docs/policies.md). Wishes
that wait become one, with the fields of all of them.
"""

from odoo import models
from odoo.exceptions import UserError

from ..gateway import Command, ObjectRef, Verb
from .qb_plan import Ask, Send, Settled
from .qb_record_push import IMPORTING
from .qb_sentences import sentence

BEING_MADE = ("sending", "unknown")


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_types(self):
        """What records of this model can be there."""
        return (self._qb_type_wanted(),)

    def _qb_updatable(self, qb_type):
        """Fields of the document (documents.Party, documents.Item) that an update may carry."""
        return frozenset()

    def _qb_wish_updates(self, changed):
        """`changed` ({type there: fields of its document}) is what was changed on these records: wish for it where one
        is linked, or is just being made there, and the policy says so. INSERTs and nothing else."""
        if not self or not any(changed.values()) or self.env.context.get(IMPORTING):
            return
        for connection, qb_type, records in self._qb_held_there():
            wanted = changed.get(qb_type, frozenset()) & records._qb_updatable(qb_type)
            if wanted and connection._updates(qb_type) and connection._accepts_wishes():
                self.env["qb.operation"]._wish(
                    connection,
                    records,
                    "update",
                    qb_type=qb_type,
                    changed=wanted,
                    reason=self.env._("Changed in Odoo"),
                )

    def _qb_held_there(self):
        """[(connection, type, those of these records)] that are linked, or whose creation is on its way: what that
        carries may be older than the change."""
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids), ("qb_type", "in", self._qb_types())]
        held = {}
        links = self.env["qb.link"].sudo().search([*domain, ("state", "=", "linked")])
        making = [*domain, ("verb", "=", "ensure"), ("state", "in", BEING_MADE)]
        for row in (*links, *self.env["qb.operation"].sudo().search(making)):
            held.setdefault((row.connection_id, row.qb_type), set()).add(row.res_id)
        return [(connection, qb_type, self.browse(sorted(ids))) for (connection, qb_type), ids in held.items()]

    # ------------------------------------------------------------------ what the queue asks

    def _qb_prepare_update(self, operation, answers):
        """One sparse update of exactly what was changed; of everything but the name where a person pressed Update."""
        record = self.sudo()
        link = record._qb_link_for(operation.connection_id, operation.qb_type)[:1]
        if not link:
            return Settled(sentence(self.env, "update_not_linked"))
        fields = record._qb_updatable(link.qb_type)
        changed = operation._changed_fields()
        changes = fields & changed if changed else fields - {"name"}
        asked = record._qb_update_asks(link)
        if asked and asked not in answers:
            return Ask([asked])
        name = record._qb_new_name(operation) if "name" in changes else link.name
        document = record._qb_document(operation, name)
        document = record._qb_as_held(document, changes, answers.get(asked))
        changes = record._qb_said(document, changes)
        if not changes:
            return Settled(self.env._("Nothing that QuickBooks keeps of it was changed."))
        token = link.sync_token or record._qb_told_token(answers.get(asked))
        target = ObjectRef(link.qb_type, link.qb_id, token, link.kind or "")
        return Send(Command(Verb.UPDATE, document, target, changes=changes), qb_type=link.qb_type)

    def _qb_update_asks(self, link):
        """The question without whose answer no update can be said; None where there is none."""
        return

    @staticmethod
    def _qb_told_token(profiles):
        """The token that came with the answer to `_qb_update_asks` (Profiles); "" when nothing was asked: where the
        link has none any more, it need not be read a second time."""
        return next((profile.object.ref.token for profile in profiles or ()), "") or ""

    def _qb_as_held(self, document, changes, answer):
        """`document` as QuickBooks has it, with `changes` of Odoo's; `answer` is what it said to `_qb_update_asks`."""
        return document

    def _qb_said(self, document, changes):
        """Those of `changes` that `document` has something to say about, even if it is that they are empty now."""
        return changes

    def _qb_new_name(self, operation):
        """Under which name it goes on there now that its name in Odoo is another."""
        return self._qb_proposed_name(operation.connection_id, operation.qb_type)

    # ------------------------------------------------------------------ the button

    def action_qb_update_there(self):
        """Overwrite what QuickBooks has of these records with Odoo's, whatever the policy; names stay."""
        self._qb_check_sender()
        operations = self.env["qb.operation"]
        reason = self.env._("Update in QuickBooks by %(user)s", user=self.env.user.name)
        for connection, qb_type, records in self._qb_held_there():
            if connection._accepts_wishes():
                operations |= operations._wish(connection, records, "update", qb_type=qb_type, reason=reason)
        if not operations:
            raise UserError(sentence(self.env, "update_not_linked") if self._qb_accepting() else self._qb_why_not())
        if len(self) == 1:
            self.env["qb.drain"]._run_after_commit(operations)
        return {"type": "ir.actions.client", "tag": "qb_show_result", "params": {"operation_ids": operations.ids}}

    def _qb_accepting(self):
        connection = self[:1].sudo()._qb_connection()
        return bool(connection) and connection._accepts_wishes()


class QbOperation(models.Model):
    _inherit = "qb.operation"

    def _changed_fields(self):
        """Document fields that this update is about: its own and those of the wishes that became part of it, or failed
        before and are answered by its success. Empty: all, because one of them wants all."""
        self.ensure_one()
        family = self | self._same_wishes("failed")
        family |= self.search([("merged_into_id", "in", family.ids), ("verb", "=", self.verb)])
        said = [operation.changed for operation in family]
        return frozenset().union(*said) if all(said) else frozenset()
