"""The lines of an invoice, in its own order: products, then shipping and discount as QuickBooks has them."""

from __future__ import annotations

from ...documents import DescriptionLine, DiscountLine, ItemKind, ItemLine, ShippingLine
from .amounts import amount, exact, net_price
from .item_kinds import kind_of
from .kits import divided, parts_of_line

TEXT_TYPES = ("line_section", "line_subsection", "line_note")
MONEY_TYPES = ("product", "rounding")


def money_lines(move):
    """Journal items that are lines to the customer: the products, and what cash rounding added."""
    lines = move.line_ids.filtered(lambda line: line.display_type in MONEY_TYPES and not line.tax_repartition_line_id)
    return lines.sorted(lambda line: (line.display_type != "product", line.sequence, line.id))


def products_needed(move, facts, connection):
    """Products that must exist in QuickBooks: those of the lines that are sent as items, the parts instead of a kit.
    Raises DocumentError for a kit that may not be sent."""
    roles = Roles(move, facts)
    sent = [line for line in money_lines(move) if roles.of(line) in ("item", "down_payment")]
    products = move.env["product.product"]
    for line in sent:
        parts = parts_of_line(line, connection)
        products |= products.union(*(part.product for part in parts)) if parts else line.product_id
    return products


class Roles:
    """What each line is to QuickBooks: item, shipping, discount, down_payment or rounding."""

    def __init__(self, move, facts):
        features = facts.features
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
        if line.is_downpayment:
            return "down_payment"
        if self._is_shipping(line):
            return "shipping"
        if self._is_discount(line):
            return "discount"
        return "item"

    def _is_shipping(self, line):
        if any(sale_line._is_delivery() for sale_line in line.sale_line_ids):
            return True
        return not line.sale_line_ids and bool(line.product_id) and line.product_id in self.carrier_products

    def _is_discount(self, line):
        """Only what is taken off: a discount line that adds money stays an item."""
        if self.sign * line.amount_currency >= 0:
            return False
        if line.product_id and line.product_id == self.discount_product:
            return True
        return any(one._is_discount_line() or one._is_global_discount() for one in line.sale_line_ids)


class LineBuilder:
    """Turns the lines of one invoice into document lines."""

    def __init__(self, move, references, roles, taxes, taxed):
        self.move = move
        self.currency = move.currency_id
        self.references = references
        self.taxes = taxes
        self.taxed = taxed  # {account.move.line: TaxedLine}
        self.roles = roles

    def lines(self):
        built, shipping, discounts = [], [], []
        for line in self._in_order():
            role = "text" if line.display_type in TEXT_TYPES else self.roles.of(line)
            if role == "text":
                built += self._text(line)
            elif role == "shipping" and self._is_single(shipping, line):
                shipping.append(line)
            elif role == "discount" and self.roles.may_discount and self._is_single(discounts, line):
                discounts.append(line)
            else:
                built += self._items(line, role)
        return (*built, *self._shipping(shipping), *self._discount(discounts))

    def _in_order(self):
        """Products and texts as the invoice shows them, rounding last."""
        shown = self.move.invoice_line_ids.filtered(lambda line: line.display_type in (*TEXT_TYPES, "product"))
        rounding = money_lines(self.move).filtered(lambda line: line.display_type == "rounding")
        return [*shown.sorted(lambda line: (line.sequence, line.id)), *rounding]

    @staticmethod
    def _is_single(gathered, line):
        """Whether `line` fits into the one line that is made of `gathered`: one tax code each."""
        return not gathered or gathered[0].tax_ids == line.tax_ids

    # ------------------------------------------------------------------ one kind each

    @staticmethod
    def _text(line):
        text = (line.name or "").strip()
        return [DescriptionLine(text)] if text else []

    def _items(self, line, role):
        """One line, or one for each part of a kit."""
        parts = parts_of_line(line, self.references.connection) if role in ("item", "down_payment") else []
        return self._kit(line, parts) if parts else [self._item(line, role)]

    def _item(self, line, role):
        line_amount = self._amount(line)
        quantity, price = self._quantity_and_price(line, line_amount)
        return ItemLine(
            item=self._item_ref(line, role),
            amount=line_amount,
            quantity=quantity,
            unit_price=price,
            description=description(line),
            tax=self.taxes.line_code(line.tax_ids, description(line)),
            tax_inclusive_amount=self._inclusive(line, line_amount),
        )

    def _quantity_and_price(self, line, line_amount):
        """As the invoice says it; what QuickBooks counts, in the unit that the product is counted in."""
        if line.display_type != "product":
            return exact(1.0), line_amount
        product, connection = line.product_id, self.references.connection
        counted = product and kind_of(product, connection) is ItemKind.STOCKED
        if not counted or line.product_uom_id == product.uom_id:
            return exact(line.quantity), net_price(line, line_amount)
        quantity = exact(round(line.product_uom_id._compute_quantity(line.quantity, product.uom_id, round=False), 6))
        return quantity, line_amount / quantity if quantity else net_price(line, line_amount)

    def _kit(self, line, parts):
        """The parts of a kit, whose amounts add up to the line's, with tax and without; the first says what it is."""
        line_amount = self._amount(line)
        inclusive = self._inclusive(line, line_amount)
        shares = [part.share for part in parts]
        amounts = divided(line_amount, shares)
        inclusives = divided(inclusive, shares) if inclusive is not None else [None] * len(parts)
        return [
            ItemLine(
                item=self.references.product_ref(part.product),
                amount=part_amount,
                quantity=part.quantity,
                unit_price=part_amount / part.quantity if part.quantity else part_amount,
                description=description(line) if place == 0 else part.product.display_name,
                tax=self.taxes.line_code(line.tax_ids, description(line)),
                tax_inclusive_amount=part_inclusive,
            )
            for place, (part, part_amount, part_inclusive) in enumerate(zip(parts, amounts, inclusives, strict=True))
        ]

    def _item_ref(self, line, role):
        if line.product_id and role in ("item", "down_payment"):
            return self.references.product_ref(line.product_id)
        return self.references.charge_item("other" if role == "item" else role, description(line))

    def _shipping(self, lines):
        """One line for all transport. QuickBooks' own shipping line where it is switched on, else a
        product's."""
        total = sum(self._amount(line) for line in lines)
        if not total:
            return []
        text = " / ".join(dict.fromkeys(description(line) for line in lines))
        item = self.references.charge_ref("shipping")
        if item is None and not self.roles.may_ship:
            item = self.references.charge_item("shipping", text)
        return [
            ShippingLine(
                amount=total,
                tax=self.taxes.line_code(lines[0].tax_ids, text),
                description=text,
                item=item,
                tax_inclusive_amount=self._inclusive_sum(lines),
            )
        ]

    def _discount(self, lines):
        total = -sum(self._amount(line) for line in lines)
        if not total:
            return []
        text = " / ".join(dict.fromkeys(description(line) for line in lines))
        return [DiscountLine(amount=total, tax=self.taxes.line_code(lines[0].tax_ids, text), description=text)]

    # ------------------------------------------------------------------ amounts

    def _amount(self, line):
        """What Odoo posted for this line: its own rounded amount, positive for what the customer pays."""
        return amount(self.move.direction_sign * line.amount_currency, self.currency)

    def _inclusive(self, line, line_amount):
        taxed = self.taxed.get(line)
        return self.taxes.inclusive_amount(taxed, line_amount) if taxed else None

    def _inclusive_sum(self, lines):
        parts = [self._inclusive(line, self._amount(line)) for line in lines]
        return sum(parts) if parts and None not in parts else None


def description(line):
    return (line.name or line.product_id.display_name or "").strip()
