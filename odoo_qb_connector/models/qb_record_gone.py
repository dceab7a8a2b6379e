"""What a record says after QuickBooks forgot its object by itself, and the way back: deleted there by a person, merged,
or made inactive."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..documents import DocumentError, Problem
from .qb_link_broken import INACTIVE, MERGED
from .qb_record_mixin import COLLEAGUES


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    qb_broken_link_id = fields.Many2one(
        "qb.link", "Broken QuickBooks Link", compute="_compute_qb_broken", compute_sudo=True, groups=COLLEAGUES
    )
    qb_proposal = fields.Char(
        "QuickBooks Proposal",
        compute="_compute_qb_broken",
        compute_sudo=True,
        groups=COLLEAGUES,
        help="What this record can be linked to instead, at a button's press.",
    )

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_broken(self):
        owners = {record.id: [(record._name, record.ids)] for record in self if record.id}
        broken = self._qb_rows("qb.link", owners, [("state", "=", "broken")])
        for record in self:
            links = broken.get(record.id, [])
            link = next((one for one in links if one.can_relink), links[0] if links else self.env["qb.link"])
            record.qb_broken_link_id = link
            record.qb_proposal = link.can_relink and link.candidate_name

    def _qb_values(self, links, operations):
        """The newest word is said: that the object is gone, until it is sent again or something goes wrong."""
        values = super()._qb_values(links, operations)
        gone = next((link for link in links if link.gone_at), None)
        if gone and values["qb_state"] in ("none", "skipped"):
            values.update(qb_state="none", qb_message=self._qb_gone_words(gone))
        return values

    # ------------------------------------------------------------------ words

    def _qb_gone_words(self, link):
        """What happened to the object of `link`, when, and what to press."""
        said = {"name": link.name or link.qb_id, "date": format_date(self.env, link.gone_at)}
        if link.state == "deleted":
            return self.env._(
                "%(document)s was deleted in QuickBooks (on %(date)s). Press Send Again to create it there once more, "
                "or leave it as it is.",
                document=link.display_name,
                date=said["date"],
            )
        if link.candidate_name:
            return self._qb_proposed_words(link, {**said, "other": link.candidate_name})
        if link.why == INACTIVE:
            return self.env._(
                "%(name)s was made inactive in QuickBooks (on %(date)s). Make it active there, and the link heals by "
                "itself; or link another one.",
                **said,
            )
        if link.why == MERGED:
            return self.env._(
                "%(name)s was merged into another one in QuickBooks (on %(date)s), and QuickBooks does not show into "
                "which. Link the one that stayed.",
                **said,
            )
        return self.env._(
            "%(name)s was deleted in QuickBooks, or merged into another one (on %(date)s). The link is broken; press "
            "Send Now to link or create it anew.",
            **said,
        )

    def _qb_proposed_words(self, link, said):
        """With what it may be in QuickBooks now; linked to another record, merging the two here is the way."""
        if link.candidate_holder:
            return self.env._(
                "%(name)s is %(other)s in QuickBooks now (since %(date)s), which is linked to %(record)s in Odoo. If "
                "the two are the same, merge them in Odoo too; if not, link another one.",
                record=link.candidate_holder,
                **said,
            )
        if link.why == MERGED:
            return self.env._(
                "%(name)s was merged into %(other)s in QuickBooks (on %(date)s). Press Relink, or link another one.",
                **said,
            )
        if link.why == INACTIVE:
            return self.env._(
                "%(name)s was made inactive in QuickBooks (on %(date)s), and there is %(other)s. Press Relink to use "
                "that one, or make the old one active in QuickBooks.",
                **said,
            )
        return self.env._(
            "%(name)s was deleted in QuickBooks (on %(date)s), and there is %(other)s. Press Relink to use that one, "
            "or link another one.",
            **said,
        )

    # ------------------------------------------------------------------ never again by itself

    def _qb_check_not_gone(self, operation, code, name):
        """What a person deleted, merged or made inactive in QuickBooks is created there again only when a person asks
        for it. Raises DocumentError when a document does: `code`, or the one that says more."""
        gone = (
            self.env["qb.link"]
            .sudo()
            .search(
                [
                    ("connection_id", "=", operation.connection_id.id),
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("gone_at", "!=", False),
                    ("state", "!=", "linked"),
                ],
                limit=1,
            )
        )
        if gone and operation.origin_id:
            said = {"name": name, "date": format_date(self.env, gone.gone_at), "other": gone.candidate_name or ""}
            raise DocumentError(Problem(_code(code, gone), said, "name"))

    # ------------------------------------------------------------------ the way back

    def _qb_acknowledged(self, operation, link, acknowledged):
        """What waited for this customer or item goes by itself."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        if link._is_listed():
            self.env["qb.operation"].sudo()._release_waiting_for(link)
        return result

    def action_qb_relink(self):
        """Link this record to what is proposed for its broken link. Raises UserError in words."""
        self.ensure_one()
        self._qb_check_sender()
        link = self.qb_broken_link_id
        if not link:
            raise UserError(self.env._("The link is not broken."))
        return link.with_user(self.env.user).action_relink()

    def action_qb_choose_another(self):
        """Let the person choose what a broken link shall be linked to: in the dialog for linking."""
        self.ensure_one()
        self._qb_check_sender()
        return self.with_context(qb_type=self.qb_broken_link_id.qb_type).action_qb_link_wizard()


def _code(code, link):
    """The sharper problem: party_gone, item_gone; _made_inactive when it only is inactive, _merged when it is known
    into what."""
    kind = code.removesuffix("gone")
    if link.why == MERGED and link.candidate_name:
        return f"{kind}merged"
    return f"{kind}made_inactive" if link.why == INACTIVE else code
