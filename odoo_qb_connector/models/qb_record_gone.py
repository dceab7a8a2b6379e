"""What a record says after QuickBooks forgot its object by itself: deleted there by a person, or merged."""

from odoo import models
from odoo.tools import format_date

from ..documents import DocumentError, Problem


class QbRecordMixin(models.AbstractModel):
    _inherit = "qb.record.mixin"

    def _qb_values(self, links, operations):
        """The newest word is said: that the object is gone, until it is sent again or something goes wrong."""
        values = super()._qb_values(links, operations)
        gone = next((link for link in links if link.gone_at), None)
        if gone and values["qb_state"] in ("none", "skipped"):
            values.update(qb_state="none", qb_message=self._qb_gone_words(gone))
        return values

    def _qb_gone_words(self, link):
        when = format_date(self.env, link.gone_at)
        if link.state == "deleted":
            return self.env._(
                "%(document)s was deleted in QuickBooks (on %(date)s). Press Send Again to create it there once more, "
                "or leave it as it is.",
                document=link.display_name,
                date=when,
            )
        return self.env._(
            "%(name)s was deleted in QuickBooks, or merged into another one (on %(date)s). The link is broken; press "
            "Send Now to link or create it anew.",
            name=link.name or link.qb_id,
            date=when,
        )

    def _qb_check_not_gone(self, operation, code, name):
        """What a person deleted or merged in QuickBooks is created there again only when a person asks for it. Raises
        DocumentError when a document does."""
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
            raise DocumentError(Problem(code, {"name": name, "date": format_date(self.env, gone.gone_at)}, "name"))
