"""ListMerge and merging by hand (spec qbd 5.4)."""

from __future__ import annotations

from datetime import date

import pytest

from quickbooks_simulator import clock
from quickbooks_simulator.desktop.statuses import Status

from .desk import Desk, Rs, customer, invoice, line
from .test_changes import change

SINGLE = "You must be in single-user mode to merge list elements."


@pytest.fixture
def single(desk: Desk) -> Desk:
    desk.company.set_mode("SingleUser")
    return desk


def ends(winner: dict, loser: dict) -> str:
    """MergeFrom and MergeTo, as ListMerge has them."""
    pairs = (("MergeFrom", loser), ("MergeTo", winner))
    return "".join(
        f"<{name}><ListID>{one['ListID']}</ListID><EditSequence>{one['EditSequence']}</EditSequence></{name}>"
        for name, one in pairs
    )


def merge(type_: str, winner: dict, loser: dict, more: str = "") -> str:
    return f"<ListMergeRq><ListMergeType>{type_}</ListMergeType>{ends(winner, loser)}{more}</ListMergeRq>"


def pair(desk: Desk, more: str = "") -> tuple[dict, dict]:
    desk.done(customer("Twin One", more))
    desk.done(customer("Twin Two", more))
    return desk.find("Customer", "Twin One"), desk.find("Customer", "Twin Two")


def found_again(desk: Desk, made: Rs) -> Rs:
    return desk.done(f"<InvoiceQueryRq><TxnID>{made.text('TxnID')}</TxnID></InvoiceQueryRq>")


@pytest.mark.switch("merged_in_deleted_query")
def test_list_merge(single: Desk):
    winner, loser = pair(single)
    made = single.done(invoice(line("Oak Desk"), customer="Twin Two"))
    node = single.done(merge("Customer", winner, loser)).node
    assert node.findtext("ListMergeType") == "Customer"
    assert [one.tag for one in node.find("MergedFrom")] == ["ListID", "TimeDeleted", "FullName"]
    assert (node.findtext("MergedFrom/ListID"), node.findtext("MergedFrom/FullName")) == (loser["ListID"], "Twin Two")
    assert (node.findtext("MergedTo/ListID"), node.findtext("MergedTo/FullName")) == (winner["ListID"], "Twin One")
    after = single.find("Customer", "Twin One")
    assert node.findtext("MergedTo/EditSequence") == after["EditSequence"]
    assert after["Balance"] == "804.38"
    assert found_again(single, made).text("CustomerRef/FullName") == "Twin One"
    assert single.ask(f"<CustomerQueryRq><ListID>{loser['ListID']}</ListID></CustomerQueryRq>").code == 500
    deleted = "<ListDeletedQueryRq><ListDelType>Customer</ListDelType></ListDeletedQueryRq>"
    assert single.ask(deleted).code == 1
    single.company.set_switch("merged_in_deleted_query", True)
    assert single.done(deleted).texts("FullName") == ["Twin Two"]
    single.company.assert_balanced()


@pytest.mark.switch("list_merge_in_multi_user", "unconfirmed_wording")
def test_a_merge_needs_single_user_mode(desk: Desk):
    winner, loser = pair(desk)
    assert desk.refused(merge("Customer", winner, loser), 3500) == "Unknown Error"
    desk.company.set_switch("unconfirmed_wording", "sentence")
    assert desk.refused(merge("Customer", winner, loser), 3500).endswith(SINGLE)
    with pytest.raises(Status, match=SINGLE):
        desk.company.merge("Customer", winner["ListID"], loser["ListID"])
    desk.company.set_switch("list_merge_in_multi_user", "3176")
    assert desk.refused(merge("Customer", winner, loser), 3176)
    desk.company.set_switch("list_merge_in_multi_user", "allow")
    assert desk.done(merge("Customer", winner, loser))


