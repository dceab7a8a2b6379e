"""python-quickbooks, a client that none of us wrote, on the real books; only its base address is changed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import timedelta

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.online.server.application import OnlineServer

pytest.importorskip("quickbooks")
from intuitlib.client import AuthClient
from quickbooks import QuickBooks
from quickbooks.batch import batch_create
from quickbooks.cdc import change_data_capture
from quickbooks.exceptions import AuthorizationException, ObjectNotFoundException, ValidationException
from quickbooks.objects import (
    Account,
    CompanyInfo,
    CreditMemo,
    Customer,
    Invoice,
    Item,
    Payment,
    PaymentLine,
    Preferences,
    SalesItemLine,
    SalesItemLineDetail,
    TaxCode,
    Term,
)


@pytest.fixture(scope="module")
def books_server() -> Iterator[OnlineServer]:
    with OnlineServer(control=True) as running:
        yield running


@pytest.fixture
def qb(books_server: OnlineServer, monkeypatch) -> QuickBooks:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # requests_oauthlib's own word for "http is meant"
    company = books_server.companies.create("us-ast")
    company.set_switch("limits", False)
    return connect(books_server, company)


def connect(server: OnlineServer, company) -> QuickBooks:
    tokens = server.tokens
    auth = AuthClient(tokens.client_id, tokens.client_secret, "http://localhost/callback", server.discovery)
    refresh_token = server.connected(company).refresh_token
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client = QuickBooks(auth_client=auth, refresh_token=refresh_token, company_id=company.realm_id, minorversion=75)
    client.api_url_v3 = server.api_base
    return client


def new_customer(qb: QuickBooks, name: str) -> Customer:
    customer = Customer()
    customer.DisplayName = name
    return customer.save(qb=qb)


def new_item(qb: QuickBooks, name: str) -> Item:
    item = Item()
    item.Name, item.Type, item.UnitPrice = name, "Service", 12.5
    item.IncomeAccountRef = Account.where("AccountType = 'Income'", max_results=1, qb=qb)[0].to_ref()
    return item.save(qb=qb)


def new_invoice(qb: QuickBooks, customer: Customer, item: Item) -> Invoice:
    detail = SalesItemLineDetail()
    detail.ItemRef, detail.Qty, detail.UnitPrice = item.to_ref(), 4, 12.5
    line = SalesItemLine()
    line.Amount, line.SalesItemLineDetail = 50, detail
    invoice = Invoice()
    invoice.CustomerRef = customer.to_ref()
    invoice.Line.append(line)
    return invoice.save(qb=qb)


def test_names_are_created_read_updated_found_and_deactivated(qb: QuickBooks):
    made = new_customer(qb, "Amy's Bird Sanctuary Ltd")
    read = Customer.get(made.Id, qb=qb)
    assert read.DisplayName == "Amy's Bird Sanctuary Ltd"
    read.CompanyName = "Birds"
    changed = read.save(qb=qb)
    assert (changed.SyncToken, changed.CompanyName) == ("1", "Birds")
    (found,) = Customer.filter(DisplayName="amy's bird sanctuary ltd", qb=qb)
    assert found.Id == made.Id
    assert made.Id in [customer.Id for customer in Customer.all(max_results=1000, qb=qb)]
    before = Customer.count(qb=qb)
    changed.Active = False
    changed.save(qb=qb)
    assert Customer.count(qb=qb) == before - 1
    with pytest.raises(ValidationException):
        Customer.where("NoSuchField = 'x'", qb=qb)
    with pytest.raises(ObjectNotFoundException):
        Customer.get("99999", qb=qb)


@pytest.mark.switch("us_global_tax_calculation")
def test_an_invoice_is_created_updated_voided_and_deleted(qb: QuickBooks):
    customer, item = new_customer(qb, "Zoë"), new_item(qb, "Hours")
    invoice = new_invoice(qb, customer, item)
    assert (float(invoice.TotalAmt), float(invoice.Balance)) == (50.0, 50.0)
    invoice.PrivateNote = "by python-quickbooks"
    changed = invoice.save(qb=qb)
    assert changed.PrivateNote == "by python-quickbooks"
    (found,) = Invoice.where(f"CustomerRef = '{customer.Id}'", qb=qb)
    assert found.DocNumber == invoice.DocNumber
    voided = changed.void(qb=qb)["Invoice"]
    assert (voided["TotalAmt"], voided["Balance"]) == (0, 0)
    assert voided["PrivateNote"].startswith("Voided")
    other = new_invoice(qb, customer, item)
    deleted = other.delete(qb=qb)["Invoice"]
    assert deleted == {"domain": "QBO", "status": "Deleted", "Id": other.Id}
    with pytest.raises(ObjectNotFoundException):
        Invoice.get(other.Id, qb=qb)


@pytest.mark.switch("numbers_as_text", "us_global_tax_calculation")
def test_a_payment_is_applied_and_voided(qb: QuickBooks):
    customer, item = new_customer(qb, "Payer"), new_item(qb, "Thing")
    invoice = new_invoice(qb, customer, item)
    line = PaymentLine()
    line.Amount = 50
    line.LinkedTxn.append(invoice.to_linked_txn())
    payment = Payment()
    payment.CustomerRef, payment.TotalAmt = customer.to_ref(), 50
    payment.Line.append(line)
    made = payment.save(qb=qb)
    assert float(Invoice.get(invoice.Id, qb=qb).Balance) == 0
    made.void(qb=qb)
    assert float(Invoice.get(invoice.Id, qb=qb).Balance) == 50


def test_lists_settings_and_projections(qb: QuickBooks):
    assert CompanyInfo.get(qb.company_id, qb=qb).Country == "US"
    assert Preferences.get(qb=qb).SalesFormsPrefs is not None
    assert Item.all(qb=qb)  # select *, Sku from Item
    assert {"TAX", "NON"} <= {code.Id for code in TaxCode.all(qb=qb)}
    assert Term.all(qb=qb)
    assert Account.count("AccountType = 'Bank'", qb=qb) >= 1
    assert CreditMemo.all(qb=qb) == []


def test_batch_and_changes(qb: QuickBooks):
    since = clock.now() - timedelta(minutes=1)
    names = []
    for name in ("One", "Two", "One"):
        customer = Customer()
        customer.DisplayName = f"Batch {name}"
        names.append(customer)
    result = batch_create(names, qb=qb)
    assert (len(result.successes), len(result.faults)) == (2, 1)
    assert str(result.faults[0].Error[0].code) == "6240"
    changed = change_data_capture([Customer, Invoice], clock.stamp(since), qb=qb)
    assert {"Batch One", "Batch Two"} <= {customer.DisplayName for customer in changed.Customer}


def test_a_request_id_is_passed_on(qb: QuickBooks):
    customer = Customer()
    customer.DisplayName = "Once"
    first = customer.save(qb=qb, request_id="abc")
    again = Customer()
    again.DisplayName = "Once"
    assert again.save(qb=qb, request_id="abc").Id == first.Id


def test_a_dead_token_is_an_authorization_exception(qb: QuickBooks):
    clock.advance(3600)
    with pytest.raises(AuthorizationException):
        Customer.all(qb=qb)
