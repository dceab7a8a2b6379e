"""Points of the server that nobody could confirm: each both ways, by its switch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.online.server.application import OnlineServer
from quickbooks_simulator.online.server.limits import Limits
from quickbooks_simulator.online.server.refusals import GatewayRefusal

from .client import Client, codes

A = {"DisplayName": "A"}


@pytest.fixture(scope="module")
def running() -> Iterator[OnlineServer]:
    """A server on the real books."""
    with OnlineServer(control=True) as server:
        yield server


@pytest.fixture
def books(running: OnlineServer) -> Client:
    company = running.companies.create("us-ast")
    company.set_switch("limits", False)
    return Client(running, company)


def batch(*items: dict) -> dict:
    return {"BatchItemRequest": [{"bId": str(n), **item} for n, item in enumerate(items)]}


def weighed(limits: Limits, weight: int, times: int) -> int:
    """How many of `times` batches of `weight` items are admitted, each by another app."""
    done = 0
    for number in range(times):
        try:
            with limits.admitted("1", f"app{number}", batch=False, enforced=True, weight=weight):
                done += 1
        except GatewayRefusal:
            pass
    return done


def test_a_call_of_thirty_fills_the_minute_thirty_times_as_fast():
    assert weighed(Limits(), 30, 20) == 16
    assert weighed(Limits(), 1, 501) == 500


@pytest.mark.switch("batch_hard_limit", "batch_metering", "limits", "throttle_batch")
def test_a_batch_is_one_call_of_the_minute_or_as_many_as_it_has_items(client: Client):
    thirty = batch(*[{"operation": "create", "Customer": A}] * 30)
    client.company.set_switch("limits", True)
    assert client.post("batch", thirty).status_code == 200
    windows = client.server.limits._calls
    assert len(windows["realm", client.realm_id]) == 1
    client.company.set_switch("throttle_batch", "items")
    assert client.post("batch", thirty).status_code == 200
    assert len(windows["realm", client.realm_id]) == 31
    assert len(windows["app", client.realm_id, client.server.tokens.client_id]) == 2
    assert client.post("batch", {"no": "batch"}).status_code == 400
    assert len(windows["realm", client.realm_id]) == 32


@pytest.mark.switch("throttle_envelope")
def test_a_429_is_in_the_gateways_envelope_or_in_that_of_the_books(client: Client):
    client.order("throttle", count=2)
    lower = client.get("customer/1")
    assert (lower.status_code, lower.json()["fault"]["error"][0]["code"]) == (429, "3001")
    client.company.set_switch("throttle_envelope", "upper")
    upper = client.get("customer/1")
    assert upper.status_code == 429
    assert upper.json()["Fault"] == {
        "Error": [
            {
                "Message": "message=ThrottleExceeded; errorCode=003001; statusCode=429",
                "Detail": "The request limit was reached.  Try again later",
                "code": "3001",
            }
        ],
        "type": "SERVICE",
    }
    client.use("nonsense")
    assert client.get("customer/1").json()["fault"]["error"][0]["code"] == "3200"


@pytest.mark.switch("delete_metering", "batch_metering")
def test_a_delete_is_data_in_or_metered(client: Client):
    def metered() -> int:
        return client.control("GET", "/counters")["coreplus"]

    def remove() -> dict:
        made = client.create("Invoice", {"DocNumber": "1"})
        return {"Id": made["Id"], "SyncToken": made["SyncToken"]}

    client.post("invoice", remove(), operation="delete")
    client.post("invoice", remove(), operation="void")
    client.post("batch", batch({"operation": "delete", "Invoice": remove()}))
    assert metered() == 0
    client.company.set_switch("delete_metering", "coreplus")
    client.post("invoice", remove(), operation="delete")
    client.post("invoice", remove(), operation="void")
    assert metered() == 2
    client.post("batch", batch({"operation": "delete", "Invoice": remove()}, {"operation": "create", "Customer": A}))
    assert metered() == 3


@pytest.mark.switch("query_backslash")
@pytest.mark.parametrize(
    ("choice", "written", "found"),
    [
        ("refuse", r"C:\\", None),
        ("refuse", r"a\b", None),
        ("refuse", r"O\'Hara", "O'Hara"),
        ("escape", r"C:\\", "C:\\"),
        ("escape", r"O\'Hara", "O'Hara"),
        ("escape", r"x\y", "xy"),
        ("literal", r"a\b", "a\\b"),
        ("literal", r"C:\\", "C:\\\\"),
        ("literal", r"O\'Hara", "O'Hara"),
    ],
)
def test_a_backslash_in_a_query(client: Client, choice: str, written: str, found: str | None):
    client.company.set_switch("query_backslash", choice)
    for name in ("C:\\", "C:\\\\", "O'Hara", "xy", "a\\b"):
        client.create("Customer", {"DisplayName": name})
    statement = f"select * from Customer where DisplayName = '{written}'"
    if found is None:
        error = client.refused_query(statement)
        assert (error["code"], error["Detail"][:36]) == ("4000", "QueryParserError: Lexical error at l")
    else:
        (body,) = client.query(statement)["Customer"]
        assert body["DisplayName"] == found


@pytest.mark.switch("query_backslash")
def test_a_refused_backslash_is_the_default(client: Client):
    assert client.refused_query(r"select * from Customer where DisplayName = 'a\b'")["code"] == "4000"


@pytest.mark.switch("cdc_leaves_out")
@pytest.mark.parametrize("entity", ["TaxCode", "TaxRate", "TaxAgency"])
def test_cdc_leaves_the_tax_entities_out_or_nothing(books: Client, entity: str):
    since = clock.metadata_time(clock.now())
    assert codes(books.get("cdc", entities=entity, changedSince=since)) == ["2000"]
    books.company.set_switch("cdc_leaves_out", "nothing")
    found = books.get("cdc", entities=entity, changedSince=since)
    assert found.status_code == 200, found.text
    assert codes(books.get("cdc", entities="TaxService", changedSince=since)) == ["2000"]


def tax_service_body(books: Client, name: str) -> dict:
    agency = books.query("select * from TaxAgency")["TaxAgency"][0]["Id"]
    rate = {"TaxRateName": name, "RateValue": 5, "TaxAgencyId": agency, "TaxApplicableOn": "Sales"}
    return {"TaxCode": name, "TaxRateDetails": [rate]}


@pytest.mark.switch("tax_service_answer")
def test_the_answer_of_taxservice_is_bare_or_wrapped(books: Client):
    bare = books.post("taxservice/taxcode", tax_service_body(books, "T1")).json()
    assert bare.keys() == {"TaxCode", "TaxCodeId", "TaxRateDetails", "time"}
    books.company.set_switch("tax_service_answer", "wrapped")
    wrapped = books.post("taxservice/taxcode", tax_service_body(books, "T2")).json()
    assert wrapped.keys() == {"TaxService", "time"}
    assert wrapped["TaxService"]["TaxCode"] == "T2"


@pytest.mark.switch("batch_tax_service")
def test_taxservice_in_a_batch_is_refused_or_not(books: Client):
    item = {"operation": "create", "TaxService": tax_service_body(books, "T3")}
    (answer,) = books.post("batch", batch(item)).json()["BatchItemResponse"]
    assert answer["Fault"]["Error"][0]["code"] == "500"
    books.company.set_switch("batch_tax_service", "accept")
    (answer,) = books.post("batch", batch(item)).json()["BatchItemResponse"]
    assert answer["TaxService"]["TaxCode"] == "T3"


@pytest.mark.switch("void_form")
def test_each_entity_has_its_own_form_of_void(books: Client):
    customer = books.create("Customer", A)["Id"]
    payment = books.create("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 5})
    key = {"Id": payment["Id"], "SyncToken": "0", "sparse": True}
    assert codes(books.post("payment", key, operation="void")) == ["500"]
    invoice = next(i for i in books.query("select * from Invoice")["Invoice"] if i["Balance"] == i["TotalAmt"])
    refused = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True}
    assert codes(books.post("invoice", refused, operation="update", include="void")) == ["500"]
    books.company.set_switch("void_form", "either")
    assert books.post("payment", key, operation="void").json()["Payment"]["TotalAmt"] == 0
    assert books.post("invoice", refused, operation="update", include="void").json()["Invoice"]["TotalAmt"] == 0
