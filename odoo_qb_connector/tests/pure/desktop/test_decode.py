"""Answers -> outcomes."""

from __future__ import annotations

import pytest
from odoo.addons.odoo_qb_connector.desktop import DesktopGateway
from odoo.addons.odoo_qb_connector.desktop.answers import received
from odoo.addons.odoo_qb_connector.documents import Account, AccountKind
from odoo.addons.odoo_qb_connector.gateway import (
    Delivery,
    Failed,
    Gateway,
    ObjectRef,
    OutcomeUnknown,
    Removed,
    Retryable,
    Unavailable,
    Verb,
    WireAnswer,
    Written,
)

from .samples import (
    CUSTOMER,
    GUID,
    KEY,
    MARKER,
    SAN_TOMAS,
    SET_ID,
    D,
    answer,
    books,
    create,
    customer,
    customer_ret,
    invoice,
    invoice_ret,
    product,
    remove,
    rs,
)

GATEWAY = DesktopGateway(books())
ONE, TWO = f"{SET_ID}.1", f"{SET_ID}.2"


def decoded(commands, reply):
    return GATEWAY.decode(GATEWAY.encode(commands, KEY), reply)


def test_an_invoice_as_quickbooks_holds_it():
    (outcome,) = decoded([create(invoice())], answer(rs("InvoiceAdd", ONE, invoice_ret()), set_id=SET_ID, set_code="0"))
    assert isinstance(outcome, Written)
    found = outcome.object
    assert found.ref == ObjectRef("Invoice", "C5-1417118624", "1417118624")
    assert (found.number, found.total, found.tax, found.balance) == ("INV2600007", D("128.24"), D("8.25"), D("128.24"))
    assert (found.party_id, found.marker) == (CUSTOMER.id, MARKER)
    assert found.details["linked"] == (("SalesOrder", "AA-1"),)


def test_several_each_by_its_own_number_whatever_the_order():
    outcomes = decoded(
        [create(customer()), create(invoice())],
        answer(
            rs("InvoiceAdd", TWO, invoice_ret()),
            rs("CustomerAdd", ONE, code="3100", message='The name "Amy" of the list element is already in use.'),
        ),
    )
    assert outcomes[0].error.problem == "name_taken"
    assert isinstance(outcomes[1], Written)


def test_items_come_back_as_items_of_a_kind():
    item = customer_ret("Chair").replace("CustomerRet", "ItemNonInventoryRet")
    (outcome,) = decoded([create(product())], answer(rs("ItemNonInventoryAdd", ONE, item)))
    assert outcome.object.ref.type == "Item" and outcome.object.details["kind"] == "ItemNonInventory"


def test_deleted_and_void():
    gone = "<TxnDelType>Invoice</TxnDelType><TxnID>C5-1</TxnID>"
    (outcome,) = decoded([remove("Invoice")], answer(rs("TxnDel", ONE, gone)))
    assert outcome == Removed(ObjectRef("Invoice", "C5-1"))
    void = "<TxnVoidType>Invoice</TxnVoidType><TxnID>C5-1</TxnID><RefNumber>INV1</RefNumber>"
    (outcome,) = decoded([remove("Invoice", Verb.VOID)], answer(rs("TxnVoid", ONE, void)))
    assert (outcome.object.total, outcome.object.number) == (0, "INV1")


def test_a_delete_of_what_is_gone_says_gone():
    (outcome,) = decoded([remove("Invoice")], answer(rs("TxnDel", ONE, code="3120", message="Object")))
    assert outcome.error.problem == "gone"


def test_done_but_is_done_with_a_warning():
    (outcome,) = decoded(
        [create(invoice())], answer(rs("InvoiceAdd", ONE, invoice_ret(), code="570", message="Closed"))
    )
    assert outcome.object.details["warning"] == "Closed"


def test_the_marker_survives_in_the_guid_when_somebody_edits_the_memo():
    edited = invoice_ret(marker="").replace("<LinkedTxn>", f"<ExternalGUID>{GUID}</ExternalGUID><LinkedTxn>", 1)
    (outcome,) = decoded([create(invoice())], answer(rs("InvoiceAdd", ONE, edited)))
    assert outcome.object.marker == MARKER


def test_tax_in_lines_counts_as_tax():
    line = (
        f"<InvoiceLineRet><TxnLineID>1-1</TxnLineID><ItemRef><ListID>{SAN_TOMAS.id}</ListID></ItemRef>"
        "<Amount>8.26</Amount></InvoiceLineRet></InvoiceRet>"
    )
    text = invoice_ret(subtotal="128.25", tax="0.00").replace("</InvoiceRet>", line)
    (outcome,) = decoded([create(invoice())], answer(rs("InvoiceAdd", ONE, text)))
    assert (outcome.object.tax, outcome.object.total) == (D("8.26"), D("128.25"))


