"""Somebody who sells, mostly in Canada or in the United Kingdom: taxes, documents and buttons in Odoo, and the company
file."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.odoo_user import OdooUser
from script.lib.processes import OdooServer

from .desktop_people import PATIENCE
from .desktop_world import DesktopWorld

DAY = "2026-03-05"


class Seller:
    """Every document has its own lines: (price, names of taxes...); what arrives is read from the company file."""

    def __init__(self, world: DesktopWorld, server: OdooServer, company: DesktopCompany) -> None:
        self.world, self.server, self.company = world, server, company
        self.user = OdooUser(server.url).sign_in(world.database)
        self.taxes: dict[str, int] = {}

    def settle_in(self) -> None:
        """Taxes that the database has by itself are not in use; there is something to sell, and somebody to buy it."""
        user = self.user
        old = [one["id"] for one in user.find("account.tax", [("type_tax_use", "=", "sale")])]
        user.write("account.tax", old, {"active": False})
        values = {"name": "Advice", "type": "service", "list_price": 10, "taxes_id": [(6, 0, [])]}
        self.product = user.create("product.product", values)
        self.customer = user.create("res.partner", {"name": "Northern Lights", "is_company": True})

    # ------------------------------------------------------------------ taxes

    def tax(self, name: str, percent: float, **values: Any) -> int:
        made = self.user.create(
            "account.tax", {"name": name, "amount": percent, "type_tax_use": "sale", "sequence": 99, **values}
        )
        self.taxes[name] = made
        return made

    def reverse_charge(self, name: str, percent: float) -> int:
        """Odoo adds it and takes it off again."""
        parts = [(0, 0, {"repartition_type": "base"})]
        parts += [(0, 0, {"repartition_type": "tax", "factor_percent": share}) for share in (100, -100)]
        return self.tax(name, percent, invoice_repartition_line_ids=parts, refund_repartition_line_ids=parts)

    def rows(self) -> dict[str, dict[str, Any]]:
        """{names of the taxes: the row of the list}, as somebody sees it who opens it."""
        self.user.press("qb.connection", "action_open_taxes", self.world.connection_id)
        names = {identity: name for name, identity in self.taxes.items()}
        fields = ("tax_ids", "state", "code_id", "proposed_id", "can_create", "missing_words")
        found = self.user.find("qb.tax.map", [("connection_id", "=", self.world.connection_id)], *fields)
        return {" + ".join(sorted(names[one] for one in row["tax_ids"])): row for row in found}

    def proposals(self) -> dict[str, str]:
        """{names of the taxes: name of the proposed code}; all of them are used then."""
        rows = self.rows()
        self.user.press("qb.tax.map", "action_use_proposals", *[row["id"] for row in rows.values()])
        return {name: (row["proposed_id"] or (0, ""))[1] for name, row in rows.items()}

    def map_to(self, names: str, code: str) -> None:
        domain = [("connection_id", "=", self.world.connection_id), ("type", "=", "TaxCode"), ("name", "=", code)]
        entry = self.user.find("qb.entry", domain)[0]["id"]
        self.user.write("qb.tax.map", self.rows()[names]["id"], {"code_id": entry})

    def create_there(self, names: str, name: str, *agencies: str) -> None:
        """Press Create in QuickBooks on the row, name whom the taxes are paid to, and wait until it is there."""
        row = self.rows()[names]["id"]
        wizard = self.user.press("qb.tax.map", "action_create_there", row)["res_id"]
        self.user.write("qb.create.tax", wizard, {"name": name})
        lines = self.user.find("qb.create.tax.line", [("wizard_id", "=", wizard)])
        for line, agency in zip(lines, agencies, strict=True):
            domain = [("connection_id", "=", self.world.connection_id), ("type", "=", "Vendor"), ("name", "=", agency)]
            there = self.user.find("qb.entry", domain)
            self.user.write(
                "qb.create.tax.line",
                line["id"],
                {"agency_id": there[0]["id"] if there else False, "agency_name": agency},
            )
        self.user.press("qb.create.tax", "action_create_there", wizard)
        self.over()

    @contextmanager
    def rounding(self, method: str) -> Iterator[None]:
        """The company's taxes are rounded so, as long as this lasts."""
        company = self.user.find("res.company", [], "tax_calculation_rounding_method")[0]
        self.user.write("res.company", company["id"], {"tax_calculation_rounding_method": method})
        yield
        before = company["tax_calculation_rounding_method"]
        self.user.write("res.company", company["id"], {"tax_calculation_rounding_method": before})

    # ------------------------------------------------------------------ documents

    def document(self, *lines: tuple[float, ...], kind: str = "out_invoice") -> int:
        """A posted invoice or credit note of (price, taxes) lines."""
        said = [
            (0, 0, {"product_id": self.product, "quantity": 1, "price_unit": price, "tax_ids": self._set(taxes)})
            for price, *taxes in lines
        ]
        values = {"move_type": kind, "partner_id": self.customer, "invoice_date": DAY, "invoice_line_ids": said}
        move = self.user.create("account.move", values)
        self.user.press("account.move", "action_post", move)
        return move

    def order(self, *lines: tuple[float, ...]) -> int:
        said = [
            (0, 0, {"product_id": self.product, "product_uom_qty": 1, "price_unit": price, "tax_ids": self._set(taxes)})
            for price, *taxes in lines
        ]
        order = self.user.create("sale.order", {"partner_id": self.customer, "order_line": said})
        self.user.press("sale.order", "action_confirm", order)
        return order

    def _set(self, taxes: list[str]) -> list[tuple]:
        return [(6, 0, [self.taxes[name] for name in taxes])]

    def pay(self, move: int) -> None:
        context = {"active_model": "account.move", "active_ids": [move]}
        wizard = self.user.call("account.payment.register", "create", [{}], context=context)[0]
        self.user.press("account.payment.register", "action_create_payments", wizard)

    def send(self, model: str, record: int, button: str = "action_qb_send_now") -> dict[str, Any]:
        """Press the button and wait until it is over: state and message of the record."""
        self.user.press(model, button, record)
        self.over()
        return self.user.read(model, record, "qb_state", "qb_message")

    def over(self) -> None:
        """Return when nothing is open but what failed."""

        def idle() -> bool:
            self.server.check_alive()
            return all(one["state"] == "failed" for one in self.world.open_operations())

        assert self.world.wait(idle, PATIENCE, rousing=True), self.world.open_operations()

    # ------------------------------------------------------------------ the company file

    def there(self, model: str, record: int, entity: str) -> dict[str, Any]:
        """The document of this record, as QuickBooks holds it."""
        domain = [("res_model", "=", model), ("res_id", "=", record), ("qb_type", "=", entity)]
        identity = self.user.find("qb.link", domain, "qb_id")[0]["qb_id"]
        return next(one for one in self.company.objects(entity) if one["TxnID"] == identity)

    def codes(self, found: dict[str, Any], entity: str) -> list[str]:
        return [line["SalesTaxCodeRef"]["FullName"] for line in found[f"{entity}LineRet"] if "SalesTaxCodeRef" in line]

    def money(self, found: dict[str, Any]) -> tuple[Decimal, Decimal]:
        """(total, tax) there."""
        tax = Decimal(found["SalesTaxTotal"])
        return Decimal(found["Subtotal"]) + tax, tax

    def money_here(self, model: str, record: int) -> tuple[Decimal, Decimal]:
        read = self.user.read(model, record, "amount_total", "amount_tax")
        return Decimal(str(read["amount_total"])), Decimal(str(read["amount_tax"]))
