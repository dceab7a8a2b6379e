"""Kits with Odoo's own Manufacturing: delivered wholly and in parts, refused or sent as their parts, billed once and
equal to the cent."""

import os
from contextlib import contextmanager
from decimal import Decimal

import pytest

from benchmarks.desktop_world import DesktopWorld
from benchmarks.kits import KIT, MANUAL, MODULES, PATIENCE, KitShop
from benchmarks.world import World, ended

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("QB_TEST_TEMPLATE", "QB_ODOO_COMMAND", "QB_SIMULATOR")),
        reason="needs Odoo, a template database and the simulator: run it with script/test",
    ),
]
DESK, CHAIR, TRAY = "Walnut Standing Desk", "Mesh Task Chair", "Under-Desk Cable Tray"
# 999.99 for one kit, divided by what a desk (749.00) and two chairs (379.90) cost.
ONE = [(DESK, "1", "663.48"), (CHAIR, "2", "336.51")]
TWO = [(DESK, "2", "1326.95"), (CHAIR, "4", "673.03")]
THREE = [(DESK, "3", "1990.42"), (CHAIR, "6", "1009.55")]


@contextmanager
def online():
    with World("kits") as world:
        world.install(*MODULES)
        with ended(world.server(crons=2)) as server:
            server.wait_until_ready()
            yield KitShop.online(world, server)


@contextmanager
def desktop():
    with DesktopWorld("kits_desktop") as world:
        world.install(*MODULES)
        goods = world.connect(**MANUAL)
        with ended(world.server(crons=2)) as server, ended(world.pc()) as pc:
            server.wait_until_ready()
            yield KitShop.desktop(world, server, goods, pc.wait_until_ready().ready)


@pytest.fixture(scope="module", params=[online, desktop], ids=["online", "desktop"])
def shop(request):
    with request.param() as made:
        yield made


@pytest.fixture
def expanding(shop):
    shop.choose("expand")
    return shop


def assert_there(shop, invoice, lines):
    """QuickBooks has the invoice once, with these lines, and with Odoo's total."""
    total, found = shop.there(invoice)
    assert (total, found) == (Decimal(str(invoice["amount_total"])), lines)


def test_a_refused_kit_is_named_and_goes_once_the_policy_allows_it(shop):
    shop.choose("refuse")
    in_two = shop.order(3)
    deliveries = [shop.ship(shop.order(3)), shop.ship(in_two, desk=1, chair=2), shop.ship(in_two)]
    refusal = (
        f"“{KIT}” is a kit, and this connection does not send kits. Choose under Policies on the connection that kits "
        "are sent as their parts, or put the parts on the document instead, then press Send Again."
    )
    assert shop.refusals() == [refusal] * len(deliveries)
    invoices = [shop.invoice(delivery) for delivery in deliveries]
    assert [invoice["kits"] for invoice in invoices] == [3, 1, 2], "the shipments and their invoices stand"
    assert shop.sent(invoices) == []
    shop.choose("expand")
    shop.user.press("account.move", "action_qb_send_again", *(invoice["id"] for invoice in invoices))
    shop.over()
    for invoice, lines in zip(invoices, (THREE, ONE, TWO), strict=True):
        assert_there(shop, invoice, lines)


def test_two_deliveries_bill_what_each_brought(expanding):
    shop, order = expanding, expanding.order(3)
    first = shop.ship(order, desk=1, chair=2)
    shop.over(first)
    second = shop.ship(order)
    shop.over(second)
    assert_there(shop, shop.invoice(first), ONE)
    assert_there(shop, shop.invoice(second), TWO)
    assert shop.billed(order) == [(3, 3)]


def test_so_they_do_when_the_queue_comes_late(expanding):
    """Both are done before the first is looked at; beside the kits there are desks on a line of their own."""
    shop, order = expanding, expanding.order(3, ("desk", 2))
    with shop.queue_held():
        first, second = shop.ship(order, desk=2, chair=4), shop.ship(order)
    shop.over(first, second)
    assert_there(shop, shop.invoice(first), [*TWO, (DESK, "2", "1498.00")])
    assert_there(shop, shop.invoice(second), ONE)
    assert shop.billed(order) == [(3, 3), (2, 2)]


def test_parts_that_come_apart_are_billed_with_what_completes_them(expanding):
    shop, order = expanding, expanding.order(2)
    first = shop.ship(order, desk=2)
    (said,) = shop.over(first)
    name = shop.user.read("stock.picking", first, "name")["name"]
    assert said == (
        f"Delivery {name} completes no kit ({KIT}): its parts are invoiced with the delivery that brings the others."
    )
    second = shop.ship(order)
    shop.over(second)
    invoice = shop.invoice(second)
    assert_there(shop, invoice, TWO)
    shop.user.press("stock.picking", "action_qb_send_now", first)
    assert shop.over(first) == [f"On invoice {invoice['name']}."]
    assert shop.billed(order) == [(2, 2)]


def test_what_a_person_invoiced_is_not_billed_again(expanding):
    """The whole order, by Odoo's own button, after the first of two deliveries."""
    shop, order = expanding, expanding.order(2)
    with shop.queue_held():
        first = shop.ship(order, desk=1, chair=2)
        invoice = shop.invoice_by_hand(order)
        second = shop.ship(order)
    on_it = f"On invoice {invoice['name']}."
    assert shop.over(first, second) == [on_it, on_it]
    assert_there(shop, invoice, TWO)
    assert shop.billed(order) == [(2, 2)]