def test_nothing_is_merged_while_an_accountant_has_a_copy(single: Desk):
    winner, loser = pair(single)
    single.company.set_accountants_copy(date(2026, 1, 31))
    shown = single.done("<CompanyQueryRq/>")
    assert shown.text("AccountantCopy/AccountantCopyExists") == "true"
    assert shown.text("AccountantCopy/DividingDate") == "2026-01-31"
    assert single.refused(merge("Customer", winner, loser), 3500)
    with pytest.raises(Status, match="3500"):
        single.company.merge("Customer", winner["ListID"], loser["ListID"])
    single.company.set_accountants_copy(None)
    assert single.done("<CompanyQueryRq/>").text("AccountantCopy/AccountantCopyExists") == "false"
    assert single.done(merge("Customer", winner, loser))


def test_a_group_follows_a_merged_item(single: Desk):
    list_id = single.company.enter_item_group("Set", [("Gift Wrap", "2")])
    winner, loser = (single.find("ItemNonInventory", name) for name in ("Packing Material", "Gift Wrap"))
    single.company.merge("ItemNonInventory", winner["ListID"], loser["ListID"])
    found = single.done(f"<ItemQueryRq><ListID>{list_id}</ListID></ItemQueryRq>")
    assert found.texts("ItemGroupLine/ItemRef/FullName") == ["Packing Material"]


def test_what_cannot_be_merged(single: Desk):
    winner, loser = pair(single)
    assert single.refused(merge("Customer", winner, winner), 3500)
    assert single.refused(merge("Customer", winner, {**loser, "EditSequence": "1"}), 3200)
    assert single.refused(merge("Customer", {**winner, "EditSequence": "1"}, loser), 3200)
    assert single.refused(merge("Customer", winner, {**loser, "ListID": "8000FFFF-1"}), 3120)
    assert single.refused(merge("Vendor", winner, loser), 3120)
    assert single.refused(merge("ItemGroup", winner, loser), 3120)
    bank, income = single.find("Account", "Checking"), single.find("Account", "Sales Income")
    assert single.refused(merge("Account", income, bank), 3500)
    special = single.find("Account", "Cost of Goods Sold")
    assert single.refused(merge("Account", bank, special), 3500)
    single.company.lock(winner["ListID"])
    assert single.refused(merge("Customer", winner, loser), 3175)
    with pytest.raises(KeyError):
        single.company.merge("Customer", winner["ListID"], "8000FFFF-1")
    with pytest.raises(KeyError):
        single.company.merge("Employee", "8000FFFF-1", "8000FFFF-1")


@pytest.mark.switch("merge_of_a_parent", "unconfirmed_wording")
def test_a_customer_with_jobs(single: Desk):
    single.company.set_switch("unconfirmed_wording", "sentence")
    winner, loser = single.find("Customer", "Cool Cars"), single.find("Customer", "Freeman Sporting Goods")
    assert single.refused(merge("Customer", winner, loser), 3500).endswith("The list element has others below it.")
    single.company.set_switch("merge_of_a_parent", "accept")
    single.done(merge("Customer", winner, loser))
    assert single.find("Customer", "Cool Cars:55 Twin Lane")["ParentRef"]["FullName"] == "Cool Cars"


@pytest.mark.switch("merge_of_ship_to_addresses")
def test_two_ship_to_addresses_of_one_name(single: Desk):
    address = "<ShipToAddress><Name>Dock</Name><Addr1>1 Road</Addr1></ShipToAddress>"
    winner, loser = pair(single, address)
    assert single.refused(merge("Customer", winner, loser), 3500)
    assert single.refused(merge("Customer", winner, loser, "<SameShipAddrOk>false</SameShipAddrOk>"), 3500)
    assert single.done(merge("Customer", winner, loser, "<SameShipAddrOk>true</SameShipAddrOk>"))


@pytest.mark.switch("merge_of_ship_to_addresses")
def test_two_ship_to_addresses_by_switch(single: Desk):
    winner, loser = pair(single, "<ShipToAddress><Name>Dock</Name></ShipToAddress>")
    single.company.set_switch("merge_of_ship_to_addresses", "accept")
    assert single.done(merge("Customer", winner, loser))


