"""The server on the real books: what only both halves together can show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
import requests

from quickbooks_simulator import clock
from quickbooks_simulator.online.server.application import OnlineServer

from .client import Client, codes


@pytest.fixture(scope="module")
def running() -> Iterator[OnlineServer]:
    with OnlineServer(control=True) as server:
        yield server


@pytest.fixture
def books(running: OnlineServer) -> Client:
    company = running.companies.create("us-ast")
    company.set_switch("limits", False)
    return Client(running, company)


@pytest.fixture
def invoice(books: Client) -> dict:
    return books.create("Invoice", invoice_body(books))


def invoice_body(books: Client) -> dict:
    customer = books.create("Customer", {"DisplayName": "Zoë's Shop"})
    account = books.query("select * from Account where AccountType = 'Income' maxresults 1")["Account"][0]
    item = {"Name": "Hours", "Type": "Service", "IncomeAccountRef": {"value": account["Id"]}}
    reference = {"value": books.create("Item", item)["Id"]}
    detail = {"ItemRef": reference, "Qty": 3, "UnitPrice": 33.33, "TaxCodeRef": {"value": "NON"}}
    line = {"Amount": 99.99, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}
    return {"CustomerRef": {"value": customer["Id"]}, "Line": [line]}


def balances(books: Client) -> dict[str, Decimal]:
    rows = books.control("GET", "/books/trial_balance")["trial_balance"]
    return {row["name"]: Decimal(row["debit"]) - Decimal(row["credit"]) for row in rows}


def test_a_fresh_realm_is_made_in_milliseconds(running: OnlineServer):
    body = requests.post(f"{running.control_base}/companies", json={"profile": "uk", "multicurrency": True}).json()
    assert (body["country"], body["multicurrency"]) == ("GB", True)
    wish = {"preferences": {"SalesFormsPrefs": {"AllowShipping": False}}, "plan": "Essentials"}
    body = requests.post(f"{running.control_base}/companies", json=wish).json()
    company = running.companies.get(body["realm_id"])
    assert company.read("Preferences", "1")["SalesFormsPrefs"]["AllowShipping"] is False
    wrong = requests.post(f"{running.control_base}/companies", json={"profile": "mars"})
    assert (wrong.status_code, "mars" in wrong.json()["error"]) == (400, True)


def test_an_invoice_moves_the_ledger_and_a_void_moves_it_back(books: Client):
    body = invoice_body(books)
    before = balances(books)
    invoice = books.create("Invoice", body)
    after = balances(books)
    receivable = next(name for name in after if "Receivable" in name)
    assert after[receivable] - before.get(receivable, Decimal(0)) == Decimal("99.99")
    assert sum(after.values()) == 0
    voided = books.post("invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="void").json()["Invoice"]
    assert (voided["SyncToken"], voided["TotalAmt"], voided["PrivateNote"]) == ("1", 0, "Voided")
    assert balances(books)[receivable] == before.get(receivable, Decimal(0))


@pytest.mark.switch("requestid_replays_faults")
def test_a_refused_write_leaves_nothing_and_its_requestid_replays_the_fault(books: Client, invoice: dict):
    body = {**invoice_body_again(books, invoice), "Line": []}
    first = books.post("invoice", body, requestid="bad")
    assert first.status_code == 400
    before = books.query("select count(*) from Invoice")
    assert books.post("invoice", body, requestid="bad").content == first.content
    assert books.query("select count(*) from Invoice") == before


def invoice_body_again(books: Client, invoice: dict) -> dict:
    return {"CustomerRef": invoice["CustomerRef"], "Line": invoice["Line"][:1]}


def test_a_write_that_changes_nothing_changes_nothing(books: Client):
    made = books.create("Customer", {"DisplayName": "Same"})
    clock.advance(60)
    body = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "DisplayName": "Same"}
    same = books.create("Customer", body)
    assert (same["SyncToken"], same["MetaData"]) == ("0", made["MetaData"])


def test_stale_and_missing_sync_tokens(books: Client, invoice: dict):
    body = {"Id": invoice["Id"], "SyncToken": "5", "sparse": True, "PrivateNote": "x"}
    assert codes(books.post("invoice", body)) == ["5010"]
    del body["SyncToken"]
    assert books.post("invoice", body).status_code == 400


def test_a_deleted_invoice_is_610_and_a_stub_in_cdc(books: Client, invoice: dict):
    since = clock.metadata_time(clock.now() - timedelta(minutes=1))
    books.post("invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="delete")
    assert codes(books.get(f"invoice/{invoice['Id']}")) == ["610"]
    changed = books.get("cdc", entities="Invoice", changedSince=since).json()["CDCResponse"][0]["QueryResponse"][0]
    (stub,) = [entry for entry in changed["Invoice"] if entry["Id"] == invoice["Id"]]
    assert (stub["status"], "SyncToken" in stub) == ("Deleted", False)


@pytest.mark.switch("sparse_without_lines")
def test_closed_books_and_ended_subscription_by_control(books: Client, invoice: dict):
    books.control("POST", "/close-books", {"date": clock.today().isoformat()})
    note = {"Id": invoice["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "x"}
    assert codes(books.post("invoice", note)) == ["6210"]
    books.control("POST", "/close-books", {"date": None})
    books.control("POST", "/suspend", {"suspended": True})
    assert codes(books.post("invoice", note)) == ["6190"]
    assert books.get(f"invoice/{invoice['Id']}").status_code == 200
    books.control("POST", "/suspend", {"suspended": False})
    assert books.post("invoice", note).status_code == 200


def test_names_without_case_and_with_their_suffix(books: Client):
    made = books.create("Customer", {"DisplayName": "Greg"})
    assert codes(books.post("customer", {"DisplayName": "GREG"})) == ["6240"]
    books.create("Customer", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "Active": False})
    hidden = books.query("select * from Customer where DisplayName = 'greg (deleted)'")
    assert hidden == {}
    shown = books.query("select * from Customer where DisplayName = 'greg (deleted)' and Active in (true, false)")
    assert shown["Customer"][0]["Id"] == made["Id"]


def test_pseudo_tax_codes_have_ids_that_are_no_numbers(books: Client):
    ids = {code["Id"] for code in books.query("select * from TaxCode")["TaxCode"]}
    assert {"TAX", "NON"} <= ids
    assert books.get("taxcode/NON").json()["TaxCode"]["Id"] == "NON"


def test_company_info_and_preferences(books: Client):
    info = books.get(f"companyinfo/{books.realm_id}").json()["CompanyInfo"]
    assert info["Country"] == "US"
    assert books.get("preferences").json()["Preferences"]["TaxPrefs"]["PartnerTaxEnabled"] is True


def test_switches_of_both_halves_are_one_list(books: Client):
    switches = books.control("GET", "/switches")
    assert switches["limits"]["value"] is False and switches["limits"]["default"] is True
    assert "duplicate_number_without_custom_numbers" in switches
    assert all(entry["doc"] for entry in switches.values())
    address = f"{books.server.control_base}/companies/{books.realm_id}/switches"
    assert requests.post(address, json={"nothing": 1}).status_code == 400


@pytest.mark.parametrize("page", ["", "/transactions", "/customers", "/items", "/ledger", "/trial-balance"])
def test_pages_of_real_books(books: Client, invoice: dict, page: str):
    answer = requests.get(f"{books.server.base}/books/{books.realm_id}{page}")
    assert answer.status_code == 200
    one = requests.get(f"{books.server.base}/books/{books.realm_id}/invoice/{invoice['Id']}")
    assert "99.99" in one.text and "Receivable" in one.text


def three_of(books: Client, entity: str) -> tuple[dict, dict, dict]:
    """Three new records of a list."""
    account = books.query("select * from Account where AccountType = 'Income' maxresults 1")["Account"][0]
    rest = {
        "Account": {"AccountType": "Expense"},
        "Item": {"Type": "Service", "IncomeAccountRef": {"value": account["Id"]}},
    }
    key = "DisplayName" if entity in ("Customer", "Vendor", "Employee") else "Name"
    bodies = [{key: f"{entity} {number}", **rest.get(entity, {})} for number in (1, 2, 3)]
    if entity == "Employee":
        wishes = [{"entity": entity, "operation": "create", "body": body} for body in bodies]
        return tuple(books.control("POST", "/write", wish)[entity] for wish in wishes)
    return tuple(books.create(entity, body) for body in bodies)


def changed(books: Client, entity: str, since) -> dict[str, dict]:
    """What CDC tells of a list, by Id."""
    answer = books.get("cdc", entities=entity, changedSince=clock.metadata_time(since))
    ((response,),) = [one["QueryResponse"] for one in answer.json()["CDCResponse"]]
    return {one["Id"]: one for one in response.get(entity, [])}


@pytest.mark.switch("merged_name", "merged_name_in_cdc", "sparse_undocumented")
@pytest.mark.parametrize("entity", ["Customer", "Vendor", "Employee", "Item", "Account"])
def test_cdc_tells_of_inactive_and_merged_names(books: Client, entity: str):
    """Deactivated: a normal object with Active false. Merged: a stub (spec qbo 7.2, 8.4)."""
    kept, left, merged = three_of(books, entity)
    clock.advance(60)
    since = clock.now()
    assert changed(books, entity, since) == {}
    leave = {"Id": left["Id"], "SyncToken": left["SyncToken"], "sparse": True, "Active": False}
    books.control("POST", "/write", {"entity": entity, "operation": "update", "body": leave})
    found = changed(books, entity, since)
    assert list(found) == [left["Id"]]
    told = found[left["Id"]]
    assert (told["Active"], told["SyncToken"]) == (False, "1")
    assert told.get("DisplayName", told.get("Name")) == f"{entity} 2 (deleted)"
    if entity in ("Customer", "Vendor", "Item"):
        books.control("POST", "/merge", {"entity": entity, "winner": kept["Id"], "loser": merged["Id"]})
        stub = changed(books, entity, since)[merged["Id"]]
        assert (stub["status"], set(stub)) == ("Deleted", {"domain", "status", "Id", "MetaData"})
        assert books.get(f"{entity.lower()}/{merged['Id']}").json()[entity]["Active"] is False
        books.company.set_switch("merged_name_in_cdc", "inactive")
        assert changed(books, entity, since)[merged["Id"]]["Active"] is False


def test_employees_are_read_and_queried(books: Client):
    rosa, _second, _third = three_of(books, "Employee")
    assert books.get(f"employee/{rosa['Id']}").json()["Employee"] == rosa
    found = books.query("select * from Employee where DisplayName = 'employee 1'")
    assert found["Employee"] == [rosa]
    refused = books.post("employee", {"GivenName": "Rosa"})
    assert (refused.status_code, codes(refused)) == (501, ["simulator"])


def test_many_at_once(books: Client):
    before = {one: books.company.count(one) for one in ("Customer", "Vendor", "Item")}
    assert books.control("POST", "/populate", {"customers": 3, "vendors": 2}) == {"customers": 3, "vendors": 2}
    books.control("POST", "/populate", {"customers": 1, "items": 2})
    found = books.query("select * from Customer where DisplayName like 'Customer 0%'")["Customer"]
    assert [one["DisplayName"] for one in found] == [f"Customer 0000{number}" for number in (1, 2, 3, 4)]
    assert found[0]["PrimaryEmailAddr"] == {"Address": "customer.00001@example.com"}
    added = {one: books.company.count(one) - count for one, count in before.items()}
    assert added == {"Customer": 4, "Vendor": 2, "Item": 2}
    refused = books.post("customer", {"DisplayName": "customer 00002"})
    assert codes(refused) == ["6240"]


def test_pages_of_a_whole_list_and_of_what_is_asked_for(books: Client):
    """Along the index of ids or along that of a name: the same answers in the same order."""
    books.control("POST", "/populate", {"customers": 25})
    every = books.query("select * from Customer orderby Id maxresults 1000")["Customer"]
    pages = [books.query(f"select * from Customer startposition {n} maxresults 10")["Customer"] for n in (1, 11, 21)]
    assert [one["Id"] for page in pages for one in page] == [one["Id"] for one in every][:30]
    names = "'customer 00007', 'CUSTOMER 00003', 'nobody'"
    asked = books.query(f"select * from Customer where DisplayName in ({names})")["Customer"]
    assert [one["DisplayName"] for one in asked] == ["Customer 00003", "Customer 00007"]
    backwards = books.query("select * from Customer where Active = true orderby Id desc maxresults 3")["Customer"]
    assert [one["Id"] for one in backwards] == [one["Id"] for one in every][:-4:-1]
