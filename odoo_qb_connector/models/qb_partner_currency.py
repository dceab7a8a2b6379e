"""A customer in a second currency: another name in QuickBooks, and so a record of its own here.

Everything that is done with a contact is done with it too: it is looked for by its name, created, linked, unlinked,
broken, relinked and updated by the same code. So `qb.link` stays unique per record, and no look-up needs to know of
currencies but the one that says which record a document names (`_qb_party`).
"""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .qb_contact_mixin import QB_TYPE
from .qb_record_mixin import COLLEAGUES
from .res_partner_update import UPDATABLE

HELD = ("linked", "broken")
"""States of a link that says in which currency the customer is kept."""


class QbPartnerCurrency(models.Model):
    _name = "qb.partner.currency"
    _description = "QuickBooks Customer in Another Currency"
    _inherit = ["qb.contact.mixin"]
    _order = "partner_id, connection_id, currency_id"

    connection_id = fields.Many2one(
        "qb.connection", "QuickBooks Company", required=True, ondelete="cascade", index=True, readonly=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade", index=True, readonly=True)
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict", readonly=True)
    name = fields.Char(compute="_compute_name", compute_sudo=True)

    _once = models.Constraint(
        "UNIQUE(connection_id, partner_id, currency_id)", "This customer has a name in this currency already."
    )

    @api.depends("partner_id.name", "currency_id", "connection_id.currency_suffix")
    def _compute_name(self):
        for row in self:
            behind = row.connection_id._behind_name_in(row.currency_id.name or "")
            row.name = f"{row.partner_id.name or ''} {behind}".strip()

    # ------------------------------------------------------------------ what the queue asks

    def _qb_contact(self):
        return self.partner_id

    def _qb_behind_name(self, connection):
        return connection._behind_name_in(self.currency_id.name)

    def _qb_connection(self):
        return self.connection_id

    @api.model
    def _qb_connections_shown(self):
        return super()._qb_connections_shown().filtered("active")

    def _qb_wanted_currency(self, _operation):
        return self.currency_id

    def _qb_own_currency(self, _qb_type, _company):
        return self.currency_id

    def _qb_types(self):
        return (QB_TYPE,)

    def _qb_updatable(self, qb_type):
        return UPDATABLE[qb_type]

    def _qb_new_name(self, operation):
        search = self._qb_search(operation)
        return search.new_name({}) or search.name()

    def _qb_newest_document(self, link):
        return self.partner_id._qb_newest_document(link)

    def _qb_is_held(self):
        """Whether it is, or was until it broke, something in QuickBooks."""
        own = [("connection_id", "=", self.connection_id.id), ("res_model", "=", self._name), ("res_id", "=", self.id)]
        return bool(self.env["qb.link"].sudo().search_count([*own, ("state", "in", HELD)], limit=1))

    def unlink(self):
        """Nothing holds what it was in QuickBooks any more."""
        links = self.env["qb.link"].sudo()
        links.search([("res_model", "=", self._name), ("res_id", "in", self.ids)]).unlink()
        return super().unlink()

    # ------------------------------------------------------------------ what a person presses

    def action_qb_unlink(self):
        """As with a contact. What no document waits for is gone from the contact's form too."""
        result = super().action_qb_unlink()
        operations = self.env["qb.operation"].sudo()
        own = [("res_model", "=", self._name), ("state", "in", ("pending", "sending", "unknown", "failed"))]
        idle = self.filtered(lambda row: not operations.search_count([*own, ("res_id", "=", row.id)], limit=1))
        idle.sudo().unlink()
        return result


class ResPartner(models.Model):
    _inherit = "res.partner"

    qb_currency_ids = fields.One2many(
        "qb.partner.currency",
        "partner_id",
        "QuickBooks Names in Other Currencies",
        groups="odoo_qb_connector.group_qb_user",
    )
    qb_currency_names = fields.Char(
        "QuickBooks Names in Other Currencies, in Words",
        compute="_compute_qb_currency_names",
        compute_sudo=True,
        groups=COLLEAGUES,
    )
    qb_may_have_currencies = fields.Boolean(
        compute="_compute_qb_may_have_currencies", compute_sudo=True, groups="odoo_qb_connector.group_qb_user"
    )

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_currency_names(self):
        """For who may not link: the names that documents in other currencies have there."""
        for partner in self:
            rows = self.env["qb.partner.currency"].search([("partner_id", "in", partner.ids)])
            partner.qb_currency_names = ", ".join(rows.filtered("qb_sent").mapped("qb_number"))

    @api.depends_context("company", "allowed_company_ids")
    def _compute_qb_may_have_currencies(self):
        for partner in self:
            connection = partner._qb_connection()
            partner.qb_may_have_currencies = bool(connection) and connection._names_per_currency()

    def _qb_party(self, connection, currency, *, create=True):
        """What documents in `currency` name at `connection`: this contact, or this contact in that currency, which is
        made where the connection's policy says so (and `create` is on)."""
        facts = connection._facts()
        if not facts or not facts.multicurrency or not currency:
            return self
        kept = self._qb_currency_kept(connection)
        if kept == currency:
            return self
        row = self.sudo()._qb_currency_row(connection, currency)
        if row and (kept is None or not connection._names_per_currency()):
            return row if row._qb_is_held() else self
        if kept is None or not connection._names_per_currency():
            return self
        return row or (self._qb_in_currency(connection, currency) if create else self)

    def _qb_in_currency(self, connection, currency):
        """The row for this contact in `currency`, made where there is none."""
        values = {"connection_id": connection.id, "partner_id": self.id, "currency_id": currency.id}
        row = self.sudo()._qb_currency_row(connection, currency)
        return row or self.env["qb.partner.currency"].sudo().create(values)

    def _qb_currency_kept(self, connection):
        """The currency in which this customer is kept there; None while it is not there, or nobody said."""
        held = [("connection_id", "=", connection.id), ("res_model", "=", self._name), ("res_id", "=", self.id)]
        links = self.env["qb.link"].sudo().search([*held, ("qb_type", "=", QB_TYPE), ("state", "in", HELD)], limit=1)
        return links.currency_id or None

    def _qb_currency_row(self, connection, currency):
        own = [("connection_id", "=", connection.id), ("partner_id", "=", self.id)]
        return self.env["qb.partner.currency"].search([*own, ("currency_id", "=", currency.id)])

    def _qb_customer_links(self, connection):
        """The live links of this contact as a customer at `connection`, its own before those in other currencies."""
        rows = self.env["qb.partner.currency"].sudo()
        rows = rows.search([("connection_id", "=", connection.id), ("partner_id", "=", self.id)])
        among = Domain.OR(Domain("res_model", "=", one._name) & Domain("res_id", "in", one.ids) for one in (self, rows))
        live = Domain("connection_id", "=", connection.id) & Domain("state", "=", "linked")
        links = self.env["qb.link"].sudo().search(live & Domain("qb_type", "=", QB_TYPE) & among, order="id")
        return links.sorted(lambda link: link.res_model != self._name)

    def _qb_wish_updates(self, changed):
        """What is changed of a contact is changed under each of its names."""
        result = super()._qb_wish_updates(changed)
        rows = self.env["qb.partner.currency"].sudo().search([("partner_id", "in", self.ids)]) if self else None
        if rows and changed.get(QB_TYPE):
            rows._qb_wish_updates({QB_TYPE: changed[QB_TYPE]})
        return result

    def action_qb_update_there(self):
        """Under each of its names."""
        result = super().action_qb_update_there()
        rows = self.env["qb.partner.currency"].sudo().search([("partner_id", "in", self.ids)])
        reason = self.env._("Update in QuickBooks by %(user)s", user=self.env.user.name)
        for connection, qb_type, held in rows._qb_held_there() if rows else ():
            if connection._accepts_wishes():
                self.env["qb.operation"]._wish(connection, held, "update", qb_type=qb_type, reason=reason)
        return result

    def unlink(self):
        """Deleted with its rows, and not behind their back by the database."""
        self.env["qb.partner.currency"].sudo().search([("partner_id", "in", self.ids)]).unlink()
        return super().unlink()

    def action_qb_other_currency(self):
        """The dialog for a name in another currency. Raises UserError in words where there is none."""
        self.ensure_one()
        connection = self._qb_connection_by_hand()
        if not connection._names_per_currency():
            raise UserError(
                self.env._(
                    "This QuickBooks company keeps one name for each customer. A QuickBooks manager can allow one for "
                    "each currency on the connection, under Policies, if QuickBooks works in several currencies."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Name in Another Currency"),
            "res_model": "qb.other.currency",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_id": self.id, "default_connection_id": connection.id},
        }
