"""Batch (spec qbo 9)."""

from __future__ import annotations

import pytest

from .client import Client, codes


def send(client: Client, *items: dict, **parameters):
    return client.post("batch", {"BatchItemRequest": list(items)}, **parameters)


def create(bid: str, name: str = "A") -> dict:
    return {"bId": bid, "operation": "create", "Customer": {"DisplayName": name}}


def test_every_item_stands_alone(client: Client):
    answer = send(
        client,
        create("bid1"),
        {"bId": "bid2", "operation": "delete", "Invoice": {"Id": "77", "SyncToken": "0"}},
        {"bId": "bid3", "operation": "update", "Customer": {"Id": "1", "SyncToken": "0", "DisplayName": "B"}},
        {"bId": "bid4", "Query": "select * from Customer"},
        {"bId": "bid5", "Query": "select"},
    )
    assert answer.status_code == 200
    items = answer.json()["BatchItemResponse"]
    assert [item["bId"] for item in items] == ["bid1", "bid2", "bid3", "bid4", "bid5"]
    assert items[0]["Customer"]["Id"] == "1"
    assert items[1]["Fault"]["Error"][0]["code"] == "610"
    assert items[1]["Fault"]["type"] == "ValidationFault"
    assert items[2]["Customer"]["SyncToken"] == "1"
    assert items[3]["QueryResponse"]["maxResults"] == 1
    assert items[4]["Fault"]["Error"][0]["code"] == "4000"
    assert "time" in answer.json()
    (entry,) = client.control("GET", "/log")["log"]
    assert (entry["operation"], entry["ids"], entry["faults"]) == ("batch", ["1", "1"], ["610", "4000"])


@pytest.mark.switch("batch_hard_limit")
def test_more_items_than_the_hard_limit_are_1040(client: Client):
    """The hard limit is unconfirmed: switch batch_hard_limit, 30 by default."""
    assert send(client, *[create(str(n)) for n in range(30)]).status_code == 200
    answer = send(client, *[create(str(n)) for n in range(31)])
    assert (answer.status_code, codes(answer)) == (400, ["1040"])
    client.company.set_switch("batch_hard_limit", 40)
    assert send(client, *[create(str(n)) for n in range(31)]).status_code == 200


def test_long_bids_work_without_a_requestid(client: Client):
    assert send(client, create("b" * 45)).json()["BatchItemResponse"][0]["bId"] == "b" * 45


def test_bids_must_be_there_and_unique(client: Client):
    assert codes(send(client, create("1"), create("1"))) == ["2600"]
    assert codes(send(client, {"operation": "create", "Customer": {}})) == ["2020"]
    assert client.query("select count(*) from Customer") == {"totalCount": 0}


def test_what_is_no_batch_is_a_plain_fault(client: Client):
    assert codes(client.post("batch", {})) == ["2020"]
    assert codes(client.post("batch", {"BatchItemRequest": []})) == ["2020"]
    assert codes(client.post("batch", {"Items": []})) == ["2010"]
    assert codes(send(client, {"bId": "1", "operation": "create", "Nothing": {}})) == ["2010"]


@pytest.mark.switch("batch_void")
def test_void_in_a_batch_is_refused_unless_switched(client: Client):
    """Unconfirmed: switch batch_void, refuse by default."""
    made = client.create("Invoice", {"DocNumber": "1"})
    void = {"bId": "1", "operation": "void", "Invoice": {"Id": made["Id"], "SyncToken": "0"}}
    (item,) = send(client, void).json()["BatchItemResponse"]
    assert item["Fault"]["Error"][0]["code"] == "500"
    client.company.set_switch("batch_void", "accept")
    (item,) = send(client, void).json()["BatchItemResponse"]
    assert item["Invoice"]["SyncToken"] == "1"


@pytest.mark.switch("cdc_over_30_days")
def test_changes_in_a_batch(client: Client):
    client.create("Customer", {"DisplayName": "A"})
    asked = {"Entities": "Customer,Invoice", "ChangedSince": "2000-01-01"}
    client.company.set_switch("cdc_over_30_days", "clip")
    (item,) = send(client, {"bId": "1", "CDCQuery": asked}).json()["BatchItemResponse"]
    customers, invoices = item["CDCResponse"]["QueryResponse"]
    assert (customers["maxResults"], invoices) == (1, {})


def test_an_ordered_fault_can_strike_one_item(client: Client):
    client.order("transient", match={"entity": "Customer", "operation": "create"}, nth=2)
    items = send(client, create("1"), create("2"), create("3")).json()["BatchItemResponse"]
    assert [next(iter(item)) for item in items] == ["Customer", "Fault", "Customer"]
    assert items[1]["Fault"]["Error"][0]["code"] == "6000"
    client.order("transient")
    items = send(client, create("1"), create("2")).json()["BatchItemResponse"]
    assert [next(iter(item)) for item in items] == ["Fault", "Customer"]
    client.order("transient", match={"operation": "batch"})
    assert codes(send(client, create("1"))) == ["6000"]
