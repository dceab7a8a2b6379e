"""Who keeps stock: Odoo or QuickBooks. One setting, because both would count everything twice."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from .product_product import QB_TYPE

KEEPERS = [("odoo", "Odoo"), ("quickbooks", "QuickBooks")]
CONFIRMED = "qb_stock_keeper_confirmed"
"""In the context: a person read what changing the keeper of stock means (qb.change.stock.keeper)."""


class QbConnection(models.Model):
    _inherit = "qb.connection"

    stock_keeper = fields.Selection(
        KEEPERS,
        "Who Keeps Stock",
        default="odoo",
        required=True,
        tracking=True,
        help="Odoo: products in stock become non-inventory items, which QuickBooks does not count; quantities, "
        "inventory value and cost of goods are Odoo's. QuickBooks: they become inventory items, which QuickBooks "
        "counts and values by itself, and no cost or value ever goes there from Odoo.",
    )
    stock_quantity = fields.Float(
        "Quantity to Begin With",
        digits="Product Unit",
        help="The quantity that a new inventory item begins with in QuickBooks.",
    )
    stock_from = fields.Date(
        "Counted From",
        help="The day from which on QuickBooks counts new inventory items: on or before the first document that is "
        "sent. QuickBooks refuses documents with an earlier date.",
    )
    stock_words = fields.Text("What to Adjust There", compute="_compute_stock_words")
    stock_keeper_fixed = fields.Boolean(compute="_compute_stock_keeper_fixed", compute_sudo=True)

    def _keeps_stock_in_odoo(self):
        """Whether quantities, inventory value and cost of goods are Odoo's. If not, no cost and no value is ever
        sent."""
        self.ensure_one()
        return self.sudo().stock_keeper == "odoo"

    @api.depends("stock_keeper", "stock_quantity", "stock_from", "edition", "facts")
    def _compute_stock_words(self):
        for connection in self:
            connection.stock_words = "\n".join(connection._stock_words())

    def _stock_words(self):
        """What a person must know and do in QuickBooks, one sentence per line."""
        if self._keeps_stock_in_odoo():
            return [
                self.env._(
                    "QuickBooks does not count these products. Its inventory account changes only by what Odoo sends, "
                    "so do not adjust quantities there. An inventory item that is there already counts for ever and is "
                    "not linked by itself."
                )
            ]
        words = [
            self.env._(
                "Before the first document, enter in QuickBooks the quantity and value of each product in stock as of "
                "the day that counting begins, by an inventory adjustment against the account your accountant names."
            ),
            self.env._(
                "Afterwards adjust in QuickBooks too whatever changes stock in Odoo without an invoice or a bill: "
                "counts, scrap, internal use. Odoo sends no quantities, no cost and no value."
            ),
        ]
        if self.stock_quantity:
            words.append(
                self.env._(
                    "A quantity other than 0 is booked by QuickBooks at the product's cost against Opening Balance "
                    "Equity, for every product that is created there: leave it 0 unless your accountant wants that."
                )
            )
        return words + self._stock_hints()

    def _stock_hints(self):
        """What this QuickBooks company lacks for keeping stock."""
        facts = self._facts()
        off = facts and False in (facts.features.get("QuantityOnHand"), facts.features.get("IsUsingInventory"))
        if not off:
            return []
        return [
            self.env._(
                "This QuickBooks company does not track quantities now. Switch it on there (Online: Account and "
                "settings › Sales › Track inventory quantity on hand, in Plus and Advanced; Desktop: Preferences › "
                "Items & Inventory), then press Refresh Lists."
            )
        ]

    # ------------------------------------------------------------------ rules

    @api.constrains("stock_keeper", "stock_quantity", "stock_from")
    def _check_stock(self):
        for connection in self.filtered(lambda one: one.stock_keeper == "quickbooks"):
            if not connection.stock_from:
                raise ValidationError(
                    self.env._("Enter the day from which on QuickBooks counts the products in stock.")
                )
            if connection.stock_from > fields.Date.context_today(connection):
                raise ValidationError(
                    self.env._(
                        "QuickBooks must count from today or from an earlier day on: it refuses documents that are "
                        "dated before it counts."
                    )
                )
            if connection.stock_quantity < 0:
                raise ValidationError(self.env._("QuickBooks cannot begin with a negative quantity."))

    def write(self, vals):
        if "stock_keeper" in vals and not self.env.context.get(CONFIRMED):
            self._check_stock_keeper_free(vals["stock_keeper"])
        return super().write(vals)

    def _check_stock_keeper_free(self, keeper):
        """Once items are linked a person must have read what becomes of them. Raises UserError."""
        for connection in self:
            if connection.stock_keeper != keeper and connection._stocked_links():
                raise UserError(
                    self.env._(
                        "Products of %(connection)s are linked already. Press Change Who Keeps Stock under Policies: "
                        "it says what becomes of them.",
                        connection=connection.name,
                    )
                )

    @api.depends("stock_keeper")
    def _compute_stock_keeper_fixed(self):
        for connection in self:
            connection.stock_keeper_fixed = bool(connection._origin and connection._origin._stocked_links())

    def _stocked_links(self):
        """How many products in stock are linked to items that keep stock as it is set now, or in another way."""
        self.env["qb.link"].flush_model()
        products = self.env["product.product"].sudo().with_context(active_test=False)
        linked = SQL(
            """(SELECT res_id FROM qb_link
                 WHERE connection_id = %s AND qb_type = %s AND state = 'linked' AND res_model = %s)""",
            self.id,
            QB_TYPE,
            products._name,
        )
        return products.search_count(Domain("id", "in", linked) & Domain("is_storable", "=", True))

    def action_change_stock_keeper(self):
        self.ensure_one()
        self.check_access("write")
        return self._dialog("qb.change.stock.keeper", self.env._("Change Who Keeps Stock"))
