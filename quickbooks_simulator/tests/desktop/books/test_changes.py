"""InvoiceMod, TxnDel, TxnVoid, ListDel, deleted queries, merges (spec qbd 5.1, 5.4)."""

from __future__ import annotations

import pytest

from quickbooks_simulator import clock

from .desk import Desk, Rs, customer, invoice, line, ref


def kept(line_id: str, more: str = "") -> str:
    return f"<InvoiceLineMod><TxnLineID>{line_id}</TxnLineID>{more}</InvoiceLineMod>"


def change(made: Rs, more: str, sequence: str | None = None) -> str:
    head = f"<TxnID>{made.text('TxnID')}</TxnID><EditSequence>{sequence or made.text('EditSequence')}</EditSequence>"
    return f"<InvoiceModRq><InvoiceMod>{head}{more}</InvoiceMod></InvoiceModRq>"


def remove(made: Rs, verb: str = "Del") -> str:
    return f"<Txn{verb}Rq><Txn{verb}Type>Invoice</Txn{verb}Type><TxnID>{made.text('TxnID')}</TxnID></Txn{verb}Rq>"


def three_lines(desk: Desk) -> tuple[Rs, list[str]]:
    made = desk.done(invoice(line("Oak Desk"), line("Desk Lamp", Quantity="2"), line("Design")))
    return made, made.texts("InvoiceLineRet/TxnLineID")


# ---------------------------------------------------------------------------------------------------------- Mod


def test_without_lines_the_lines_stay(desk: Desk):
    made, ids = three_lines(desk)
    changed = desk.done(change(made, "<Memo>new</Memo>"))
    assert changed.text("Memo") == "new"
    assert changed.texts("InvoiceLineRet/TxnLineID") == ids
    assert changed.text("Subtotal") == made.text("Subtotal")


@pytest.mark.switch("tax_rounding")
def test_lines_that_are_not_mentioned_vanish(desk: Desk):
    made, ids = three_lines(desk)
    new = (
        f"<InvoiceLineMod><TxnLineID>-1</TxnLineID>{ref('ItemRef', 'Gift Wrap')}<Quantity>3</Quantity></InvoiceLineMod>"
    )
    changed = desk.done(change(made, kept(ids[1]) + new))
    assert changed.texts("InvoiceLineRet/Amount") == ["90.00", "15.00"]
    assert changed.texts("InvoiceLineRet/TxnLineID")[0] == ids[1]
    assert changed.texts("InvoiceLineRet/TxnLineID")[1] not in ids
    assert (changed.text("Subtotal"), changed.text("SalesTaxTotal")) == ("105.00", "7.61")
    assert desk.ledger(made.text("TxnID"))["Accounts Receivable"] == "112.61"
    assert desk.find("ItemInventory", "Oak Desk")["QuantityOnHand"] == "20"
    desk.company.assert_balanced()


def test_a_changed_line_is_computed_anew(desk: Desk):
    made, ids = three_lines(desk)
    changed = desk.done(change(made, kept(ids[0]) + kept(ids[1], "<Quantity>5</Quantity>") + kept(ids[2])))
    assert changed.texts("InvoiceLineRet/Amount") == ["750.00", "225.00", "75.00"]
    other = kept(ids[1], f"{ref('ItemRef', 'Gift Wrap')}")
    changed = desk.done(change(made, other, changed.text("EditSequence")))
    assert changed.texts("InvoiceLineRet/Desc") == ["Gift wrapping"]
    assert changed.texts("InvoiceLineRet/Amount") == ["25.00"]


def test_a_discount_follows_its_line(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), line("Subtotal"), line("Discount", RatePercent="-10")))
    ids = made.texts("InvoiceLineRet/TxnLineID")
    changed = desk.done(change(made, kept(ids[0], "<Quantity>2</Quantity>") + kept(ids[1]) + kept(ids[2])))
    assert changed.texts("InvoiceLineRet/Amount") == ["1500.00", "1500.00", "-150.00"]


def test_refused_mods(desk: Desk):
    made, ids = three_lines(desk)
    assert desk.refused(change(made, kept("FF-1")), 3120)
    assert desk.refused(change(made, "<CustomerRef/>"), 3190)
    assert desk.refused(change(made, kept(ids[0], "<Quantity/>")), 3190)
    assert desk.refused(change(made, "<Memo>x</Memo>", "1"), 3200)
    gone = change(made, "").replace(made.text("TxnID"), "FFFF-1")
    assert desk.refused(gone, 3120)
    desk.company.lock(made.text("TxnID"))
    assert desk.refused(change(made, "<Memo>x</Memo>"), 3175)
    assert desk.refused(remove(made), 3175)


