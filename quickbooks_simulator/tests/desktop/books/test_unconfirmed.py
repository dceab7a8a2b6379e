"""What spec qbd leaves open about QuickBooks itself and no other test turns: every switch both ways."""

from __future__ import annotations

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.desktop.hresults import HResultError

from .desk import Desk, customer, invoice, line, message, ref


def found(desk: Desk, made: str) -> dict:
    return next(one for one in desk.company.objects("Invoice") if one["TxnID"] == made)


@pytest.mark.switch("unconfirmed_wording", "trim_names")
def test_a_wording_that_nobody_recorded(desk: Desk):
    """A code alone, unless the sentence is wanted; recorded wordings are the same either way."""
    empty, taken = customer(" "), customer("Deco Addict")
    recorded = 'The name "Deco Addict" of the list element is already in use.'
    assert (desk.refused(empty, 3150), desk.refused(taken, 3100)) == ("Status code 3150.", recorded)
    desk.company.set_switch("unconfirmed_wording", "sentence")
    assert desk.refused(empty, 3150) == 'There is a missing element: "Name".'
    assert desk.refused(taken, 3100) == recorded


@pytest.mark.switch("newest_version")
def test_a_version_above_16(desk: Desk):
    with pytest.raises(HResultError, match="0x80040423"):
        desk.session.process(message(customer("Seventeen"), version="17.0"))
    host = "<HostQueryRq/>"
    assert (desk.company.major_version, desk.done(host).texts("SupportedQBXMLVersion")[-1]) == (16, "16.0")
    desk.company.set_switch("newest_version", "17.0")
    assert desk.done(customer("Seventeen"), version="17.0").text("Name") == "Seventeen"
    assert (desk.company.major_version, desk.done(host).texts("SupportedQBXMLVersion")[-1]) == (17, "17.0")


@pytest.mark.switch("line_breaks_in_long_fields")
def test_a_line_break_in_a_note(desk: Desk):
    noted = customer("Noted", "<Notes>one\ntwo</Notes>")
    desk.company.set_switch("line_breaks_in_long_fields", "refuse")
    assert desk.refused(noted, 3090)
    desk.company.set_switch("line_breaks_in_long_fields", "accept")
    assert desk.done(noted).text("Notes") == "one\ntwo"


@pytest.mark.switch("trim_names")
def test_spaces_around_a_name(desk: Desk):
    assert desk.refused(customer(" Deco Addict "), 3100)
    desk.company.set_switch("trim_names", False)
    assert desk.done(customer(" Deco Addict ")).text("Name") == " Deco Addict "


@pytest.mark.switch("lost_iterator_code", "iterator_in_new_session")
def test_the_status_of_a_lost_iterator(desk: Desk):
    lost = (
        '<CustomerQueryRq iterator="Continue" iteratorID="{11111111-1111-1111-1111-111111111111}">'
        "<MaxReturned>1</MaxReturned></CustomerQueryRq>"
    )
    for code in ("3120", "500", "1000"):
        desk.company.set_switch("lost_iterator_code", code)
        answer = desk.ask(lost)
        assert (str(answer.code), answer.rets) == (code, [])


@pytest.mark.switch("data_of_deleted_days", "list_delete_in_multi_user")
def test_how_long_deletions_are_told(desk: Desk):
    list_id = desk.done(customer("Ann")).text("ListID")
    desk.company.set_switch("list_delete_in_multi_user", "allow")
    desk.done(f"<ListDelRq><ListDelType>Customer</ListDelType><ListID>{list_id}</ListID></ListDelRq>")
    deleted = "<ListDeletedQueryRq><ListDelType>Customer</ListDelType></ListDeletedQueryRq>"
    clock.advance(45 * 86400)
    assert desk.done(deleted).texts("ListID") == [list_id]
    desk.company.set_switch("data_of_deleted_days", 30)
    assert desk.ask(deleted).code == 1


@pytest.mark.switch("currency_change")
def test_the_currency_of_a_name_with_transactions(multi: Desk):
    account = ref("ARAccountRef", "Accounts Receivable - EUR")
    head = f"{account}<TxnDate>2026-03-02</TxnDate><ExchangeRate>1.25</ExchangeRate>"
    multi.done(invoice(line("Design", code="Non"), customer="Galerie Vivienne", head=head))
    name = multi.find("Customer", "Galerie Vivienne")
    ends = f"<ListID>{name['ListID']}</ListID><EditSequence>{name['EditSequence']}</EditSequence>"
    mod = f"<CustomerModRq><CustomerMod>{ends}{ref('CurrencyRef', 'US Dollar')}</CustomerMod></CustomerModRq>"
    assert multi.refused(mod, 3170)
    multi.company.set_switch("currency_change", "accept")
    assert multi.done(mod).text("CurrencyRef/FullName") == "US Dollar"


@pytest.mark.switch("negative_total")
def test_an_invoice_below_zero(desk: Desk):
    below = invoice(line("Design", Amount="-1.00", code="Non"))
    assert desk.refused(below, 3180)
    desk.company.set_switch("negative_total", "accept")
    assert desk.done(below).text("Subtotal") == "-1.00"


@pytest.mark.switch("empty_invoice")
def test_an_invoice_without_lines(desk: Desk):
    assert desk.refused(invoice(), 3180)
    desk.company.set_switch("empty_invoice", "accept")
    assert desk.done(invoice()).text("Subtotal") == "0.00"


@pytest.mark.switch("payment_touches_invoice")
@pytest.mark.parametrize("touches", [True, False])
def test_whether_a_payment_moves_the_invoice(desk: Desk, touches: bool):
    desk.company.set_switch("payment_touches_invoice", touches)
    made = desk.done(invoice(line("Design", Amount="10.00", code="Non")))
    clock.advance(60)
    desk.company.receive_payment(made.text("TxnID"))
    after = found(desk, made.text("TxnID"))
    moved = [after[name] != made.text(name) for name in ("EditSequence", "TimeModified")]
    assert moved == [touches, touches]
