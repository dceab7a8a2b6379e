"""FIFO cost of inventory, in the books and behind documents (spec qbo 5.3)."""

from __future__ import annotations

import pytest

from .books import Books, refused
from .test_lists import inventory


def lamp(books: Books, quantity: int = 10, cost: object = 8) -> dict:
    return books.create("Item", **inventory(books, QtyOnHand=quantity, PurchaseCost=cost))


def sell(books: Books, quantity: object, day: str = "2026-03-01", entity: str = "Invoice") -> dict:
    return books.sale(entity, "1", books.line("Lamp 2", qty=quantity, price=20, code="NON"), TxnDate=day)


def cost(books: Books, entity: str, body: dict) -> float:
    return float(books.postings(entity, body["Id"]).get("Cost of Goods Sold", 0))


def receive(books: Books, item: dict, quantity: int, day: str, price: object) -> dict:
    """More stock at another cost, as an adjustment upwards."""
    changed = books.update("Item", books.read("Item", item["Id"]), PurchaseCost=price)
    return books.update("Item", changed, QtyOnHand=changed["QtyOnHand"] + quantity, InvStartDate=day)


def test_a_sale_takes_goods_out_at_cost(us: Books):
    item = lamp(us)
    made = sell(us, 3)
    assert {k: float(v) for k, v in us.postings("Invoice", made["Id"]).items()} == {
        "Accounts Receivable (A/R)": 60.0,
        "Sales of Product Income": -60.0,
        "Cost of Goods Sold": 24.0,
        "Inventory Asset": -24.0,
    }
    after = us.read("Item", item["Id"])
    assert (after["QtyOnHand"], after["SyncToken"]) == (7, "0")


@pytest.mark.switch("sparse_undocumented")
def test_the_oldest_layer_goes_first(us: Books):
    item = lamp(us, 10, 8)
    receive(us, item, 10, "2026-02-01", 12)
    assert cost(us, "Invoice", sell(us, 15)) == 10 * 8 + 5 * 12
    assert cost(us, "Invoice", sell(us, 5, "2026-03-02")) == 5 * 12


@pytest.mark.switch("sparse_undocumented")
def test_a_backdated_sale_moves_the_cost_of_later_ones(us: Books):
    item = lamp(us, 10, 8)
    receive(us, item, 10, "2026-02-01", 12)
    later = sell(us, 5, "2026-03-10")
    assert cost(us, "Invoice", later) == 40
    sell(us, 8, "2026-03-01")
    assert cost(us, "Invoice", later) == 2 * 8 + 3 * 12
    us.assert_sound()


@pytest.mark.switch("sparse_line_array")
def test_changing_and_deleting_give_the_goods_back(us: Books):
    item = lamp(us)
    made = sell(us, 3)
    changed = us.update("Invoice", made, Line=[us.line("Lamp 2", qty=5, price=20, code="NON")])
    assert cost(us, "Invoice", changed) == 40
    assert us.read("Item", item["Id"])["QtyOnHand"] == 5
    us.remove("Invoice", changed)
    assert us.read("Item", item["Id"])["QtyOnHand"] == 10
    assert us.postings("Invoice", made["Id"]) == {}
    us.assert_sound()


@pytest.mark.switch("sparse_undocumented")
def test_selling_more_than_there_is(us: Books):
    """The missing goods are valued at the purchase cost until more arrive, then at what those cost."""
    item = lamp(us, 2, 8)
    made = sell(us, 5)
    assert cost(us, "Invoice", made) == 40
    assert us.read("Item", item["Id"])["QtyOnHand"] == -3
    receive(us, item, 10, "2026-04-01", 9)
    assert cost(us, "Invoice", made) == 2 * 8 + 3 * 9
    us.update("Item", us.read("Item", item["Id"]), PurchaseCost=30)
    sell(us, 1, "2026-04-02")
    assert cost(us, "Invoice", made) == 2 * 8 + 3 * 9
    us.assert_sound()


@pytest.mark.switch("returned_stock_cost", "sparse_undocumented")
def test_a_return_comes_back_at_the_cost_of_the_latest_issue(us: Books):
    item = lamp(us, 10, 8)
    receive(us, item, 10, "2026-02-01", 12)
    sell(us, 12)
    back = sell(us, 2, "2026-03-05", "CreditMemo")
    assert cost(us, "CreditMemo", back) == -round((10 * 8 + 2 * 12) / 12 * 2, 2)
    us.company.set_switch("returned_stock_cost", "purchase_cost")
    other = sell(us, 1, "2026-03-06", "CreditMemo")
    assert cost(us, "CreditMemo", other) == -12


def test_no_cent_stays_behind(us: Books):
    """Three for ten, sold one by one: the asset account ends at what it was."""
    before = us.balance("Inventory Asset")
    lamp(us, 3, 3.333333)
    assert us.balance("Inventory Asset") - before == 10
    costs = [cost(us, "Invoice", sell(us, 1, f"2026-03-0{n}")) for n in (1, 2, 3)]
    assert sum(costs) == 10
    assert us.balance("Inventory Asset") == before


def test_an_item_needs_a_quantity_and_a_date_after_its_start(us: Books):
    lamp(us)
    with refused("6520"):
        us.invoice("1", us.line("Lamp 2", 20, code="NON"), TxnDate="2026-03-01")
    with refused("6270"):
        sell(us, 1, "2025-12-31")


def test_an_estimate_moves_nothing(us: Books):
    item = lamp(us)
    made = sell(us, 3, entity="Estimate")
    assert us.postings("Estimate", made["Id"]) == {}
    assert us.read("Item", item["Id"])["QtyOnHand"] == 10
