"""A shop that sells kits and rewards its customers, with Odoo's own Manufacturing and Loyalty: orders, deliveries in
parts, and what QuickBooks has."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from typing import Any

import psycopg2

from script.lib.demo.company import Company
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.odoo_user import OdooUser
from script.lib.demo.shop import TAX, Shop, furnish
from script.lib.processes import OdooServer

from .desktop_world import DesktopWorld
from .world import OdooWorld, World

MODULES = ("mrp", "sale_mrp", "sale_loyalty")
PATIENCE = 120
KIT, PRICE = "Workplace", 999.99
PARTS = {"desk": 1, "chair": 2}
"""Of one kit, by their names in the shop."""
MANUAL = dict.fromkeys(("customer_push", "vendor_push", "item_push"), "manual")


class KitShop:
    """One database with a kit of two parts, connected to a company; `there` (OnlineThere or DesktopThere) reads its
    books."""

    def __init__(self, world: OdooWorld, server: OdooServer, user: OdooUser, shop: Shop, books: Any) -> None:
        self.world = world
        self.server = server
        self.user = user
        self.shop = shop
        self.books = books
        self.kit = self._kit()

    @classmethod
    def online(cls, world: World, server: OdooServer) -> "KitShop":
        user = OdooUser(server.url).sign_in(world.database)
        world.connect(user, **MANUAL)
        return cls(world, server, user, furnish(user, TAX), OnlineThere(world.company))

    @classmethod
    def desktop(cls, world: DesktopWorld, server: OdooServer, shop: Shop, ready: dict[str, Any]) -> "KitShop":
        user = OdooUser(server.url).sign_in(world.database)
        return cls(world, server, user, shop, DesktopThere(DesktopCompany(ready)))

    def _kit(self) -> int:
        kit = self.product(KIT, PRICE)
        self.bill_of_materials(kit, 1, {self.shop.products[key]: each for key, each in PARTS.items()})
        return kit

    def product(self, name: str, price: float, **values: Any) -> int:
        taxes = [(6, 0, [self.shop.tax])]
        fields = {"name": name, "list_price": price, "type": "consu", "taxes_id": taxes, **values}
        return self.user.create("product.product", fields)

    def bill_of_materials(self, kit: int, makes: float, parts: dict[int, float]) -> None:
        """So many kits are made of `parts` ({product: quantity})."""
        template = self.user.read("product.product", kit, "product_tmpl_id")["product_tmpl_id"][0]
        lines = [(0, 0, {"product_id": product, "product_qty": quantity}) for product, quantity in parts.items()]
        values = {"product_tmpl_id": template, "type": "phantom", "product_qty": makes, "bom_line_ids": lines}
        self.user.create("mrp.bom", values)

    def choose(self, policy: str) -> None:
        self.user.write("qb.connection", self.world.connection_id, {"kit_policy": policy})

    # ------------------------------------------------------------------ orders and deliveries

    def order(self, kits: float, *others: tuple[str, float]) -> int:
        """A confirmed order of so many kits, and of other goods of the shop."""
        wanted = [(self.kit, kits), *((self.shop.products[key], quantity) for key, quantity in others)]
        return self.ordered(*({"product_id": product, "product_uom_qty": quantity} for product, quantity in wanted))

    def ordered(self, *lines: dict[str, Any], confirm: bool = True) -> int:
        customer = {"partner_id": self.shop.customers["northwind"], "team_id": self.shop.team}
        order = self.user.create("sale.order", {**customer, "order_line": [(0, 0, line) for line in lines]})
        if confirm:
            self.user.press("sale.order", "action_confirm", order)
        return order

    def ship(self, order: int, **quantities: float) -> int:
        """Validate the open delivery; what is not among `quantities` ({part: quantity}) goes with the next one. Without
        any all of it."""
        open_ones = [("sale_id", "=", order), ("state", "not in", ("done", "cancel"))]
        (picking,) = self.user.find("stock.picking", open_ones, "name")
        self.user.press("stock.picking", "action_assign", picking["id"])
        if quantities:
            self._take(picking["id"], {self.shop.products[key]: each for key, each in quantities.items()})
        self.user.press("stock.picking", "button_validate", picking["id"], skip_sms=True, skip_backorder=True)
        return picking["id"]

    def _take(self, picking: int, quantities: dict[int, float]) -> None:
        for move in self.user.find("stock.move", [("picking_id", "=", picking)], "product_id"):
            quantity = quantities.get(move["product_id"][0], 0)
            self.user.write("stock.move", move["id"], {"quantity": quantity, "picked": bool(quantity)})

    def bring_back(self, picking: int, **quantities: float) -> None:
        """A return that is to be refunded."""
        wanted = {self.shop.products[key]: each for key, each in quantities.items()}
        wizard = self.user.call(
            "stock.return.picking", "create", [{}], context={"active_id": picking, "active_model": "stock.picking"}
        )[0]
        for line in self.user.find("stock.return.picking.line", [("wizard_id", "=", wizard)], "product_id"):
            values = {"quantity": wanted.get(line["product_id"][0], 0)}
            self.user.write("stock.return.picking.line", line["id"], values)
        back = self.user.press("stock.return.picking", "action_create_returns", wizard)["res_id"]
        self.user.press("stock.picking", "button_validate", back, skip_sms=True, skip_backorder=True)

    def invoice_by_hand(self, order: int) -> dict[str, Any]:
        """Create Invoice on the order, and Confirm."""
        context = {"active_model": "sale.order", "active_ids": [order], "active_id": order}
        values = {"advance_payment_method": "delivered"}
        wizard = self.user.call("sale.advance.payment.inv", "create", [values], context=context)[0]
        made = self.user.press("sale.advance.payment.inv", "create_invoices", wizard, **context)["res_id"]
        self.user.press("account.move", "action_post", made)
        return self.user.read("account.move", made, "name", "amount_total")

    # ------------------------------------------------------------------ rewards and payments

    def program(self, code: str, reward: dict[str, Any]) -> int:
        """A program that gives `reward` to whoever enters `code`."""
        rule = (0, 0, {"mode": "with_code", "code": code})
        values = {"name": code, "program_type": "promo_code", "trigger": "with_code", "applies_on": "current"}
        lines = {"rule_ids": [rule], "reward_ids": [(0, 0, reward)]}
        return self.user.create("loyalty.program", {**values, **lines})

    def gift_card(self, code: str, worth: float) -> None:
        """A card that somebody bought before."""
        rule = {"reward_point_amount": 1, "reward_point_mode": "money"}
        reward = {"discount_mode": "per_point", "discount": 1, "required_points": 1, "description": "Gift Card"}
        values = {"name": "Gift Cards", "program_type": "gift_card", "trigger": "auto", "applies_on": "future"}
        lines = {"rule_ids": [(0, 0, rule)], "reward_ids": [(0, 0, {**reward, "reward_type": "discount"})]}
        program = self.user.create("loyalty.program", {**values, **lines})
        self.user.create("loyalty.card", {"program_id": program, "code": code, "points": worth})

    def rewarded(self, *lines: tuple[str, float], codes: tuple[str, ...]) -> int:
        """A confirmed order, after the customer entered these codes and took each reward."""
        wanted = [{"product_id": self.shop.products[key], "product_uom_qty": quantity} for key, quantity in lines]
        order = self.ordered(*wanted, confirm=False)
        for code in codes:
            values = {"order_id": order, "coupon_code": code}
            wizard = self.user.create("sale.loyalty.coupon.wizard", values)
            self.user.press("sale.loyalty.coupon.wizard", "action_apply", wizard)
            taking = self.user.create("sale.loyalty.reward.wizard", {"order_id": order})
            offered = self.user.read("sale.loyalty.reward.wizard", taking, "reward_ids")["reward_ids"]
            self.user.write("sale.loyalty.reward.wizard", taking, {"selected_reward_id": offered[-1]})
            self.user.press("sale.loyalty.reward.wizard", "action_apply", taking)
        self.user.press("sale.order", "action_confirm", order)
        return order

    def owed_item(self) -> str:
        """Some item stands for what is owed from now on, whatever its account; its name."""
        ours = [("connection_id", "=", self.world.connection_id), ("type", "=", "Item")]
        found = self.user.find("qb.entry", [*ours, ("kind", "in", ("Service", "ItemService"))], "name")[0]
        values = {"connection_id": self.world.connection_id, "charge": "down_payment", "entry_id": found["id"]}
        self.user.create("qb.charge", {**values, "income_confirmed": True})
        return found["name"]

    def send_again(self) -> None:
        """What was refused is sent again, unless the new setting did it already."""
        failed = [one["id"] for one in self.world.open_operations() if one["state"] == "failed"]
        if failed:
            self.user.press("qb.operation", "action_send_again", *failed)

    def channel(self, **values: Any) -> None:
        """Change the settings of orders without a channel of their own."""
        domain = [("connection_id", "=", self.world.connection_id), ("team_id", "=", False)]
        self.user.write("qb.channel", self.user.find("qb.channel", domain)[0]["id"], values)

    def pay(self, invoice: dict[str, Any]) -> None:
        """Register the whole payment of an invoice in Odoo."""
        context = {"active_model": "account.move", "active_ids": [invoice["id"]]}
        wizard = self.user.call("account.payment.register", "create", [{}], context=context)[0]
        self.user.press("account.payment.register", "action_create_payments", wizard, **context)

    def invoices_of(self, order: int) -> list[dict[str, Any]]:
        found = self.user.read("sale.order", order, "invoice_ids")["invoice_ids"]
        return self.user.find("account.move", [("id", "in", found)], "name", "amount_total")

    @contextmanager
    def queue_held(self) -> Iterator[None]:
        """The connection's scheduled action does not run meanwhile, as when every worker is busy."""
        with closing(psycopg2.connect(dbname=self.world.database)) as other, other.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM ir_cron WHERE id = (SELECT cron_id FROM qb_connection WHERE id = %s) FOR NO KEY UPDATE",
                [self.world.connection_id],
            )
            yield

    def over(self, *deliveries: int) -> list[str]:
        """Return when nothing of the queue is open; how the wishes of these deliveries ended, in words."""
        self.world.drain(self.server, PATIENCE)
        domain = [("res_model", "=", "stock.picking"), ("res_id", "in", deliveries)]
        notes = {one["res_id"]: one["note"] for one in self.user.find("qb.operation", domain, "res_id", "note")}
        return [notes[one] for one in deliveries]

    def refusals(self) -> list[str]:
        """What the queue says of the invoices that it could not send, once nothing else is open."""
        self.world.wait(
            lambda: all(one["state"] == "failed" for one in self.world.open_operations()), PATIENCE, rousing=True
        )
        return [one["error"] for one in self.world.open_operations() if one["res_model"] == "account.move"]

    # ------------------------------------------------------------------ what came of them

    def invoice(self, delivery: int) -> dict[str, Any]:
        """The one invoice that was made for a delivery: number, totals, and how many kits are on it."""
        found = self.user.find(
            "account.move", [("qb_picking_ids", "in", [delivery])], "name", "amount_total", "amount_tax"
        )
        (invoice,) = found
        of_kits = [("move_id", "=", invoice["id"]), ("product_id", "=", self.kit)]
        lines = self.user.find("account.move.line", of_kits, "quantity")
        return {**invoice, "kits": sum(line["quantity"] for line in lines)}

    def sent(self, invoices: list[dict[str, Any]]) -> list[str]:
        """Names of those invoices that QuickBooks has."""
        there = {one.number for one in self.books.company.invoices()}
        return [one["name"] for one in invoices if self.number(one) in there]

    def number(self, invoice: dict[str, Any]) -> str:
        """The number that it has in QuickBooks; Desktop's have eleven characters."""
        return self.user.read("account.move", invoice["id"], "qb_number")["qb_number"] or ""

    def there(self, invoice: dict[str, Any]) -> tuple[Decimal, list[tuple[str, str, str]]]:
        """How QuickBooks holds an invoice: its total, and (item, quantity, amount) of each line."""
        return self.books.document("Invoice", self.number(invoice))

    def billed(self, order: int) -> list[tuple[float, float]]:
        """(delivered, invoiced) of each line of an order."""
        lines = self.user.find("sale.order.line", [("order_id", "=", order)], "qty_delivered", "qty_invoiced")
        return [(line["qty_delivered"], line["qty_invoiced"]) for line in lines]


