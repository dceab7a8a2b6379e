"""The lines of an invoice, in its own order: products, then shipping and discount as QuickBooks has them."""

from __future__ import annotations

from decimal import Decimal

from ...documents import DescriptionLine, DiscountLine, ItemKind, ItemLine, ShippingLine
from .amounts import amount, exact, net_price
from .item_kinds import kind_of
from .kits import divided, parts_of_line
from .line_roles import TEXT_TYPES, Roles, money_lines


def products_needed(move, facts, connection):
    """Products that must exist in QuickBooks: those of the lines that are sent as items, the parts instead of a kit.
    Raises DocumentError for a kit that may not be sent."""
    roles = Roles(move, facts)
    sent = [line for line in money_lines(move) if roles.of(line) == "item"]
    products = move.env["product.product"]
    for line in sent:
        parts = parts_of_line(line, connection)
        products |= products.union(*(part.product for part in parts)) if parts else line.product_id
    return products


class LineBuilder:
    """Turns the lines of one invoice into document lines."""

    def __init__(self, move, references, roles, taxes, taxed):
        self.move = move
        self.env = move.env
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
            elif role == "discount" and self._is_own_discount(discounts, line.tax_ids):
                discounts.append((line.tax_ids, description(line), -self._amount(line)))
            else:
                built += self._items(line, role)
                if role == "item" and self.roles.is_reduced(line):
                    built += self._reduction(line, discounts)
        return (*built, *self._shipping(shipping), *self._discount(discounts), *self._taxes())

    def _in_order(self):
        """Products and texts as the invoice shows them, rounding last."""
        shown = self.move.invoice_line_ids.filtered(lambda line: line.display_type in (*TEXT_TYPES, "product"))
        rounding = money_lines(self.move).filtered(lambda line: line.display_type == "rounding")
        return [*shown.sorted(lambda line: (line.sequence, line.id)), *rounding]

    @staticmethod
    def _is_single(gathered, line):
        """Whether `line` fits into the one line that is made of `gathered`: one tax code each."""
        return not gathered or gathered[0].tax_ids == line.tax_ids

    def _is_own_discount(self, gathered, taxes):
        """Whether a discount on what has `taxes` goes into QuickBooks' own discount line, of which a document has one;
        a product that was chosen for discounts comes first."""
        own = self.roles.may_discount and self.references.charge_ref("discount") is None
        return own and (not gathered or gathered[0][0] == taxes)

    # ------------------------------------------------------------------ one kind each

    @staticmethod
    def _text(line):
        text = (line.name or "").strip()
        return [DescriptionLine(text)] if text else []

    def _items(self, line, role):
        """One line, or one for each part of a kit."""
        parts = parts_of_line(line, self.references.connection) if role == "item" else []
        return self._kit(line, parts) if parts else [self._item(line, role)]

    def _reduction(self, line, discounts):
        """The discount on `line` by itself: gathered in `discounts`, or a line of the mapped product below it."""
        reduction = self._amount(line) - self._full_amount(line)
        text = self.env._("%(percent)s %% off %(line)s", percent=f"{exact(line.discount):f}", line=description(line))
        if not reduction:
            return []
        if self._is_own_discount(discounts, line.tax_ids):
            discounts.append((line.tax_ids, text, -reduction))
            return []
        return [
            ItemLine(
                item=self.references.charge_item("discount", text),
                amount=reduction,
                quantity=Decimal(1),
                unit_price=reduction,
                description=text,
                tax=self.taxes.line_code(line.tax_ids, text),
            )
        ]

    def _taxes(self):
        """The tax in lines of its own, where that is wanted."""
        return [
            ItemLine(
                item=self.references.charge_item("sales_tax", text),
                amount=part,
                quantity=Decimal(1),
                unit_price=part,
                description=text,
                tax=self.taxes.line_code(self.env["account.tax"], text),
            )
            for text, part in self.taxes.tax_lines()
        ]

    def _item(self, line, role):
        line_amount = self._full_amount(line)
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
        reduced = self.roles.is_reduced(line)
        if not counted or line.product_uom_id == product.uom_id:
            return exact(line.quantity), net_price(line, line_amount, full=reduced)
        quantity = exact(round(line.product_uom_id._compute_quantity(line.quantity, product.uom_id, round=False), 6))
        return quantity, line_amount / quantity if quantity else net_price(line, line_amount, full=reduced)

    def _kit(self, line, parts):
        """The parts of a kit, whose amounts add up to the line's, with tax and without: the first says what was
        sold."""
        line_amount = self._full_amount(line)
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
        if line.product_id and role == "item":
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

    def _discount(self, gathered):
        """QuickBooks' own discount line for all of `gathered` [(taxes, text, amount taken off)]."""
        total = sum(taken for _taxes, _text, taken in gathered)
        if not total:
            return []
        text = " / ".join(dict.fromkeys(text for _taxes, text, _taken in gathered))
        return [DiscountLine(amount=total, tax=self.taxes.line_code(gathered[0][0], text), description=text)]

    # ------------------------------------------------------------------ amounts

    def _amount(self, line):
        """What Odoo posted for this line: its own rounded amount, positive for what the customer pays."""
        return amount(self.move.direction_sign * line.amount_currency, self.currency)

    def _full_amount(self, line):
        """The same before the line's discount, where that stands in a line of its own."""
        if not self.roles.is_reduced(line):
            return self._amount(line)
        base_line = {**self.move._prepare_product_base_line_for_taxes_computation(line), "discount": 0.0}
        self.env["account.tax"]._add_tax_details_in_base_line(base_line, self.move.company_id)
        return amount(base_line["tax_details"]["raw_total_excluded_currency"], self.currency)

    def _inclusive(self, line, line_amount):
        taxed = self.taxed.get(line)
        return self.taxes.inclusive_amount(taxed, line_amount) if taxed else None

    def _inclusive_sum(self, lines):
        parts = [self._inclusive(line, self._amount(line)) for line in lines]
        return sum(parts) if parts and None not in parts else None


def description(line):
    return (line.name or line.product_id.display_name or "").strip()
