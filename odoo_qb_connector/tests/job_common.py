"""What the tests of the main job share: a connection, a customer, products, orders and deliveries."""

from datetime import datetime

from odoo import fields
from odoo.addons.odoo_qb_connector.documents import DocumentError
from odoo.addons.odoo_qb_connector.gateway import CompanyFacts, TaxModel
from odoo.addons.odoo_qb_connector.models.qb_sentences import sentences
from odoo.addons.odoo_qb_connector.online.limits import ONLINE
from odoo.tests import TransactionCase, new_test_user

FEATURES = {"AllowShipping": True, "AllowDiscount": True}
PUSHES_NOTHING = {"customer_push": "manual", "vendor_push": "manual", "item_push": "manual"}
"""What a test makes stays out of the queue until the test sends it."""


def company_facts(**changes):
    """Facts of an American company with automated sales tax, changed where a test says so."""
    values = {
        "id": "1",
        "name": "Books",
        "country": "US",
        "currency": "USD",
        "multicurrency": False,
        "tax_model": TaxModel.US_AUTOMATED,
        "keeps_sent_numbers": True,
        "features": FEATURES,
    }
    return CompanyFacts(**{**values, **changes})


def a_stranger(env, groups):
    """A user (login qb-stranger) who works in another company alone."""
    other = env["res.company"].create({"name": "Second Company"})
    theirs = {"company_id": other.id, "company_ids": [fields.Command.set(other.ids)]}
    return new_test_user(env, "qb-stranger", groups=groups, **theirs)


