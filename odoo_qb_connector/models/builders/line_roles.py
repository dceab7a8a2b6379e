"""What each line of an invoice is to QuickBooks."""

from __future__ import annotations

TEXT_TYPES = ("line_section", "line_subsection", "line_note")
MONEY_TYPES = ("product", "rounding")


def money_lines(move):
    """Journal items that are lines to the customer: the products, and what cash rounding added."""
    lines = move.line_ids.filtered(lambda line: line.display_type in MONEY_TYPES and not line.tax_repartition_line_id)
    return lines.sorted(lambda line: (line.display_type != "product", line.sequence, line.id))


class Roles:
    """What each line is to QuickBooks: item, shipping, discount, down_payment or rounding."""

    def __init__(self, move, facts, connection=None):
        features = facts.features
        self.discounts_apart = bool(connection) and connection.line_discounts == "line"
        self.may_ship = features.get("AllowShipping") is not False
        self.may_discount = features.get("AllowDiscount") is not False
        carriers = move.env["delivery.carrier"].with_context(active_test=False).sudo()
        products = move.invoice_line_ids.product_id
        self.carrier_products = carriers.search([("product_id", "in", products.ids)]).product_id
        self.discount_product = move.company_id.sale_discount_product_id
        self.sign = move.direction_sign

    def of(self, line):
        if line.display_type == "rounding":
            return "rounding"
        if line.is_downpayment or self._is_stored_value(line):
            return "down_payment"
        if self._is_shipping(line):
            return "shipping"
        if self._is_discount(line):
            return "discount"
        return "item"

    def is_reduced(self, line):
        """Whether the discount on this line stands in a line of its own."""
        return self.discounts_apart and line.discount > 0 and self.of(line) == "item"

    def _is_shipping(self, line):
        if any(sale_line._is_delivery() for sale_line in line.sale_line_ids):
            return True
        return not line.sale_line_ids and bool(line.product_id) and line.product_id in self.carrier_products

    @staticmethod
    def _is_stored_value(line):
        """Whether a gift card or an eWallet pays here: money that was taken in before and is owed, no discount. Odoo's
        sale_loyalty, where it is installed, makes it a reward."""
        sold = line.sale_line_ids
        return "reward_id" in sold._fields and any(sold.sudo().reward_id.program_id.mapped("is_payment_program"))

    def _is_discount(self, line):
        """Only what is taken off: a discount line that adds money stays an item."""
        if self.sign * line.amount_currency >= 0:
            return False
        if line.product_id and line.product_id == self.discount_product:
            return True
        return any(one._is_discount_line() or one._is_global_discount() for one in line.sale_line_ids)