@pytest.mark.parametrize(
    "reply",
    [
        answer(rs("InvoiceAdd", "other.1", invoice_ret())),
        answer(),
        answer(rs("InvoiceAdd", ONE)),
        answer(rs("InvoiceAdd", ONE, invoice_ret().replace("119.99", "much"))),
        answer(rs("InvoiceAdd", ONE, invoice_ret().replace("<EditSequence>1417118624</EditSequence>", ""))),
        answer(rs("InvoiceAdd", ONE, invoice_ret()), rs("InvoiceAdd", ONE, invoice_ret())),
        answer(rs("InvoiceAdd", ONE, invoice_ret()), set_id="another", set_code="0"),
        answer(set_id=SET_ID, set_code="600"),
        answer(set_id=SET_ID, set_code="9002"),
        answer(rs("InvoiceAdd", ONE, code="1000", message="internal")),
        received(""),
        received("<html>Proxy</html>"),
        received("<QBXML><QBXMLMsgsRs>"),
        received("", "0x80040402", "Unexpected error."),
        received("", "0x80049999", "?"),
        WireAnswer(Delivery.UNKNOWN, note="session lost"),
    ],
)
def test_what_does_not_prove_success_or_refusal_is_looked_up(reply):
    (outcome,) = decoded([create(invoice())], reply)
    assert isinstance(outcome, Failed) and isinstance(outcome.error, OutcomeUnknown)


def test_a_stored_outcome_names_the_object_to_read():
    stored = (
        "<ErrorRecovery><TxnID>C5-1</TxnID><EditSequence>17</EditSequence>"
        f"<ExternalGUID>{GUID}</ExternalGUID></ErrorRecovery>"
    )
    (outcome,) = decoded([create(invoice())], answer(rs("InvoiceAdd", ONE, stored), set_id=SET_ID, set_code="0"))
    assert isinstance(outcome.error, OutcomeUnknown)
    assert outcome.error.values == {"id": "C5-1", "token": "17", "guid": GUID}


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (WireAnswer(Delivery.NOT_SENT, note="waiting_for_desktop"), Unavailable),
        (received("", "0x80040414", "A modal dialog box is showing"), Retryable),
    ],
)
def test_what_surely_did_not_run_waits(reply, kind):
    (outcome,) = decoded([create(invoice())], reply)
    assert isinstance(outcome.error, kind)


def test_the_gateway_has_all_of_the_port():
    wanted = {name for name in (*vars(Gateway), *Gateway.__annotations__) if not name.startswith("_")}
    assert {"limits", "encode", "ask"} <= wanted
    assert [name for name in sorted(wanted) if not hasattr(GATEWAY, name)] == []


def test_the_gateway_pushes_nothing_and_answers_nothing():
    request = GATEWAY.encode([create(invoice())], KEY)
    assert [one.delivery for one in GATEWAY.transmit([request])] == [Delivery.NOT_SENT]
    with pytest.raises(Retryable) as raised:
        GATEWAY.ask(None)
    assert raised.value.problem == "waiting_for_desktop"
    assert GATEWAY.url(ObjectRef("Invoice", "1")) == ""
    GATEWAY.close()


def account_ret() -> str:
    head = customer_ret("Clearing", "8-91").replace("CustomerRet", "AccountRet").removesuffix("</AccountRet>")
    more = "<AccountType>OtherCurrentAsset</AccountType><AccountNumber>4800</AccountNumber><Balance>7.00</Balance>"
    return f"{head}{more}</AccountRet>"


def test_an_account_says_its_number_and_its_type():
    (outcome,) = decoded(
        [create(Account("Clearing", AccountKind.OTHER_CURRENT_ASSET, "4800"))],
        answer(rs("AccountAdd", ONE, account_ret())),
    )
    assert outcome.object.ref == ObjectRef("Account", "8-91", "1416570432")
    assert (outcome.object.number, outcome.object.details["kind"]) == ("4800", "OtherCurrentAsset")


def test_the_account_number_of_a_party_is_not_its_number():
    """It is the number they know us by."""
    known = customer_ret().replace("</CustomerRet>", "<AccountNumber>C-77</AccountNumber></CustomerRet>")
    (outcome,) = decoded([create(customer())], answer(rs("CustomerAdd", ONE, known)))
    assert outcome.object.number == ""


def test_the_balance_of_a_customer_is_without_that_of_its_jobs():
    own = "<Balance>239.50</Balance><TotalBalance>500.00</TotalBalance></CustomerRet>"
    (outcome,) = decoded(
        [create(customer())], answer(rs("CustomerAdd", ONE, customer_ret().replace("</CustomerRet>", own)))
    )
    assert outcome.object.balance == D("239.50")
