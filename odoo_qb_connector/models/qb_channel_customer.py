"""The one customer of a sales channel: chosen from the customers in QuickBooks, or created there and then.

A contact in Odoo stands behind it. A marketplace's buyers are never customers in QuickBooks themselves: they stand in
the shipping address and the memo of their documents (builders/sales_document.py).
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..gateway import Acknowledged, ObjectRef

CUSTOMER = "Customer"


class QbChannel(models.Model):
    _inherit = "qb.channel"

    customer_entry_id = fields.Many2one(
        "qb.entry",
        "Customer in QuickBooks",
        compute="_compute_customer_entry",
        inverse="_inverse_customer_entry",
        compute_sudo=True,
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Customer')]",
        help="Put all documents of this team on this one customer in QuickBooks, as for a web shop or a marketplace. "
        "The buyer stands in the shipping address and the memo. Leave it empty to use the customer of each order.",
    )
    customer_state = fields.Char("In QuickBooks", compute="_compute_customer_state", compute_sudo=True)

    # Without a dependency on qb.link, which can change behind any record, it is read anew each time.
    @api.depends("customer_id", "connection_id")
    def _compute_customer_entry(self):
        for channel in self:
            qb_id = channel._customer_link().qb_id
            channel.customer_entry_id = qb_id and self.env["qb.entry"]._of_customer(channel.connection_id, qb_id)

    @api.depends("customer_id", "connection_id")
    def _compute_customer_state(self):
        """How the customer of the channel stands in QuickBooks, in a few words; empty when each order has its own."""
        for channel in self:
            link, partner = channel._customer_link(), channel.customer_id.commercial_partner_id
            if not partner:
                channel.customer_state = False
            elif link:
                channel.customer_state = link.name or partner.name
            else:
                channel.customer_state = partner.qb_message or self.env._("Not in QuickBooks yet")

    def _customer_link(self):
        """The live link of the channel's customer, or empty."""
        self.ensure_one()
        partner = self.customer_id.commercial_partner_id
        links = self.env["qb.link"]
        return links._find(self.connection_id, partner, CUSTOMER)[:1] if partner and self.connection_id else links

    def _inverse_customer_entry(self):
        """The contact behind the chosen customer: the one that is linked to it, else a new one that is."""
        for channel in self:
            entry = channel.customer_entry_id
            channel.customer_id = entry and channel._contact_of(entry)

    def _contact_of(self, entry):
        """The contact of a customer in QuickBooks (qb.entry). Raises UserError for one of other books."""
        self.ensure_one()
        if (entry.connection_id, entry.type) != (self.connection_id, CUSTOMER):
            raise UserError(self.env._("Choose a customer of the QuickBooks company that the channel goes to."))
        links = self.env["qb.link"].sudo()
        holder = links._holder(self.connection_id, CUSTOMER, entry.qb_id)
        contact = holder and holder._record().exists()
        if contact:
            return contact._qb_contact().sudo(False)
        contact = self._new_contact(entry.name)
        currency = (entry.details or {}).get("CurrencyRef") or ""
        reference = ObjectRef(CUSTOMER, entry.qb_id, entry.token or "")
        found = Acknowledged(reference, name=entry.name, currency=currency)
        links._acknowledge(self.connection_id, contact, found)
        return contact

    def _new_contact(self, name):
        """A company called `name`, which is in QuickBooks or on its way there: nothing pushes it a second time."""
        self.ensure_one()
        contacts = self.env["res.partner"].sudo().with_context(qb_importing=True)
        contact = contacts.create({"name": name, "is_company": True, "company_id": self.company_id.id})
        return contact.with_env(self.env)

    # ------------------------------------------------------------------ created there and then

    def action_create_customer(self):
        """The dialog that creates the channel's customer in QuickBooks. Managers only."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Customer for the Channel"),
            "res_model": "qb.channel.customer",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_channel_id": self.id},
        }

    def _create_customer(self, name):
        """Make the contact `name` the channel's customer and let it be created in QuickBooks now; returns the action
        that shows what came of it. Raises UserError in words."""
        self.ensure_one()
        self.check_access("write")
        name = " ".join((name or "").split())
        connection = self.connection_id
        if not name:
            raise UserError(self.env._("Write down the name that the customer shall have in QuickBooks."))
        if not connection.sudo()._accepts_wishes():
            raise UserError(
                self.env._("The connection %(name)s is switched off. Switch it on first.", name=connection.name)
            )
        self.customer_id = self._new_contact(name)
        operations = self.env["qb.operation"]._wish(
            connection,
            self.customer_id,
            "ensure",
            qb_type=CUSTOMER,
            choices={"name": name, "create": True},
            reason=self.env._("Customer of the channel %(team)s", team=self.team_id.name),
        )
        self.env["qb.drain"]._run_after_commit(operations)
        return {
            "type": "ir.actions.client",
            "tag": "qb_show_result",
            "params": {"operation_ids": operations.ids},
        }


class QbEntry(models.Model):
    _inherit = "qb.entry"

    @api.model
    def _of_customer(self, connection, qb_id):
        """The cached customer of this id, inactive ones too, or empty."""
        wanted = [("connection_id", "=", connection.id), ("type", "=", CUSTOMER), ("qb_id", "=", qb_id)]
        return self.sudo().with_context(active_test=False).search(wanted, limit=1)


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _qb_acknowledged(self, operation, link, acknowledged):
        """A customer of a channel can be chosen from the list as soon as it is there."""
        result = super()._qb_acknowledged(operation, link, acknowledged)
        channels = self.env["qb.channel"].sudo()
        if link.qb_type == CUSTOMER and channels.search_count([("customer_id", "=", self.id)], limit=1):
            entries = self.env["qb.entry"].sudo()
            if not entries._of_customer(link.connection_id, link.qb_id):
                entries.create(
                    {
                        "connection_id": link.connection_id.id,
                        "type": CUSTOMER,
                        "qb_id": link.qb_id,
                        "name": acknowledged.name,
                    }
                )
        return result

    def _qb_is_channel_buyer(self):
        """Whether this contact only buys through channels that are billed to one customer of their own: it is never a
        customer in QuickBooks itself. What it bought is what its orders and its invoices say, those without an order
        too; what was cancelled says nothing."""
        self.ensure_one()
        billed = [
            self.env["qb.channel"]._settings(company, team).customer.commercial_partner_id
            for company, team in self._qb_bought_through()
        ]
        return bool(billed) and all(customer and customer != self.commercial_partner_id for customer in billed)

    def _qb_bought_through(self):
        """{(company, team)} of the orders and the customer invoices of this contact's company."""
        contacts = self.sudo().with_context(active_test=False)
        family = contacts.search([("id", "child_of", self.commercial_partner_id.id)]).ids
        orders = [("state", "!=", "cancel"), "|", ("partner_id", "in", family), ("partner_invoice_id", "in", family)]
        invoices = [
            ("state", "!=", "cancel"),
            ("move_type", "in", self.env["account.move"].get_sale_types(include_receipts=True)),
            ("partner_id", "in", family),
        ]
        found = set()
        for model, domain in (("sale.order", orders), ("account.move", invoices)):
            rows = self.env[model].sudo()._read_group(domain, ["company_id", "team_id"])
            found.update((company, team) for company, team in rows)
        return found