def test_the_edit_sequence_moves_with_every_change(desk: Desk):
    made, _ids = three_lines(desk)
    first = desk.done(change(made, "<Memo>1</Memo>"))
    assert desk.refused(change(made, "<Memo>2</Memo>"), 3200)
    assert desk.done(change(made, "<Memo>2</Memo>", first.text("EditSequence"))).text("Memo") == "2"


# ----------------------------------------------------------------------------------------------- delete and void


def test_delete(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), head="<TxnDate>2026-03-02</TxnDate><RefNumber>D-1</RefNumber>"))
    gone = desk.done(remove(made))
    assert gone.node.findtext("TxnDelType") == "Invoice"
    assert gone.node.findtext("TxnID") == made.text("TxnID")
    assert gone.node.findtext("RefNumber") == "D-1"
    assert desk.ledger(made.text("TxnID")) == {}
    assert desk.find("ItemInventory", "Oak Desk")["QuantityOnHand"] == "20"
    assert desk.company.objects("Invoice") == []
    assert desk.refused(remove(made), 3120)
    assert desk.ask(f"<InvoiceQueryRq><TxnID>{made.text('TxnID')}</TxnID></InvoiceQueryRq>").code == 500
    found = desk.done("<TxnDeletedQueryRq><TxnDelType>Invoice</TxnDelType></TxnDeletedQueryRq>")
    assert found.texts("TxnID") == [made.text("TxnID")]


@pytest.mark.switch("data_of_deleted_days")
def test_deleted_queries_look_back_90_days_only(desk: Desk):
    made = desk.done(invoice(line("Design")))
    desk.done(remove(made))
    query = "<TxnDeletedQueryRq><TxnDelType>Invoice</TxnDelType>{}</TxnDeletedQueryRq>"
    future = "<DeletedDateRangeFilter><FromDeletedDate>2037-01-01</FromDeletedDate></DeletedDateRangeFilter>"
    assert desk.ask(query.format(future)).code == 1
    clock.advance(89 * 86400)
    assert desk.done(query.format("")).rets
    clock.advance(2 * 86400)
    assert desk.ask(query.format("")).code == 1


@pytest.mark.switch("void_repeats")
def test_void(desk: Desk):
    made, _ids = three_lines(desk)
    done = desk.done(remove(made, "Void"))
    assert done.node.findtext("TxnVoidType") == "Invoice"
    query = (
        f"<InvoiceQueryRq><TxnID>{made.text('TxnID')}</TxnID><IncludeLineItems>true</IncludeLineItems></InvoiceQueryRq>"
    )
    found = desk.done(query)
    assert found.texts("InvoiceLineRet/Amount") == ["0.00", "0.00", "0.00"]
    assert (found.text("BalanceRemaining"), found.text("Memo"), found.text("IsPaid")) == ("0.00", "VOID:", "true")
    assert desk.ledger(made.text("TxnID")) == {}
    assert desk.find("ItemInventory", "Oak Desk")["QuantityOnHand"] == "20"
    assert desk.done(remove(made, "Void"))
    desk.company.set_switch("void_repeats", "refuse")
    assert desk.refused(remove(made, "Void"), 3170)


@pytest.mark.switch("delete_paid_invoice")
def test_a_linked_transaction_that_somebody_has_open(desk: Desk):
    made = desk.done(invoice(line("Design", Amount="100.00", code="Non")))
    payment = desk.company.receive_payment(made.text("TxnID"), "30.00")
    desk.company.set_switch("delete_paid_invoice", "unapply")
    desk.company.lock(payment)
    for verb in ("Del", "Void"):
        text = desk.refused(remove(made, verb), 3176)
        assert text.endswith("The application failed to acquire the lock.")
    desk.company.lock(payment, locked=False)
    assert desk.done(remove(made))