def test_what_came_back_before_the_queue_looked_is_not_billed(expanding):
    shop, some, all_of_it = expanding, expanding.order(3), expanding.order(1)
    with shop.queue_held():
        kept, returned = shop.ship(some), shop.ship(all_of_it)
        shop.bring_back(kept, desk=1, chair=2)
        shop.bring_back(returned, desk=1, chair=2)
    name = shop.user.read("stock.picking", returned, "name")["name"]
    assert shop.over(kept, returned)[1] == f"Everything of delivery {name} came back: nothing to invoice."
    assert_there(shop, shop.invoice(kept), TWO)
    assert (shop.billed(some), shop.billed(all_of_it)) == ([(2, 2)], [(0, 0)])


def test_a_kit_of_a_kit_and_a_service_sold_in_dozens(expanding):
    """Its bill of materials makes two, and names a part of which it needs none."""
    shop = expanding
    goods, assembly = shop.shop.products, shop.product("Assembly", 95.5, type="service")
    room = shop.product("Meeting Room", 1234.56)
    shop.bill_of_materials(room, 2, {shop.kit: 2, goods["tray"]: 4, assembly: 2, goods["chair"]: 0})
    dozen = shop.user.ref("uom.product_uom_dozen")
    order = shop.ordered({"product_id": room, "product_uom_qty": 0.5, "product_uom_id": dozen})
    first = shop.ship(order, desk=3, chair=6, tray=6)
    second = shop.ship(order)
    shop.over(first, second)
    assert shop.billed(order) == [(0.5, 0.5)]
    for delivery in (first, second):
        invoice = shop.invoice(delivery)
        # A quarter of a dozen: 3703.68, divided by 749.00, 2 x 189.95, 2 x 18.49 and 95.50.
        lines = [(DESK, "3", "2199.24"), (CHAIR, "6", "1115.46"), (TRAY, "6", "108.58"), ("Assembly", "3", "280.40")]
        assert_there(shop, invoice, lines)


# ------------------------------------------------------------------ rewards


def test_a_coupon_is_a_discount_and_a_free_product_a_line_of_nothing(shop):
    """Odoo's own programs: ten percent off the order, and a tray for nothing."""
    shop.program("TEN", {"reward_type": "discount", "discount": 10, "discount_applicability": "order"})
    shop.program("TRAY", {"reward_type": "product", "reward_product_id": shop.shop.products["tray"]})
    order = shop.rewarded(("desk", 1), codes=("TEN", "TRAY"))
    delivery = shop.ship(order)
    shop.over(delivery)
    invoice = shop.invoice(delivery)
    total, lines = shop.there(invoice)
    assert total == Decimal(str(invoice["amount_total"]))
    assert sorted(amount for _item, _quantity, amount in lines) == ["-74.90", "0.00", "749.00"]


def test_a_gift_card_pays_from_what_is_owed_and_is_no_discount(shop):
    """Refused with its line named while there is no item for what is owed; then a line of that item."""
    shop.gift_card("GIFT-50", 50)
    delivery = shop.ship(shop.rewarded(("desk", 1), codes=("GIFT-50",)))
    (said,) = shop.refusals()
    assert "Gift Card" in said, said
    item = shop.owed_item()
    shop.send_again()
    shop.over(delivery)
    invoice = shop.invoice(delivery)
    total, lines = shop.there(invoice)
    assert total == Decimal(str(invoice["amount_total"]))
    assert (item, "-50.00") in [(name, amount) for name, _quantity, amount in lines]


def test_an_order_in_two_deliveries_and_a_paid_one_are_one_invoice_each(shop):
    """Where the order makes the invoice: when it is fully delivered, and when it is paid."""
    shop.channel(invoice_when="delivered")
    order = shop.ordered(*({"product_id": shop.shop.products[one], "product_uom_qty": 1} for one in ("desk", "chair")))
    first = shop.ship(order, desk=1)
    shop.world.drain(shop.server, PATIENCE)
    assert shop.invoices_of(order) == []
    second = shop.ship(order)
    shop.world.drain(shop.server, PATIENCE)
    (invoice,) = shop.invoices_of(order)
    assert_there(shop, invoice, [(DESK, "1", "749.00"), (CHAIR, "1", "189.95")])
    assert shop.invoice(first)["id"] == shop.invoice(second)["id"] == invoice["id"]
    shop.channel(invoice_when="paid")
    later = shop.ordered({"product_id": shop.shop.products["desk"], "product_uom_qty": 1})
    paid = shop.invoice_by_hand(later)
    shop.world.drain(shop.server, PATIENCE)
    assert shop.sent([paid]) == []
    shop.pay(paid)
    shop.world.drain(shop.server, PATIENCE)
    assert_there(shop, paid, [(DESK, "1", "749.00")])
    shop.ship(later)
    shop.world.drain(shop.server, PATIENCE)
    assert len(shop.invoices_of(later)) == 1
    shop.channel(invoice_when="delivery")


def test_every_kit_stands_in_quickbooks_once(expanding):
    """Runs last: after all that."""
    ours = [one for one in expanding.books.company.invoices() if "[odoo:" in one.note]
    posted = expanding.world.rows("SELECT id FROM account_move WHERE move_type = 'out_invoice' AND state = 'posted'")
    assert sorted(one.number for one in ours) == sorted(map(expanding.number, posted))
    assert KIT not in expanding.books.items()
