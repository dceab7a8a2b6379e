"""SyncToken, LastUpdatedTime, full and sparse updates, writes that change nothing (spec qbo 1.4)."""

from __future__ import annotations

import pytest

from quickbooks_simulator import clock

from .books import Books, refused


def _time(body: dict) -> str:
    return body["MetaData"]["LastUpdatedTime"]


def test_the_token_starts_at_0_and_moves_by_one(us: Books):
    made = us.customer("Token")
    assert made["SyncToken"] == "0"
    clock.advance(60)
    changed = us.update("Customer", made, Notes="one")
    assert changed["SyncToken"] == "1"
    assert _time(changed) > _time(made)
    assert changed["MetaData"]["CreateTime"] == made["MetaData"]["CreateTime"]
    assert changed["sparse"] is False


@pytest.mark.switch("missing_sync_token")
def test_id_and_token_are_required_and_exact(us: Books):
    made = us.customer("Token")
    with refused("2020", element="SyncToken"):
        us.company.write("Customer", "update", {"Id": made["Id"], "sparse": True, "Notes": "x"})
    with refused("2020", element="Id"):
        us.company.write("Customer", "update", {"SyncToken": "0", "sparse": True, "Notes": "x"})
    for wrong in ("1", "-1", "00", "0.0"):
        with refused("5010", detail="were working on this at the same time"):
            us.update("Customer", {**made, "SyncToken": wrong}, Notes="x")
    with refused("2030"):
        us.update("Customer", {**made, "Id": "one"}, Notes="x")
    with refused("610"):
        us.update("Customer", {**made, "Id": "98765"}, Notes="x")


@pytest.mark.switch("sparse_without_lines")
def test_stale_delete_and_void(us: Books):
    invoice = us.invoice("1", us.line("Design", 10))
    us.update("Invoice", invoice, PrivateNote="newer")
    with refused("5010"):
        us.remove("Invoice", invoice)
    with refused("5010"):
        us.void("Invoice", invoice)


def test_a_write_that_changes_nothing_advances_nothing(us: Books):
    made = us.customer("Quiet", Notes="same")
    clock.advance(60)
    assert us.update("Customer", made, Notes="same") == made
    assert us.replace("Customer", made) == made
    assert us.read("Customer", made["Id"]) == made


def test_deactivating_twice_is_such_a_write(us: Books):
    gone = us.update("Customer", us.customer("Leaving"), Active=False)
    clock.advance(60)
    again = us.update("Customer", gone, Active=False, DisplayName="Leaving (deleted)")
    assert again == gone


def test_sparse_keeps_and_full_blanks(us: Books):
    made = us.customer("Both", Notes="kept", CompanyName="Firm", GivenName="Ann")
    sparse = us.update("Customer", made, CompanyName="Other")
    assert (sparse["Notes"], sparse["CompanyName"], sparse["GivenName"]) == ("kept", "Other", "Ann")
    full = us.replace("Customer", sparse, Notes=None, GivenName=None)
    assert "Notes" not in full
    assert "GivenName" not in full
    assert full["CompanyName"] == "Other"


def test_null_in_a_sparse_update_blanks_one_property(us: Books):
    made = us.customer("Null", Notes="gone soon", CompanyName="Firm")
    changed = us.update("Customer", made, Notes=None)
    assert "Notes" not in changed
    assert changed["CompanyName"] == "Firm"
    with refused("2020", element="DisplayName"):
        us.update("Customer", changed, DisplayName="")


@pytest.mark.switch("sparse_nested_objects")
def test_a_nested_object_is_replaced_or_merged_by_switch(us: Books):
    made = us.customer("Nest", BillAddr={"Line1": "1 Road", "City": "Here"})
    changed = us.update("Customer", made, BillAddr={"Line1": "2 Road"})
    assert changed["BillAddr"].keys() == {"Id", "Line1"}
    us.company.set_switch("sparse_nested_objects", "merge")
    merged = us.update("Customer", changed, BillAddr={"City": "There"})
    assert {k: v for k, v in merged["BillAddr"].items() if k != "Id"} == {"Line1": "2 Road", "City": "There"}


def test_an_address_keeps_its_id_while_it_stays(us: Books):
    made = us.customer("Addr", BillAddr={"Line1": "1 Road"})
    same = us.update("Customer", made, BillAddr={"Line1": "1 Road"}, Notes="n")
    assert same["BillAddr"] == made["BillAddr"]
    moved = us.update("Customer", same, BillAddr={"Line1": "2 Road"})
    assert moved["BillAddr"]["Id"] != made["BillAddr"]["Id"]