class JobCase(TransactionCase):
    """The database's own company with one connection; nothing crosses a wire unless a test carries it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True, mail_notrack=True))
        cls.env["qb.connection"].search([]).write({"active": False})
        cls.connection = cls.env["qb.connection"].create(
            {
                "name": "Books",
                "company_id": cls.env.company.id,
                "responsible_id": cls.env.ref("base.user_admin").id,
                "tz": "America/Los_Angeles",
                **PUSHES_NOTHING,
            }
        )
        cls.connection._keep_facts(company_facts())
        cls.tax = cls.env["account.tax"].create(
            {"name": "Sales Tax 8%", "amount": 8, "type_tax_use": "sale", "company_id": cls.env.company.id}
        )
        cls.customer = cls.env["res.partner"].create(
            {
                "name": "Azure Interior",
                "is_company": True,
                "street": "4557 De Silva St",
                "city": "Fremont",
                "zip": "94538",
                "state_id": cls.env.ref("base.state_us_5").id,
                "country_id": cls.env.ref("base.us").id,
                "email": "azure@example.com",
                "phone": "(870)-931-0505",
            }
        )
        cls.chair = cls.product("Chair", 100.0, sku="CHAIR")
        cls.desk = cls.product("Desk", 250.0, sku="DESK")
        cls.cabling = cls.product("Cabling", 40.0, type="service", is_storable=False)
        cls.carrier = cls.env["delivery.carrier"].create(
            {
                "name": "Truck",
                "delivery_type": "fixed",
                "fixed_price": 15.0,
                "product_id": cls.product("Transport", 15.0, type="service", is_storable=False).id,
            }
        )

    @classmethod
    def product(cls, name, price, sku="", **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "list_price": price,
                "default_code": sku,
                "type": "consu",
                "is_storable": True,
                "invoice_policy": "order",
                "taxes_id": [fields.Command.set(cls.tax.ids)],
                **values,
            }
        )

    def own_currency(self, name):
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        currency.active = True
        return currency

    def pricelist_in(self, currency):
        return self.env["product.pricelist"].create({"name": currency.name, "currency_id": currency.id})

    def a_tax(self, name, amount, **values):
        return self.env["account.tax"].create({"name": name, "amount": amount, "type_tax_use": "sale", **values})

    # ------------------------------------------------------------------ orders and deliveries

    def order(self, *lines, partner=None, confirm=True, **values):
        """An order of (product, quantity[, price]) lines."""
        order = self.env["sale.order"].create(
            {
                "partner_id": (partner or self.customer).id,
                "order_line": [
                    fields.Command.create(
                        {"product_id": line[0].id, "product_uom_qty": line[1]}
                        | ({"price_unit": line[2]} if len(line) > 2 else {})
                    )
                    for line in lines
                ],
                **values,
            }
        )
        if confirm:
            order.action_confirm()
        return order

    def combo_order(self, price):
        """An order of a combo for `price`, of which a chair was chosen."""
        seat = [fields.Command.create({"product_id": self.chair.id})]
        combo = self.env["product.combo"].create({"name": "Seat", "combo_item_ids": seat})
        office = {"name": "Office", "type": "combo", "list_price": price, "combo_ids": [fields.Command.set(combo.ids)]}
        order = self.order((self.env["product.product"].create(office), 1), confirm=False)
        self.env["sale.order.line"].create(
            {
                "order_id": order.id,
                "product_id": self.chair.id,
                "linked_line_id": order.order_line.id,
                "combo_item_id": combo.combo_item_ids.id,
                "tax_ids": [fields.Command.set(self.tax.ids)],
            }
        )
        order.action_confirm()
        return order

    def ship(self, order, quantities=None, done=None):
        """Validate the order's open delivery; `quantities` {product: done}, the rest becomes a backorder."""
        picking = order.picking_ids.filtered(lambda one: one.state not in ("done", "cancel") and one._qb_is_shipment())
        picking.ensure_one()
        for move in picking.move_ids:
            quantity = move.product_uom_qty if quantities is None else quantities.get(move.product_id, 0)
            move.write({"quantity": quantity, "picked": bool(quantity)})
        picking.with_context(skip_backorder=True, skip_sms=True).button_validate()
        self.assertEqual(picking.state, "done")
        if done:
            picking.date_done = datetime.fromisoformat(done)
        return picking

    def bring_back(self, picking, quantities):
        """Return {product: quantity} of a delivery."""
        wizard = (
            self.env["stock.return.picking"].with_context(active_id=picking.id, active_model="stock.picking").create({})
        )
        for line in wizard.product_return_moves:
            line.quantity = quantities.get(line.product_id, 0)
        action = wizard.action_create_returns()
        back = self.env["stock.picking"].browse(action["res_id"])
        for move in back.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        back.button_validate()
        self.assertEqual(back.state, "done")
        return back

    def by_hand(self, order, quantities=None, post=True):
        """An invoice that a person made of the order with Odoo's own button; {product: quantity} changed."""
        invoice = order._create_invoices()
        for line in invoice.invoice_line_ids.filtered("product_id"):
            if quantities is not None:
                line.quantity = quantities.get(line.product_id, 0)
        invoice.invoice_line_ids.filtered(lambda line: line.product_id and not line.quantity).unlink()
        if post:
            invoice.action_post()
        return invoice

    # ------------------------------------------------------------------ the queue, without its engine

    def operations(self, *records, state="pending"):
        found = self.env["qb.operation"]
        for record in records:
            found |= found.search(
                [("res_model", "=", record._name), ("res_id", "in", record.ids), ("state", "=", state)]
            )
        return found

    def operation(self, record, verb="send"):
        return self.operations(record)[:1] or self.env["qb.operation"]._wish(self.connection, record, verb)

    def prepare(self, record, answers=None, verb="send"):
        """The plan of `record`, as the engine would ask for it."""
        operation = self.operation(record, verb)
        connection = self.connection
        as_responsible = record.with_user(connection.responsible_id).with_company(connection.company_id)
        return as_responsible._qb_prepare(operation, answers or {})

    def refusal(self, record, **more):
        """The sentence of the problem with `record`."""
        with self.assertRaises(DocumentError) as caught:
            self.prepare(record, **more)
        return sentences(self.env, caught.exception.problems)

    def invoice_of(self, picking):
        self.prepare(picking)
        return picking.qb_invoice_ids

    def lines_of(self, invoice):
        """[(product name, quantity, subtotal)] in order."""
        products = invoice.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        return [(line.product_id.name, line.quantity, line.price_subtotal) for line in products]

    # ------------------------------------------------------------------ documents

    def link(self, record, qb_type, qb_id, **values):
        return self.env["qb.link"].create(
            {
                "connection_id": self.connection.id,
                "res_model": record._name,
                "res_id": record.id,
                "qb_type": qb_type,
                "qb_id": str(qb_id),
                "sync_token": "0",
                "name": record.display_name,
                **values,
            }
        )

    def link_all(self):
        """Customer and products exist in QuickBooks: 1 the customer, 11 and up the products."""
        self.link(self.customer, "Customer", 1)
        for qb_id, product in enumerate((self.chair, self.desk, self.cabling), 11):
            self.link(product, "Item", qb_id)

    def entry(self, list_type, qb_id, name, /, **values):
        return self.env["qb.entry"].create(
            {"connection_id": self.connection.id, "type": list_type, "qb_id": str(qb_id), "name": name, **values}
        )

    def charge_of(self, charge, qb_id, name, kind="Income", **values):
        """`charge` stands on an item of an account of `kind`."""
        account = self.entry("Account", f"9{qb_id}", f"{name} account", kind=kind)
        item = self.entry("Item", qb_id, name, details={"IncomeAccountRef": account.qb_id})
        row = {"connection_id": self.connection.id, "charge": charge, "entry_id": item.id, **values}
        return self.env["qb.charge"].create(row)

    def owed(self, charge, qb_id, name):
        return self.charge_of(charge, qb_id, name, kind="Other Current Liability")

    def to_five_cents(self):
        """Cash rounding, in a line of its own."""
        account = self.env["account.account"].search([("account_type", "=", "income")], limit=1)
        return self.env["account.cash.rounding"].create(
            {
                "name": "5 cents",
                "rounding": 0.05,
                "strategy": "add_invoice_line",
                "profit_account_id": account.id,
                "loss_account_id": account.id,
            }
        )

    def facts(self, **changes):
        self.connection._keep_facts(company_facts(**changes))

    def document(self, invoice):
        """The document that would be sent for `invoice`, and that it says itself what is wrong with it:
        nothing."""
        document = self.prepare(invoice).command.document
        self.assertEqual(document.problems(ONLINE), [])
        return document

    def invoice(self, *lines, partner=None, post=True, **values):
        """A customer invoice of (product, quantity, price[, taxes]) lines."""
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or self.customer).id,
                "invoice_date": "2026-03-01",
                "invoice_line_ids": [
                    fields.Command.create(
                        {
                            "product_id": product.id,
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": [fields.Command.set((taxes[0] if taxes else self.tax).ids)],
                        }
                    )
                    for product, quantity, price, *taxes in lines
                ],
                **values,
            }
        )
        if post:
            invoice.action_post()
        return invoice
