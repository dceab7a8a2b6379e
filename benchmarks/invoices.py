"""Posted customer invoices that wait for QuickBooks, and how to find them in the books."""

from collections import Counter

from script.lib.demo.booked import cents
from script.lib.demo.odoo_user import OdooUser

from .claims import BenchmarkFailed
from .world import World

CUSTOMER = "Benchmark Customer"
PRODUCT = "Benchmark Chair"
AT_ONCE = 50


def post(world: World, user: OdooUser, count: int) -> None:
    """`count` invoices of one customer and one product, no two with the same total. Posting queues them."""
    customer = user.create("res.partner", {"name": CUSTOMER, "is_company": True})
    tax = user.create("account.tax", {"name": "Tax 9.25%", "amount": 9.25, "type_tax_use": "sale"})
    product = user.create("product.product", {"name": PRODUCT, "default_code": "BENCH-1", "taxes_id": [(6, 0, [tax])]})
    today = str(world.value("SELECT current_date"))
    for first in range(0, count, AT_ONCE):
        several = range(first, min(first + AT_ONCE, count))
        moves = user.create_many("account.move", [_invoice(customer, product, tax, one, today) for one in several])
        user.press("account.move", "action_post", *moves)
    waiting = world.value("SELECT count(*) FROM qb_operation WHERE res_model = 'account.move'")
    if waiting != count:
        raise BenchmarkFailed(f"{count} invoices were posted and {waiting} wait in the queue.")


def _invoice(customer: int, product: int, tax: int, number: int, today: str) -> dict[str, object]:
    line = {"product_id": product, "quantity": 1 + number % 7, "price_unit": 10.37 + number}
    return {
        "move_type": "out_invoice",
        "partner_id": customer,
        "invoice_date": today,
        "invoice_line_ids": [(0, 0, {**line, "tax_ids": [(6, 0, [tax])]})],
    }


def hold_all(world: World) -> None:
    """Let no invoice be due, so that they can be made due in portions."""
    world.rows("UPDATE qb_operation SET not_before = now() + interval '1 day' WHERE res_model = 'account.move'")


def check_once(world: World) -> int:
    """How many posted invoices there are, each of them in the books exactly once with the same total.

    Raises BenchmarkFailed for anything else, and for a customer or product that is there twice.
    """
    ours = {
        row["name"]: (row["amount_total"], row["qb_id"])
        for row in world.rows(
            """SELECT move.name, round(move.amount_total, 2)::text AS amount_total, link.qb_id
                 FROM account_move move
            LEFT JOIN qb_link link ON link.res_model = 'account.move' AND link.res_id = move.id
                                  AND link.state = 'linked' AND NOT link.differs
                WHERE move.move_type = 'out_invoice' AND move.state = 'posted'"""
        )
    }
    books = [one for one in world.company.objects("Invoice") if one["CustomerRef"]["name"] == CUSTOMER]
    times = Counter(one["DocNumber"] for one in books)
    theirs = {one["DocNumber"]: (cents(one["TotalAmt"]), one["Id"]) for one in books}
    wrong = [name for name in ours if times[name] != 1 or theirs[name] != ours[name]]
    if wrong or len(books) != len(ours):
        seen = {name: (times[name], ours[name], theirs.get(name)) for name in wrong[:5]}
        raise BenchmarkFailed(f"{len(books)} in the books for {len(ours)} here; not once and equal: {seen}")
    _check_one(world, "Customer", "DisplayName", CUSTOMER)
    _check_one(world, "Item", "Name", PRODUCT)
    return len(ours)


def _check_one(world: World, entity: str, name: str, wanted: str) -> None:
    count = sum(one[name] == wanted for one in world.company.objects(entity))
    if count != 1:
        raise BenchmarkFailed(f"{entity} {wanted} is in the books {count} times.")