@pytest.mark.switch("sparse_line_array")
def test_a_sent_line_array_is_the_whole_new_list(us: Books):
    one, two = us.line("Design", 10), us.line("Installation", 20)
    made = us.invoice("1", one, two)
    assert [line.get("Id") for line in made["Line"]] == ["1", "2", None]
    kept = {**two, "Id": "2"}
    changed = us.update("Invoice", made, Line=[kept])
    assert [line.get("Id") for line in changed["Line"]] == ["2", None]
    assert changed["TotalAmt"] == 20
    replaced = us.update("Invoice", changed, Line=[two])
    assert [line.get("Id") for line in replaced["Line"]] == ["3", None]
    unknown = us.update("Invoice", replaced, Line=[{**two, "Id": "77"}, {**one, "Id": "-1"}])
    assert [line.get("Id") for line in unknown["Line"]] == ["4", "5", None]


@pytest.mark.switch("sparse_without_lines")
def test_a_sparse_update_without_lines_keeps_them(us: Books):
    made = us.invoice("1", us.line("Design", 10), us.line("Desk Lamp", qty=1, price=5, code="TAX"))
    changed = us.update("Invoice", made, PrivateNote="note")
    assert changed["Line"] == made["Line"]
    assert changed["TxnTaxDetail"] == made["TxnTaxDetail"]
    assert changed["TotalAmt"] == made["TotalAmt"]
    assert changed["SyncToken"] == "1"


def test_a_full_update_needs_its_required_fields(us: Books):
    made = us.invoice("1", us.line("Design", 10))
    with refused("2020", "2020"):
        us.replace("Invoice", made, Line=None, CustomerRef=None)


def test_a_round_trip_of_every_document_changes_nothing(us: Books):
    for entity in ("Invoice", "SalesReceipt", "Estimate", "Customer", "Vendor", "Item", "Account", "Term"):
        for body in us.all(entity):
            assert us.replace(entity, body) == body, entity


def test_balances_move_the_customers_time_and_not_its_token(us: Books):
    customer = us.customer("Owing")
    clock.advance(60)
    invoice = us.invoice(customer["Id"], us.line("Design", 75))
    owing = us.read("Customer", customer["Id"])
    assert (owing["Balance"], owing["SyncToken"]) == (75, "0")
    assert _time(owing) == _time(invoice)
    clock.advance(60)
    us.remove("Invoice", invoice)
    settled = us.read("Customer", customer["Id"])
    assert (settled["Balance"], settled["SyncToken"]) == (0, "0")
    assert _time(settled) > _time(owing)


def test_an_update_with_a_token_read_before_the_balance_moved_is_fine(us: Books):
    customer = us.customer("Owing")
    us.invoice(customer["Id"], us.line("Design", 75))
    assert us.update("Customer", customer, Notes="x")["Balance"] == 75


def test_a_full_update_cannot_move_a_balance(us: Books):
    customer = us.customer("Owing")
    us.invoice(customer["Id"], us.line("Design", 75))
    changed = us.replace("Customer", customer, Notes="x", Balance=0)
    assert changed["Balance"] == 75


def test_deleted_is_gone(us: Books):
    invoice = us.invoice("1", us.line("Design", 10))
    answer = us.remove("Invoice", invoice)
    assert answer == {"domain": "QBO", "status": "Deleted", "Id": invoice["Id"]}
    with refused("610", detail="Another user has deleted this transaction"):
        us.read("Invoice", invoice["Id"])
    with refused("610"):
        us.update("Invoice", invoice, PrivateNote="x")
    with refused("610"):
        us.remove("Invoice", invoice)
    assert us.postings("Invoice", invoice["Id"]) == {}


def test_changed_since_reports_changes_and_stubs(us: Books):
    clock.advance(120)
    moment = clock.now()
    clock.advance(1)
    kept = us.invoice("1", us.line("Design", 10))
    gone = us.invoice("1", us.line("Design", 10))
    us.remove("Invoice", gone)
    clock.advance(60)
    found = us.company.changed_since("Invoice", moment)
    assert [entry["Id"] for entry in found] == [kept["Id"], gone["Id"]]
    assert found[0] == kept
    assert found[1].keys() == {"domain", "status", "Id", "MetaData"}
    assert found[1]["MetaData"].keys() == {"LastUpdatedTime"}
    assert [body["Id"] for body in us.company.changed_since("Customer", moment)] == ["1"]
    assert us.company.changed_since("Invoice", clock.now()) == []
