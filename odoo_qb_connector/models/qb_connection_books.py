"""The gateway of QuickBooks Desktop: facts, lists and charges of a company, as rows hold them, become desktop.Books."""

from odoo import models

from ..desktop import Books, DesktopGateway, books_of
from ..documents import Ref


class QbConnection(models.Model):
    _inherit = "qb.connection"

    def _gateway_desktop(self, *, interactive=False, patience=None):
        """The gateway of this company file: a handful of queries, nothing held open. It never reaches QuickBooks by
        itself, so nobody waits for it (`interactive` and `patience` change nothing)."""
        gateway = DesktopGateway(self._books())
        gateway.execution_limit = self.sudo().execution_limit
        return gateway

    def _books(self):
        """desktop.Books as last read; empty before the company file was seen for the first time."""
        self.ensure_one()
        facts = self._facts()
        if facts is None:
            return Books()
        charges = self.env["qb.charge"]._entries(self)
        return books_of(
            facts,
            self.env["qb.entry"]._implied(self),
            shipping=_ref(charges.get("shipping")),
            discount=_ref(charges.get("discount")),
            zero_tax=_ref(charges.get("zero_tax")),
            refuses_likeness=self.sudo().character_policy == "refuse",
        )


def _ref(entry):
    return Ref(entry.qb_id, entry.name) if entry else None
