"""Which sales reps of QuickBooks Desktop stand for the salespeople of Odoo. Whose row is empty goes without."""

from odoo import api, fields, models


class QbRepMap(models.Model):
    _name = "qb.rep.map"
    _description = "QuickBooks Sales Rep Mapping"
    _inherit = ["qb.map.mixin"]
    _entry_types = {"entry_id": "SalesRep"}
    _rec_name = "user_id"
    _order = "connection_id, user_id"

    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        required=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    entry_id = fields.Many2one(
        "qb.entry",
        "Sales Rep in QuickBooks",
        ondelete="restrict",
        check_company=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'SalesRep')]",
    )
    proposed_id = fields.Many2one("qb.entry", "Proposal", compute="_compute_proposed_id")

    _user_uniq = models.Constraint(
        "UNIQUE(connection_id, user_id)", "This salesperson has a row for this QuickBooks company already."
    )

    @api.model
    def _default_connection(self):
        """Only QuickBooks Desktop has sales reps."""
        own = [("company_id", "=", self.env.company.id), ("edition", "=", "desktop")]
        return self.env["qb.connection"].search(own, limit=1)

    @api.model
    def _entry_for(self, connection, user):
        """The sales rep (qb.entry) of `user`, or empty."""
        rows = self.sudo().search([("connection_id", "=", connection.id), ("user_id", "=", user.id)], limit=1)
        return rows.entry_id.filtered("active")

    @api.depends("user_id", "entry_id", "connection_id")
    def _compute_proposed_id(self):
        """By the name of whom the initials stand for, else by the initials; nobody where several would do. Computed for
        display and never stored: nothing counts that nobody confirmed."""
        for row in self:
            row.proposed_id = False if row.entry_id else row._proposal()

    def _proposal(self):
        reps = self.env["qb.entry"].search([("connection_id", "=", self.connection_id.id), ("type", "=", "SalesRep")])
        name = " ".join((self.user_id.name or "").split()).casefold()
        initials = "".join(word[0] for word in name.split())
        of_name = reps.filtered(lambda rep: name and _stands_for(rep).casefold() == name)
        found = of_name or reps.filtered(lambda rep: initials and rep.name.casefold() == initials)
        return found if len(found) == 1 else reps.browse()

    # ------------------------------------------------------------------ what a person presses

    def action_add_salespeople(self):
        """A row for each salesperson of orders and invoices who has none, in the companies that the user works in."""
        own = [("company_id", "in", self.env.companies.ids), ("edition", "=", "desktop")]
        for connection in self.env["qb.connection"].search(own):
            here = self.search([("connection_id", "=", connection.id)]).user_id
            missing = self._salespeople(connection.company_id) - here
            self.create([{"connection_id": connection.id, "user_id": user.id} for user in missing])
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _salespeople(self, company):
        found = self.env["res.users"]
        for model, name in (("sale.order", "user_id"), ("account.move", "invoice_user_id")):
            groups = self.env[model].sudo()._read_group([("company_id", "=", company.id), (name, "!=", False)], [name])
            found = found.union(*(user for (user,) in groups))
        return found.sudo(False).filtered(lambda user: user.active and not user.share)

    def action_use_proposal(self):
        for row in self.filtered("proposed_id"):
            row.entry_id = row.proposed_id
        return True

    def action_use_proposals(self):
        """Confirm every proposal of the rows that the user sees."""
        self.search([("entry_id", "=", False)]).action_use_proposal()
        return {"type": "ir.actions.client", "tag": "soft_reload"}


def _stands_for(rep):
    """Whose initials they are: an employee, vendor or other name in QuickBooks."""
    return str((rep.details or {}).get("EntityName") or "")
