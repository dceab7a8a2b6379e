"""What to import from QuickBooks: everything of a list, or exact names."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..models.qb_import import TYPES


class QbImportStart(models.TransientModel):
    _name = "qb.import.start"
    _description = "Import from QuickBooks"

    connection_id = fields.Many2one(
        "qb.connection",
        "QuickBooks Company",
        required=True,
        default=lambda self: self.env["qb.connection"]._default_for(self.env.company),
    )
    qb_type = fields.Selection(TYPES, "What", required=True, default="Customer")
    scope = fields.Selection([("all", "All"), ("names", "By exact name")], "Which", required=True, default="all")
    names = fields.Text(help="One name per line, exactly as in QuickBooks.")

    def action_import(self):
        self.ensure_one()
        names = [line.strip() for line in (self.names or "").splitlines() if line.strip()]
        if self.scope == "names" and not names:
            raise UserError(self.env._("Type at least one name, exactly as in QuickBooks, one per line."))
        chosen = names if self.scope == "names" else ()
        return self.env["qb.import"]._begin(self.connection_id, self.qb_type, names=chosen)._open()

    def action_choose(self):
        """The cached list, whose Import to Odoo takes what is selected."""
        self.ensure_one()
        return self.connection_id.with_context(qb_type=self.qb_type).action_open_list()
