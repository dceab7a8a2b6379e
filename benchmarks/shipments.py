"""Orders that are shipped, many at once, and their invoices in the books of QuickBooks Desktop."""

from collections import Counter

from script.lib.demo.booked import cents
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.odoo_user import OdooUser
from script.lib.demo.shop import Shop

from .claims import BenchmarkFailed
from .world import OdooWorld

CUSTOMERS = 10
PRODUCTS = 3
AT_ONCE = 50


class Goods:
    """What is sold, and to whom: names that QuickBooks does not have yet."""

    def __init__(self, user: OdooUser, shop: Shop) -> None:
        self.team = shop.team
        self.customers = {
            name: user.create("res.partner", {"name": name, "is_company": True})
            for name in (f"Chaos Customer {number}" for number in range(CUSTOMERS))
        }
        self.products = {
            name: user.create(
                "product.product",
                {"name": name, "default_code": name.upper(), "type": "consu", "taxes_id": [(6, 0, [shop.tax])]},
            )
            for name in (f"Chaos Part {number}" for number in range(PRODUCTS))
        }

    def order(self, number: int) -> dict[str, object]:
        """No two orders have the same total."""
        product = list(self.products.values())[number % PRODUCTS]
        line = {"product_id": product, "product_uom_qty": 1 + number % 7, "price_unit": 10.37 + number}
        partner = list(self.customers.values())[number % CUSTOMERS]
        return {"partner_id": partner, "team_id": self.team, "order_line": [(0, 0, line)]}


def ship(world: OdooWorld, user: OdooUser, goods: Goods, count: int) -> None:
    """`count` orders, confirmed and delivered with the buttons that people press. The queue gets a wish for each."""
    for first in range(0, count, AT_ONCE):
        several = range(first, min(first + AT_ONCE, count))
        orders = user.create_many("sale.order", [goods.order(one) for one in several])
        user.press("sale.order", "action_confirm", *orders)
        pickings = [one["id"] for one in user.find("stock.picking", [("sale_id", "in", orders)], "id")]
        user.press("stock.picking", "button_validate", *pickings, skip_sms=True, skip_backorder=True)
    waiting = world.value("SELECT count(*) FROM qb_operation WHERE res_model = 'stock.picking'")
    if waiting != count:
        raise BenchmarkFailed(f"{count} orders were shipped and {waiting} wait in the queue.")


def hold_all(world: OdooWorld) -> None:
    """Let no delivery be due, so that they can be made due in portions: many small sets give chaos more to hit."""
    world.rows("UPDATE qb_operation SET not_before = now() + interval '1 day' WHERE res_model = 'stock.picking'")


def check_once(world: OdooWorld, company: DesktopCompany, goods: Goods, count: int) -> int:
    """`count`: each order has one posted invoice, and it stands in the books exactly once with the same total.

    Raises BenchmarkFailed for anything else, and for a customer or product that is there twice.
    """
    ours = {
        row["qb_id"]: (row["name"], row["total"])
        for row in world.rows(
            """SELECT move.name, round(move.amount_total, 2)::text AS total, link.qb_id
                 FROM account_move move
                 JOIN qb_link link ON link.res_model = 'account.move' AND link.res_id = move.id
                                  AND link.state = 'linked' AND NOT link.differs
                WHERE move.move_type = 'out_invoice' AND move.state = 'posted'"""
        )
    }
    ids = {identity for identity, name in company.customers() if name in goods.customers}
    books = {one["TxnID"]: one for one in company.objects("Invoice") if one["CustomerRef"]["ListID"] in ids}
    theirs = {one.id: cents(one.total) for one in company.invoices() if one.id in books}
    wrong = [(name, total, theirs.get(key)) for key, (name, total) in ours.items() if theirs.get(key) != total]
    strangers = [(books[key].get("Memo"), _known(world, key)) for key in books.keys() - ours.keys()]
    if wrong or strangers or len(ours) != count:
        raise BenchmarkFailed(
            f"{len(books)} in the books and {len(ours)} linked for {count} orders; not equal: {wrong[:5]}; "
            f"nobody's: {strangers[:5]}"
        )
    _check_names([name for _identity, name in company.customers()], goods.customers, "Customer")
    _check_names([one.get("FullName") or one["Name"] for one in company.items()], goods.products, "Item")
    return len(ours)


def _known(world: OdooWorld, identity: str) -> list[dict[str, object]]:
    """What Odoo knows of this invoice, for the message."""
    return world.rows(
        """SELECT link.state, link.differs, link.total, link.total_odoo, link.tax, link.tax_odoo, move.name
             FROM qb_link link LEFT JOIN account_move move ON move.id = link.res_id WHERE link.qb_id = %s""",
        [identity],
    )


def _check_names(there: list[str], wanted: dict[str, int], kind: str) -> None:
    times = Counter(there)
    wrong = {name: times[name] for name in wanted if times[name] != 1}
    if wrong:
        raise BenchmarkFailed(f"{kind}: not once in the books: {wrong}")
