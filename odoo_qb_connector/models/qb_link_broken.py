"""A link whose object in QuickBooks is gone: why, what it may have become, and the way back (spec qbo 7.2, qbd 5.4)."""

from odoo import api, fields, models
from odoo.exceptions import UserError

DIRECTORY = ("Customer", "Vendor", "Item")
"""Types of list entries: their links break, while those of documents are deleted."""
DELETED, MERGED, INACTIVE = "deleted", "merged", "inactive"


class QbLink(models.Model):
    _inherit = "qb.link"

    why = fields.Selection(
        [(DELETED, "Deleted there"), (MERGED, "Merged there"), (INACTIVE, "Made inactive there")],
        readonly=True,
        help="What happened to it in QuickBooks.",
    )
    candidate_type = fields.Char(readonly=True)
    candidate_id = fields.Char(readonly=True)
    candidate_name = fields.Char("Proposal", readonly=True, help="What it may be in QuickBooks now.")
    candidate_holder = fields.Char(
        "Proposal Linked To",
        compute="_compute_candidate_holder",
        compute_sudo=True,
        help="The other record in Odoo that is linked to the proposal: the two may be one.",
    )
    can_relink = fields.Boolean(compute="_compute_candidate_holder", compute_sudo=True)
    gone_words = fields.Char("What Happened", compute="_compute_gone_words", compute_sudo=True)

    @api.depends("state", "candidate_type", "candidate_id", "res_model", "res_id")
    def _compute_candidate_holder(self):
        for link in self:
            proposed = link.state == "broken" and link.candidate_id
            holder = proposed and self._holder(link.connection_id, link.candidate_type, link.candidate_id) - link
            link.candidate_holder = holder.record_name if holder else False
            link.can_relink = bool(proposed) and not holder

    @api.depends("state", "why", "gone_at", "name", "candidate_name", "candidate_holder")
    def _compute_gone_words(self):
        """What its record says."""
        for link in self:
            link.gone_words = link.state != "linked" and link.gone_at and link._record()._qb_gone_words(link)

    # ------------------------------------------------------------------ breaking

    def _mark_gone(self, state, moment, why=DELETED):
        """As before, with why; what a broken one has become is looked for."""
        result = super()._mark_gone(state, moment)
        self.write({"why": why, **_no_candidate()})
        self.filtered(lambda link: link.state == "broken")._wish_find()
        return result

    def _mark_deleted(self):
        """QuickBooks says that the object itself is not there: a customer or item may have been merged."""
        listed = self.filtered(lambda link: link._is_listed())
        result = super(QbLink, self - listed)._mark_deleted()
        listed._mark_gone("broken", fields.Datetime.now())
        return result

    def _is_listed(self):
        """Whether it is a customer, vendor or item, and no document."""
        self.ensure_one()
        return self.qb_type in DIRECTORY

    def _record(self):
        """The Odoo record (perhaps deleted meanwhile)."""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)

    def _wish_find(self):
        """Let the queue look what became of these objects."""
        operations = self.env["qb.operation"]
        for link in self.filtered(lambda link: link.connection_id._accepts_wishes()):
            reason = self.env._("%(name)s is gone in QuickBooks", name=link.display_name)
            operations |= operations._wish(
                link.connection_id, link._record(), "find", qb_type=link.qb_type, reason=reason
            )
        return operations

    @api.model
    def _broken_of(self, connection, record, qb_type):
        """The broken link of `record` as `qb_type`, or empty."""
        return self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("qb_type", "=", qb_type),
                ("state", "=", "broken"),
            ]
        )

    # ------------------------------------------------------------------ what it became

    def _propose(self, survivor, *, merged):
        """Keep `survivor` (gateway.Acknowledged) as what it may be now; `merged`: QuickBooks shows that it is."""
        self.ensure_one()
        self.write(
            {
                "candidate_type": survivor.ref.type,
                "candidate_id": survivor.ref.id,
                "candidate_name": survivor.name,
                **({"why": MERGED} if merged else {}),
            }
        )

    # ------------------------------------------------------------------ whole again

    @api.model
    def _acknowledged_values(self, acknowledged, total, tax, url, currency_id=None):
        values = super()._acknowledged_values(acknowledged, total, tax, url, currency_id)
        return {**values, "why": False, **_no_candidate()}

    def _heal(self):
        """Its object is there and active again: everything that waited for it goes."""
        self.write({"state": "linked", "gone_at": False, "why": False, **_no_candidate()})
        for link in self:
            link.env["qb.operation"]._release_waiting_for(link)

    # ------------------------------------------------------------------ buttons

    def action_relink(self):
        """Link to what is proposed: one at once, many through the queue with a report. Raises UserError in words."""
        self._check_relinking()
        able = self.filtered("can_relink")
        if len(self) > 1:
            return self._relink_many(able)
        if not able:
            raise UserError(self._why_not_relinked())
        operations = able._wish_relink()
        self.env["qb.drain"]._run_after_commit(operations)
        return {
            "type": "ir.actions.client",
            "tag": "qb_show_result",
            "params": {"operation_ids": operations.ids},
        }

    def action_look_again(self):
        """Ask QuickBooks once more what they may be now."""
        self._check_relinking()
        operations = self.filtered(lambda link: link.state == "broken").sudo()._wish_find()
        if not operations:
            raise UserError(
                self.env._("Only broken links are looked for, and only while their connection is switched on.")
            )
        self.env["qb.drain"]._run_after_commit(operations)
        return {
            "type": "ir.actions.client",
            "tag": "qb_show_result",
            "params": {"operation_ids": operations.ids},
        }

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _check_relinking(self):
        if not self.env.user.has_group("odoo_qb_connector.group_qb_user"):
            raise UserError(self.env._("Only QuickBooks users can link. Press Ask accounting instead."))
        self.check_access("read")

    def _relink_many(self, able):
        """One report for all of them; what has no proposal is listed with the reason."""
        left_out = [(link, link._why_not_relinked()) for link in self - able]
        bulk = self.env["qb.bulk"]._start(self.env._("Relink to what is proposed"), self, left_out=left_out)
        able._wish_relink(bulk)
        return bulk._open()

    def _wish_relink(self, bulk=None):
        operations = self.env["qb.operation"]
        for link in self.sudo():
            operations |= operations._wish(
                link.connection_id,
                link._record(),
                "ensure",
                qb_type=link.qb_type,
                candidate=(link.candidate_type, link.candidate_id),
                reason=self.env._("Relink by %(user)s", user=self.env.user.name),
                bulk=bulk,
            )
        return operations

    def _why_not_relinked(self):
        self.ensure_one()
        if self.state != "broken":
            return self.env._("The link is not broken.")
        if self.candidate_holder:
            return self.env._(
                "%(name)s in QuickBooks is linked to %(record)s in Odoo already. If the two are the same, merge them "
                "in Odoo; if not, choose another one.",
                name=self.candidate_name,
                record=self.candidate_holder,
            )
        return self.env._(
            "QuickBooks does not show what it became. Choose another one on its form, or make it active again in "
            "QuickBooks."
        )


def _no_candidate():
    return {"candidate_type": False, "candidate_id": False, "candidate_name": False}
