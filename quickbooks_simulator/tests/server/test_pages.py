"""The pages for people."""

from __future__ import annotations

import pytest
import requests

from quickbooks_simulator.online.server.pages import status_of

from .client import Client


@pytest.fixture
def invoice(client: Client) -> dict:
    line = {
        "Amount": 1234.5,
        "DetailType": "SalesItemLineDetail",
        "Description": "<b>Bolts</b>",
        "SalesItemLineDetail": {"ItemRef": {"value": "1", "name": "Bolt"}, "Qty": 2, "UnitPrice": 617.25},
    }
    body = {"DocNumber": "S00042", "CustomerRef": {"value": "1", "name": "Zoë & Co"}, "TxnDate": "2026-01-31"}
    return client.create("Invoice", {**body, "TotalAmt": 1234.5, "Balance": 1234.5, "Line": [line]})


def get(client: Client, path: str) -> requests.Response:
    return requests.get(client.server.base + path, allow_redirects=False)


def test_the_start_page_lists_companies(client: Client):
    answer = get(client, "/")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert f"/books/{client.realm_id}" in answer.text
    assert 'name="viewport"' in answer.text and 'http-equiv="refresh"' in answer.text
    assert get(client, "/style.css").headers["Content-Type"] == "text/css; charset=utf-8"


def test_the_list_of_invoices(client: Client, invoice: dict):
    text = get(client, f"/books/{client.realm_id}").text
    for part in ("S00042", "Zoë &amp; Co", "2026-01-31", "1,234.50", "Open", f"/invoice/{invoice['Id']}"):
        assert part in text


def test_one_invoice_in_full(client: Client, invoice: dict):
    text = get(client, f"/books/{client.realm_id}/invoice/{invoice['Id']}").text
    for part in ("Invoice S00042", "Bolt", "&lt;b&gt;Bolts", "617.25", "As the API shows it"):
        assert part in text
    assert get(client, f"/books/{client.realm_id}/invoice/99").status_code == 404


@pytest.mark.parametrize("tab", ["transactions", "customers", "items", "ledger", "trial-balance", "requests"])
def test_every_tab(client: Client, invoice: dict, tab: str):
    client.create("Customer", {"DisplayName": "<Zoë>"})
    client.create("Item", {"Name": "Bolt", "UnitPrice": 1.5})
    answer = get(client, f"/books/{client.realm_id}/{tab}")
    assert answer.status_code == 200
    assert "<Zoë>" not in answer.text


def test_what_is_not_there(client: Client):
    assert get(client, "/books/1").status_code == 404
    assert get(client, f"/books/{client.realm_id}/nothing").status_code == 404


def test_the_deep_link_finds_the_invoice(client: Client, invoice: dict):
    page = f"/books/{client.realm_id}/invoice/{invoice['Id']}"
    assert get(client, f"/app/invoice?txnId={invoice['Id']}").headers["Location"] == page
    other = Client(client.server, client.server.companies.create("us-ast"))
    other.create("Invoice", {})
    both = get(client, f"/app/invoice?txnId={invoice['Id']}")
    assert page in both.text and other.realm_id in both.text
    chosen = get(client, f"/app/invoice?txnId={invoice['Id']}&company={client.realm_id}")
    assert chosen.headers["Location"] == page
    assert get(client, "/app/invoice?txnId=99").status_code == 404


@pytest.mark.parametrize(
    ("invoice", "status"),
    [
        ({"TotalAmt": 10, "Balance": 10}, "Open"),
        ({"TotalAmt": 10, "Balance": 4}, "Partly paid"),
        ({"TotalAmt": 10, "Balance": 0}, "Paid"),
        ({"TotalAmt": 0, "Balance": 0, "PrivateNote": "Voided - x"}, "Voided"),
    ],
)
def test_the_status_in_words(invoice: dict, status: str):
    assert status_of(invoice) == status
