"""The company as a whole: subscription, plan, closed books, merges, switches, transactions of the store."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.books.ledger import BooksError, Entry, Ledger, Posting
from quickbooks_simulator.online.company import Companies, declare_switch
from quickbooks_simulator.online.entities.switches import Switches
from quickbooks_simulator.online.faults import Fault

from .books import Books, refused
from .test_lists import inventory


def test_a_suspended_company_reads_and_does_not_write(us: Books):
    us.company.suspend()
    sentence = "You can't add data to QuickBooks Online Plus because your trial or subscription period ended"
    with refused("6190", detail=sentence):
        us.customer("New")
    with refused("6190"):
        us.update("Customer", us.read("Customer", "1"), Notes="x")
    assert us.read("Customer", "1")["DisplayName"] == "Deco Addict"
    us.company.suspend(False)
    assert us.customer("New")["Active"]


@pytest.mark.switch("sparse_without_lines")
def test_closed_books(us: Books):
    open_day, closed_day = "2026-02-01", "2026-01-31"
    old = us.invoice("1", us.line("Design", 10), TxnDate=closed_day)
    new = us.invoice("1", us.line("Design", 10), TxnDate=open_day)
    payment = us.pay("1", 5, TxnDate=closed_day)
    us.company.close_books(date(2026, 1, 31))
    assert us.read("Preferences", "1")["AccountingInfoPrefs"]["BookCloseDate"] == closed_day
    text = "the account books cannot be updated through through the QBO Services API"
    with refused("6210", detail=text):
        us.invoice("1", us.line("Design", 10), TxnDate=closed_day)
    with refused("6210"):
        us.update("Invoice", old, PrivateNote="x")
    with refused("6210"):
        us.update("Invoice", new, TxnDate=closed_day)
    with refused("6210"):
        us.update("Invoice", old, TxnDate=open_day)
    with refused("6210"):
        us.remove("Invoice", old)
    with refused("6210"):
        us.void("Invoice", old)
    with refused("6210"):
        us.remove("Payment", payment)
    assert us.sale("Estimate", "1", us.line("Design", 10), TxnDate=closed_day)  # posts nothing
    assert us.update("Invoice", new, PrivateNote="x")
    us.company.close_books(None)
    assert us.update("Invoice", old, PrivateNote="x")


def test_preferences_are_set_by_people(us: Books):
    before = us.read("Preferences", "1")
    after = us.company.set_preferences({"SalesFormsPrefs": {"AllowDeposit": True}})
    assert after["SalesFormsPrefs"] == {**before["SalesFormsPrefs"], "AllowDeposit": True}
    assert int(after["SyncToken"]) == int(before["SyncToken"]) + 1
    with pytest.raises(KeyError):
        us.company.set_preferences({"SalesFormsPrefs": {"AllowMagic": True}})
    with pytest.raises(KeyError):
        us.company.set_preferences({"MagicPrefs": {"On": True}})


def test_read_only_preferences_do_not_move_by_api(us: Books):
    prefs = us.read("Preferences", "1")
    changed = us.update(
        "Preferences",
        prefs,
        SalesFormsPrefs={"AllowDeposit": True, "AutoApplyCredit": True},
        TaxPrefs={"UsingSalesTax": False},
    )
    assert changed["SalesFormsPrefs"]["AllowDeposit"] is True
    assert changed["SalesFormsPrefs"]["AutoApplyCredit"] is False
    assert changed["SalesFormsPrefs"]["AllowShipping"] is True
    assert changed["TaxPrefs"]["UsingSalesTax"] is True


def test_company_info_shows_countries_in_three_letters(us: Books):
    info = us.read("CompanyInfo", us.company.realm_id)
    assert (info["Country"], info["CompanyAddr"]["Country"]) == ("US", "USA")
    changed = us.update("CompanyInfo", info, LegalAddr={"Line1": "9 New Road", "Country": "United States"})
    assert changed["LegalAddr"]["Country"] == "USA"
    assert {entry["Name"] for entry in info["NameValue"]} >= {"OfferingSku", "SubscriptionStatus"}


# ------------------------------------------------------------------------------------------------------ merging


@pytest.mark.switch("inactive_reference_code", "merged_name", "merged_name_in_cdc")
def test_merging_customers(us: Books):
    winner, loser = us.customer("Winner"), us.customer("Loser")
    job = us.customer("Job", Job=True, ParentRef={"value": loser["Id"]})
    invoice = us.invoice(loser["Id"], us.line("Design", 100))
    payment = us.pay(loser["Id"], 40, ("Invoice", invoice, 40))
    clock.advance(120)
    moment = clock.now()
    clock.advance(1)
    us.company.merge("Customer", winner["Id"], loser["Id"])
    gone = us.read("Customer", loser["Id"])
    assert (gone["Active"], gone["DisplayName"], gone["Balance"]) == (False, "Loser (deleted)", 0)
    assert us.read("Customer", winner["Id"])["Balance"] == 60
    moved = us.read("Invoice", invoice["Id"])
    assert moved["CustomerRef"] == {"value": winner["Id"], "name": "Winner"}
    assert us.read("Payment", payment["Id"])["CustomerRef"]["value"] == winner["Id"]
    assert us.read("Customer", job["Id"])["ParentRef"]["value"] == winner["Id"]
    assert us.read("Customer", job["Id"])["FullyQualifiedName"] == "Winner:Job"
    stubs = [body for body in us.company.changed_since("Customer", moment) if body["Id"] == loser["Id"]]
    assert [body["status"] for body in stubs] == ["Deleted"]
    assert stubs[0].keys() == {"domain", "status", "Id", "MetaData"}
    with refused("2500"):
        us.invoice(loser["Id"], us.line("Design", 1))
    us.assert_sound()


@pytest.mark.switch("merged_name")
def test_merging_items(us: Books):
    item = {"Type": "Service", "IncomeAccountRef": us.ref("Account", "Services")}
    winner, loser = us.create("Item", Name="A", **item), us.create("Item", Name="B", **item)
    invoice = us.invoice("1", us.line("B", 10))
    us.company.merge("Item", winner["Id"], loser["Id"])
    assert us.read("Invoice", invoice["Id"])["Line"][0]["SalesItemLineDetail"]["ItemRef"] == {
        "value": winner["Id"],
        "name": "A",
    }
    assert us.read("Item", loser["Id"])["Name"] == "B (deleted)"


@pytest.mark.switch("merged_name")
def test_merging_inventory_moves_the_stock(us: Books):
    one = us.create("Item", **inventory(us, Name="One", QtyOnHand=4, PurchaseCost=5))
    two = us.create("Item", **inventory(us, Name="Two", QtyOnHand=6, PurchaseCost=7))
    sold = us.invoice("1", us.line("Two", qty=5, price=20, code="NON"), TxnDate="2026-03-01")
    us.company.merge("Item", one["Id"], two["Id"])
    assert us.read("Item", one["Id"])["QtyOnHand"] == 5
    assert us.read("Item", two["Id"])["QtyOnHand"] == 0
    assert float(us.postings("Invoice", sold["Id"])["Cost of Goods Sold"]) == 4 * 5 + 1 * 7
    us.assert_sound()


@pytest.mark.switch("merged_name")
def test_merging_vendors(us: Books):
    winner, loser = (us.create("Vendor", DisplayName=name) for name in ("Mill One", "Mill Two"))
    lamp = us.create("Item", **inventory(us, PrefVendorRef={"value": loser["Id"]}))
    us.company.merge("Vendor", winner["Id"], loser["Id"])
    moved = us.read("Item", lamp["Id"])
    assert moved["PrefVendorRef"] == {"value": winner["Id"], "name": "Mill One"}
    assert moved["SyncToken"] == "1"
    gone = us.read("Vendor", loser["Id"])
    assert (gone["DisplayName"], gone["PrintOnCheckName"], gone["Active"]) == ("Mill Two (deleted)", "Mill Two", False)
    assert us.create("Vendor", DisplayName="Mill Two")["Id"] != loser["Id"]


def test_a_bundle_follows_a_merged_item(us: Books):
    service = {"Type": "Service", "IncomeAccountRef": us.ref("Account", "Services")}
    winner, loser = us.create("Item", Name="A", **service), us.create("Item", Name="B", **service)
    lines = {"ItemGroupLine": [{"ItemRef": {"value": loser["Id"]}, "Qty": 2}]}
    bundle = us.by_hand("Item", Name="Set", Type="Group", ItemGroupDetail=lines)
    us.company.merge("Item", winner["Id"], loser["Id"])
    (line,) = us.read("Item", bundle["Id"])["ItemGroupDetail"]["ItemGroupLine"]
    assert line == {"ItemRef": {"value": winner["Id"], "name": "A"}, "Qty": 2}


def test_merges_that_are_refused(us: Books):
    with refused("900"):
        us.company.merge("Customer", "1", "1")
    with refused("610"):
        us.company.merge("Customer", "1", "987")
    with refused("6000"):
        us.company.merge("Item", us.id("Item", "Design"), us.id("Item", "Desk Lamp"))
    with refused("simulator"):
        us.company.merge("Class", "1", "2")


# ----------------------------------------------------------------------------------------------------- switches


@pytest.mark.switch("*")
def test_every_switch_is_described_and_checked(us: Books):
    known = us.company.known_switches()
    assert set(Switches().as_dict()) <= set(known)
    for name, entry in known.items():
        assert entry["doc"], name
        assert entry["value"] == entry["default"], name
        if entry["choices"]:
            assert entry["default"] in entry["choices"], name
    with pytest.raises(KeyError):
        us.company.set_switch("no_such_switch", 1)
    with pytest.raises(ValueError, match="amount_decimals"):
        us.company.set_switch("amount_decimals", "guess")


@pytest.mark.switch("amount_decimals")
def test_switches_are_per_company_and_stay(us: Books, companies: Companies):
    us.company.set_switch("amount_decimals", "round")
    assert companies.get(us.company.realm_id).switch("amount_decimals") == "round"
    assert companies.create("us-ast").switch("amount_decimals") == "refuse"


@pytest.mark.switch("test_only")
def test_the_server_half_may_declare_switches(us: Books):
    declare_switch("test_only", "a", "for this test", ("a", "b"))
    us.company.set_switch("test_only", "b")
    assert us.company.switch("test_only") == "b"
    with pytest.raises(ValueError, match="test_only"):
        us.company.set_switch("test_only", "c")


# ---------------------------------------------------------------------------------------------------- the store


@pytest.mark.switch("over_application")
def test_a_refused_write_leaves_nothing(us: Books):
    before = list(us.company._store.connection().iterdump())
    with refused("6000"):
        us.invoice("1", us.line("Design", -10))
    with refused("6000", "6000"):
        us.pay("1", 10, ("Invoice", us.all("Invoice")[-1], 100000))
    assert list(us.company._store.connection().iterdump()) == before


def test_an_unbalanced_posting_is_a_bug_and_leaves_nothing(us: Books, monkeypatch: pytest.MonkeyPatch):
    whole = Ledger.post_stock

    def half(self: Ledger, entry: Entry, stock: int, postings: list[Posting]) -> None:
        whole(self, entry, stock, list(postings)[:1])

    before = us.all("Invoice")
    monkeypatch.setattr(Ledger, "post_stock", half)
    with pytest.raises(BooksError, match="out of balance by -1725"):
        us.invoice("1", us.line("Desk Lamp", qty=1, price=10, code="NON"))
    monkeypatch.undo()
    assert us.all("Invoice") == before
    us.assert_sound()
    posting = Posting("1", 5, 5, "USD")
    ledger = Ledger(us.company._store.connection(), us.company.realm_id)
    with pytest.raises(BooksError, match="out of balance by 5"):
        ledger.post(Entry("Invoice", "9999", "2026-01-01"), [posting])


def test_a_write_inside_the_servers_transaction(companies: Companies):
    books = Books(companies.create("us-ast"))
    with companies.transaction() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS server_answer (id TEXT)")
        made = books.customer("Inside")
        with pytest.raises(Fault):
            books.customer("inside")
        connection.execute("INSERT INTO server_answer VALUES (?)", (made["Id"],))
    assert books.read("Customer", made["Id"])["DisplayName"] == "Inside"
    with pytest.raises(RuntimeError), companies.transaction():
        other = books.customer("Never")
        raise RuntimeError
    with refused("610"):
        books.read("Customer", other["Id"])


def test_threads_write_side_by_side(companies: Companies):
    books = [Books(companies.create("us-ast")) for _ in range(3)]
    failures: list[BaseException] = []

    def work(one: Books, name: str) -> None:
        try:
            for number in range(10):
                customer = one.customer(f"{name} {number}")
                one.invoice(customer["Id"], one.line("Desk Lamp", qty=1, price=10, code="TAX"))
        except BaseException as error:  # noqa: BLE001 - reported below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(one, f"T{n}")) for n in range(2) for one in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for one in books:
        assert one.find("Item", "Desk Lamp")["QtyOnHand"] == 89 - 20
        one.assert_sound()


def test_a_file_is_found_again(tmp_path):
    path = str(tmp_path / "kept.sqlite")
    first = Companies(path)
    realm = Books(first.create("uk", realm_id="42")).company.realm_id
    first.close()
    second = Companies(path)
    assert [company.realm_id for company in second.list()] == [realm] == ["42"]
    assert second.get("42").country == "GB"
    assert second.get("43") is None
    with pytest.raises(ValueError, match="exists"):
        second.create("uk", realm_id="42")
    with pytest.raises(ValueError, match="us-magic"):
        second.create("us-magic")
    second.close()


def test_realms_do_not_see_each_other(companies: Companies):
    one, two = Books(companies.create("us-ast")), Books(companies.create("us-ast"))
    made = one.customer("Mine")
    with refused("610"):
        two.read("Customer", made["Id"])
    assert two.customer("Mine")["Id"] == made["Id"]


def test_the_trial_balance_of_a_day(us: Books):
    day = clock.today()
    before = us.company.trial_balance(day - timedelta(days=100))
    assert {row["name"]: row["debit"] - row["credit"] for row in before} == {
        "Checking": Decimal("25000.00"),
        "Inventory Asset": Decimal("11988.60"),
        "Opening Balance Equity": Decimal("-36988.60"),
    }
    us.invoice("1", us.line("Design", 10), TxnDate=(day + timedelta(days=1)).isoformat())
    today = {row["name"]: row["debit"] for row in us.company.trial_balance(day)}
    later = {row["name"]: row["debit"] for row in us.company.trial_balance()}
    name = "Accounts Receivable (A/R)"
    assert later[name] - today[name] == 10


def test_the_general_ledger(us: Books):
    account = us.id("Account", "Services")
    made = us.invoice("1", {**us.line("Design", 10), "Description": "Plan"}, TxnDate="2026-01-15", DocNumber="G-1")
    (row,) = us.company.ledger(account_id=account, start=date(2026, 1, 1), end=date(2026, 1, 31))
    assert row == {
        "date": "2026-01-15",
        "txn_type": "Invoice",
        "txn_id": made["Id"],
        "doc_number": "G-1",
        "account_id": account,
        "account": "Services",
        "name_id": "1",
        "item_id": us.id("Item", "Design"),
        "class_id": None,
        "department_id": None,
        "memo": "Plan",
        "currency": "USD",
        "amount": Decimal("-10.00"),
        "foreign_amount": Decimal("-10.00"),
    }


def test_counting(us: Books):
    every = us.company.count("Customer")
    us.update("Customer", us.customer("Gone"), Active=False)
    assert us.company.count("Customer") == every
    assert us.company.count("Customer", inactive=True) == every + 1