def test_items_bring_their_stock(single: Desk):
    winner = single.find("ItemInventory", "Oak Desk")
    made = single.done(invoice(line("Office Chair", Quantity="2")))
    single.done(merge("ItemInventory", winner, single.find("ItemInventory", "Office Chair")))
    after = single.find("ItemInventory", "Oak Desk")
    assert after["QuantityOnHand"] == "78"  # 20 and 58
    assert after["AverageCost"] == "188.88462"  # (20 x 480 + 58 x 88.50) / 78
    lines = "<IncludeLineItems>true</IncludeLineItems>"
    found = single.done(f"<InvoiceQueryRq><TxnID>{made.text('TxnID')}</TxnID>{lines}</InvoiceQueryRq>")
    assert found.texts("InvoiceLineRet/ItemRef/ListID") == [winner["ListID"]]
    gone = f"<TxnDelRq><TxnDelType>Invoice</TxnDelType><TxnID>{made.text('TxnID')}</TxnID></TxnDelRq>"
    single.done(gone)
    assert single.find("ItemInventory", "Oak Desk")["QuantityOnHand"] == "80"
    single.company.assert_balanced()


def test_vendors_and_accounts_are_named_by_others(single: Desk):
    winner, loser = single.find("Vendor", "Norton Lumber"), single.find("Vendor", "City of Middlefield")
    single.done(merge("Vendor", winner, loser))
    assert single.find("ItemSalesTax", "City Tax")["TaxVendorRef"]["FullName"] == "Norton Lumber"
    winner, loser = single.find("Account", "Sales Income"), single.find("Account", "Service Income")
    single.done(merge("Account", winner, loser))
    assert single.find("ItemService", "Design")["SalesOrPurchase"]["AccountRef"]["FullName"] == "Sales Income"


@pytest.mark.switch("merge_moves_edit_sequence", "merge_moves_time_modified")
@pytest.mark.parametrize(("sequence", "time"), [(True, False), (False, True), (True, True), (False, False)])
def test_what_a_merge_moves(single: Desk, sequence: bool, time: bool):
    defaults = single.company.known_switches()
    assert defaults["merge_moves_edit_sequence"]["default"] is True
    assert defaults["merge_moves_time_modified"]["default"] is False
    single.company.set_switch("merge_moves_edit_sequence", sequence)
    single.company.set_switch("merge_moves_time_modified", time)
    winner, loser = pair(single)
    made = single.done(invoice(line("Design"), customer="Twin Two"))
    untouched = single.done(invoice(line("Design"), customer="Twin One"))
    clock.advance(3600)
    single.done(merge("Customer", winner, loser))
    after = found_again(single, made)
    assert (after.text("EditSequence") != made.text("EditSequence")) is sequence
    assert (after.text("TimeModified") != made.text("TimeModified")) is time
    left = single.find("Customer", "Twin One")
    assert (left["EditSequence"] != winner["EditSequence"]) is sequence
    assert (left["TimeModified"] != winner["TimeModified"]) is time
    assert found_again(single, untouched).text("EditSequence") == untouched.text("EditSequence")
    assert single.ask(change(made, "<Memo>x</Memo>")).code == (3200 if sequence else 0)


def test_the_references_of_other_lists_are_left_alone(single: Desk):
    """The same ListID may stand for an entry of another list: every list counts for itself."""
    income = single.find("Account", "Sales Income")
    loser = next(one for one in single.company.objects("Customer") if one["ListID"] == income["ListID"])
    before = single.company.objects("ItemInventory")
    assert before[0]["IncomeAccountRef"]["ListID"] == loser["ListID"]
    single.done(merge("Customer", single.find("Customer", "Cool Cars"), loser))
    assert single.company.objects("ItemInventory") == before
