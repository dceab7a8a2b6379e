"""Change data capture (spec qbo 8.4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quickbooks_simulator import clock

from .client import Client, codes
from .test_query import insert


def changes(client: Client, entities: str, since) -> list[dict]:
    answer = client.get("cdc", entities=entities, changedSince=clock.metadata_time(since))
    assert answer.status_code == 200, answer.text
    (response,) = answer.json()["CDCResponse"]
    assert list(response) == ["QueryResponse"]
    return response["QueryResponse"]


def test_one_answer_per_entity_in_order(client: Client):
    client.create("Customer", {"DisplayName": "A"})
    vendors, customers, invoices = changes(client, "Vendor,Customer,Invoice", clock.now() - timedelta(hours=1))
    assert (vendors, invoices) == ({}, {})
    assert (customers["startPosition"], customers["maxResults"]) == (1, 1)
    assert customers["Customer"][0]["DisplayName"] == "A"


def test_a_deleted_transaction_is_a_stub_without_sync_token(client: Client):
    made = client.create("Invoice", {"DocNumber": "1"})
    client.post("invoice", {"Id": made["Id"], "SyncToken": "0"}, operation="delete")
    (invoices,) = changes(client, "Invoice", clock.now() - timedelta(hours=1))
    (stub,) = invoices["Invoice"]
    assert set(stub) == {"domain", "status", "Id", "MetaData"}
    assert (stub["status"], set(stub["MetaData"])) >= ("Deleted", {"LastUpdatedTime"})
    assert client.query("select * from Invoice") == {}


def test_only_what_changed_since(client: Client):
    client.create("Customer", {"DisplayName": "Old"})
    clock.advance(60)
    moment = clock.now()
    client.create("Customer", {"DisplayName": "New"})
    (customers,) = changes(client, "Customer", moment)
    assert [customer["DisplayName"] for customer in customers["Customer"]] == ["New"]


@pytest.mark.switch("cdc_over_30_days")
def test_thirty_days_back_and_no_more(client: Client):
    """More than 30 days is unconfirmed: switch cdc_over_30_days, refused by default."""
    client.create("Customer", {"DisplayName": "A"})
    assert len(changes(client, "Customer", clock.now() - timedelta(days=29, hours=23))) == 1
    old = {"entities": "Customer", "changedSince": clock.metadata_time(clock.now() - timedelta(days=31))}
    assert codes(client.get("cdc", **old)) == ["2070"]
    client.company.set_switch("cdc_over_30_days", "clip")
    assert client.get("cdc", **old).status_code == 200


@pytest.mark.switch("cdc_limit_scope")
def test_a_thousand_objects_per_response(client: Client):
    """Per response or per entity is unconfirmed: switch cdc_limit_scope."""
    insert(client, 1100)
    client.create("Customer", {"DisplayName": "A"})
    since = clock.now() - timedelta(hours=1)
    invoices, customers = changes(client, "Invoice,Customer", since)
    assert (invoices["maxResults"], customers) == (1000, {})
    client.company.set_switch("cdc_limit_scope", "entity")
    invoices, customers = changes(client, "Invoice,Customer", since)
    assert (invoices["maxResults"], customers["maxResults"]) == (1000, 1)


@pytest.mark.switch("cdc_leaves_out")
def test_what_is_asked_wrongly(client: Client):
    now = clock.metadata_time()
    assert codes(client.get("cdc", changedSince=now)) == ["2020"]
    assert codes(client.get("cdc", entities="Customer")) == ["2020"]
    assert codes(client.get("cdc", entities="Nothing", changedSince=now)) == ["2000"]
    assert codes(client.get("cdc", entities="TaxCode", changedSince=now)) == ["2000"]
    assert codes(client.get("cdc", entities="Customer", changedSince="yesterday")) == ["2060"]