class OnlineThere:
    """Documents of a company of QuickBooks Online."""

    def __init__(self, company: Company) -> None:
        self.company = company

    def document(self, kind: str, number: str) -> tuple[Decimal, list[tuple[str, str, str]]]:
        (found,) = [one for one in self.company.objects(kind) if one.get("DocNumber") == number]
        lines = [_online(one) for one in found["Line"] if one["DetailType"] == "SalesItemLineDetail"]
        lines += [
            ("Discount", "", f"{-Decimal(str(one['Amount'])):.2f}")
            for one in found["Line"]
            if one["DetailType"] == "DiscountLineDetail"
        ]
        return Decimal(str(found["TotalAmt"])), lines

    def items(self) -> list[str]:
        return [one["Name"] for one in self.company.objects("Item")]


class DesktopThere:
    """Documents of a company file of QuickBooks Desktop."""

    def __init__(self, company: DesktopCompany) -> None:
        self.company = company

    def document(self, kind: str, number: str) -> tuple[Decimal, list[tuple[str, str, str]]]:
        (found,) = [one for one in self.company.objects(kind) if one.get("RefNumber") == number]
        taxes = {one["Name"] for one in self.company.objects("ItemSalesTax")}
        lines = [_desktop(one) for one in found[f"{kind}LineRet"] if one.get("ItemRef")]
        lines = [one for one in lines if one[0] not in taxes]
        return Decimal(str(found["Subtotal"])) + Decimal(str(found["SalesTaxTotal"])), lines

    def items(self) -> list[str]:
        return [one["Name"] for one in self.company.items()]


def _online(line: dict[str, Any]) -> tuple[str, str, str]:
    detail = line["SalesItemLineDetail"]
    return detail["ItemRef"]["name"], f"{Decimal(str(detail['Qty'])):f}", f"{Decimal(str(line['Amount'])):.2f}"


def _desktop(line: dict[str, Any]) -> tuple[str, str, str]:
    quantity = line.get("Quantity")
    return (
        line["ItemRef"]["FullName"],
        f"{Decimal(str(quantity)).normalize():f}" if quantity else "",
        f"{Decimal(str(line['Amount'])):.2f}",
    )