@pytest.mark.switch("delete_paid_invoice", "payment_touches_invoice")
def test_a_paid_invoice(desk: Desk):
    made = desk.done(invoice(line("Design", Amount="100.00", code="Non")))
    desk.company.receive_payment(made.text("TxnID"), "30.00")
    inner = f"<TxnID>{made.text('TxnID')}</TxnID><IncludeLinkedTxns>true</IncludeLinkedTxns>"
    query = f"<InvoiceQueryRq>{inner}</InvoiceQueryRq>"
    found = desk.done(query)
    assert (found.text("AppliedAmount"), found.text("BalanceRemaining"), found.text("IsPaid")) == (
        "30.00",
        "70.00",
        "false",
    )
    assert found.text("LinkedTxn/Amount") == "-30.00"
    assert int(found.text("EditSequence")) > int(made.text("EditSequence"))
    assert desk.refused(remove(made), 3160)
    ids = made.texts("InvoiceLineRet/TxnLineID")
    lower = change(made, kept(ids[0], "<Amount>20.00</Amount>"), found.text("EditSequence"))
    assert desk.refused(lower, 3210)
    desk.company.receive_payment(made.text("TxnID"))
    assert desk.done(query).text("IsPaid") == "true"
    paid = desk.done("<InvoiceQueryRq><PaidStatus>PaidOnly</PaidStatus></InvoiceQueryRq>")
    assert paid.texts("TxnID") == [made.text("TxnID")]
    desk.company.set_switch("delete_paid_invoice", "unapply")
    assert desk.done(remove(made))
    assert desk.find("Customer", "Deco Addict")["Balance"] == "-100.00"
    desk.company.assert_balanced()


# --------------------------------------------------------------------------------------------------------- lists


def delete(type_: str, list_id: str) -> str:
    return f"<ListDelRq><ListDelType>{type_}</ListDelType><ListID>{list_id}</ListID></ListDelRq>"


@pytest.mark.switch("list_delete_in_multi_user", "unconfirmed_wording")
def test_list_del_needs_single_user_mode(desk: Desk):
    desk.company.set_switch("unconfirmed_wording", "sentence")
    list_id = desk.done(customer("Ann")).text("ListID")
    assert "single-user" in desk.refused(delete("Customer", list_id), 3160)
    desk.company.set_switch("list_delete_in_multi_user", "3176")
    assert desk.refused(delete("Customer", list_id), 3176)
    desk.company.set_mode("SingleUser")
    gone = desk.done(delete("Customer", list_id))
    assert gone.node.findtext("FullName") == "Ann"
    assert desk.refused(delete("Customer", list_id), 3120)
    assert desk.done(customer("Ann")).text("ListID") != list_id
    found = desk.done("<ListDeletedQueryRq><ListDelType>Customer</ListDelType></ListDeletedQueryRq>")
    assert found.texts("ListID") == [list_id]


def test_what_is_used_cannot_be_deleted(desk: Desk):
    desk.company.set_mode("SingleUser")
    desk.done(invoice(line("Design"), head="<TxnDate>2026-03-02</TxnDate><IsPending>true</IsPending>"))
    used = [
        ("Customer", "Deco Addict"),
        ("Customer", "Freeman Sporting Goods"),
        ("ItemService", "Design"),
        ("Account", "Sales Income"),
        ("Account", "Retained Earnings"),
        ("StandardTerms", "Net 30"),
        ("SalesTaxCode", "Tax"),
        ("Vendor", "City of Middlefield"),
        ("ItemSalesTax", "State Tax"),
        ("ItemInventory", "Oak Desk"),
    ]
    for type_, name in used:
        assert desk.refused(delete(type_, desk.find(type_, name)["ListID"]), 3160), name
    unused = [
        ("Customer", "Cool Cars"),
        ("ItemService", "Installation"),
        ("Class", "Retail"),
        ("Vendor", "Norton Lumber"),
    ]
    for type_, name in unused:
        assert desk.done(delete(type_, desk.find(type_, name)["ListID"])), name


@pytest.mark.switch("merged_in_deleted_query")
def test_a_merge_leaves_the_winner_with_everything(desk: Desk):
    loser = desk.done(customer("Deco Adict"))
    made = desk.done(invoice(line("Oak Desk"), customer="Deco Adict"))
    winner = desk.find("Customer", "Deco Addict")
    desk.company.set_mode("SingleUser")
    desk.company.set_switch("merged_in_deleted_query", True)
    desk.company.merge("Customer", winner["ListID"], loser.text("ListID"))
    found = desk.done(f"<InvoiceQueryRq><TxnID>{made.text('TxnID')}</TxnID></InvoiceQueryRq>")
    assert found.text("CustomerRef/ListID") == winner["ListID"]
    assert desk.find("Customer", "Deco Addict")["Balance"] == made.text("BalanceRemaining")
    query = f"<CustomerQueryRq><ListID>{loser.text('ListID')}</ListID></CustomerQueryRq>"
    assert desk.ask(query).code == 500
    deleted = desk.done("<ListDeletedQueryRq><ListDelType>Customer</ListDelType></ListDeletedQueryRq>")
    assert deleted.texts("ListID") == [loser.text("ListID")]
    assert desk.refused(invoice(line("Design"), customer="Deco Adict"), 3140)
    desk.company.assert_balanced()
