"""Sessions, permissions, the PC and its people, switches, the books as JSON (spec qbd 2, 4.2)."""

from __future__ import annotations

import json
import threading

import pytest
from lxml import etree

from quickbooks_simulator.desktop.company import DesktopCompanies, HResultError
from quickbooks_simulator.desktop.switches import Switches

from .desk import Desk, customer, invoice, line, message, ref
from .test_lists import mod


def hresult(desk: Desk, **options: object) -> str:
    with pytest.raises(HResultError) as caught:
        desk.company.begin_session("Tests", **options)
    return caught.value.hresult


def test_a_modal_dialog_keeps_everybody_out(desk: Desk):
    desk.company.show_dialog()
    assert hresult(desk) == "0x80040414"
    with pytest.raises(HResultError, match="A modal dialog box is showing in the QuickBooks user interface"):
        desk.session.process(message("<HostQueryRq/>"))
    desk.company.show_dialog(False)
    assert desk.done("<HostQueryRq/>")


def test_file_modes(desk: Desk):
    assert hresult(desk, mode="SingleUser") == "0x80040410"
    desk.company.set_mode("SingleUser")
    assert desk.company.begin_session("Tests", mode="SingleUser")
    assert hresult(desk, mode="MultiUser") == "0x80040410"
    with pytest.raises(ValueError, match="none of"):
        desk.company.begin_session("Tests", mode="Any")


def test_permissions(desk: Desk):
    desk.company.permit("Tests", unattended=False)
    assert desk.company.begin_session("Tests")
    assert hresult(desk, unattended=True) == "0x8004041D"
    desk.company.permit("Tests", access=False)
    assert hresult(desk) == "0x8004041A"


def test_an_application_that_may_only_read(desk: Desk):
    desk.company.permit("Tests", write=False, personal_data=True)
    desk.restart()
    assert desk.refused(customer("Ann"), 3263)
    rights = "CurrentAppAccessRights/IsPersonalDataAccessAllowed"
    assert desk.done("<PreferencesQueryRq/>").text(rights) == "true"
    assert 'statusCode="0"' in desk.company.by_hand(message(customer("Ann")))


def test_an_unattended_session_says_so(desk: Desk):
    session = desk.company.begin_session("Tests", unattended=True)
    assert "<IsAutomaticLogin>true</IsAutomaticLogin>" in session.process(message("<HostQueryRq/>"))


def test_an_ended_session(desk: Desk):
    desk.session.end()
    with pytest.raises(HResultError) as caught:
        desk.session.process(message("<HostQueryRq/>"))
    assert caught.value.hresult == "0x8004040D"


def test_an_ordered_fault_at_the_begin(desk: Desk):
    desk.company.order_fault(at="begin", hresult="0x80040408")
    assert hresult(desk) == "0x80040408"
    assert desk.company.begin_session("Tests")


def test_process_without_a_session(desk: Desk):
    assert "<QBFileMode>" in desk.company.process(message("<HostQueryRq/>"))


# ------------------------------------------------------------------------------------------------ company files


def test_company_files(companies: DesktopCompanies):
    made = companies.create(company_file=r"C:\Books\One.qbw", edition="Pro", timezone="America/New_York")
    assert companies.find(r"c:\books\ONE.QBW").realm_id == made.realm_id
    assert companies.get(made.realm_id).edition == "Pro"
    assert companies.get("qbd-none") is None
    assert companies.find("C:\\none.qbw") is None
    assert made.realm_id in [one.realm_id for one in companies.list()]
    assert (made.country, made.major_version, made.minor_version) == ("US", 16, 0)
    assert made.objects("Customer")[0]["TimeCreated"][-6:] in ("-05:00", "-04:00")
    with pytest.raises(ValueError, match="none of"):
        companies.create(edition="Basic")
    with pytest.raises(ValueError, match="exists"):
        companies.create(realm_id=made.realm_id)


def test_a_backup_is_no_company_file(companies: DesktopCompanies, desk: Desk):
    desk.company.backup()
    assert all("#" not in one.realm_id for one in companies.list())
    with pytest.raises(KeyError):
        desk.company.restore("nothing")


def test_the_books_as_json(desk: Desk):
    made = desk.done(invoice(line("Oak Desk"), head="<TxnDate>2026-03-02</TxnDate><RefNumber>J-1</RefNumber>"))
    books = json.loads(json.dumps(desk.company.books()))
    assert books["realm_id"] == desk.company.realm_id
    (found,) = books["entities"]["Invoice"]
    assert (found["TxnID"], found["RefNumber"], found["BalanceRemaining"]) == (made.text("TxnID"), "J-1", "804.38")
    assert found["CustomerRef"]["FullName"] == "Deco Addict"
    assert found["InvoiceLineRet"][0]["ItemRef"]["FullName"] == "Oak Desk"
    mine = {row["account"]: row["amount"] for row in books["ledger"] if row["doc_number"] == "J-1"}
    assert mine["Accounts Receivable"] == "804.38"
    debit = sum(float(row["debit"]) for row in books["trial_balance"])
    assert debit == pytest.approx(sum(float(row["credit"]) for row in books["trial_balance"]))
    with pytest.raises(KeyError):
        desk.company.objects("Bill")
    assert {"Invoice", "Customer", "ItemService"} <= set(desk.company.types())


def test_everything_that_is_in_the_books_is_what_a_query_answers(desk: Desk):
    answer = desk.answer(message("<CustomerQueryRq/>"))
    names = [node.findtext("FullName") for node in answer.iter("CustomerRet")]
    assert names == [one["FullName"] for one in desk.company.objects("Customer")]
    assert isinstance(answer, etree._Element)


# --------------------------------------------------------------------------------------------------- preferences


def test_preferences_are_those_of_the_grammar(desk: Desk):
    desk.company.set_preference("SalesAndCustomersPreferences", "DefaultFOB", "Ely")
    assert desk.done("<PreferencesQueryRq/>").text("SalesAndCustomersPreferences/DefaultFOB") == "Ely"
    for group, name in (("NoSuch", "Name"), ("AccountingPreferences", "NoSuch")):
        with pytest.raises(KeyError):
            desk.company.set_preference(group, name, True)


def test_a_lock_on_what_is_not_there(desk: Desk):
    with pytest.raises(KeyError):
        desk.company.lock("8000FFFF-1")


def test_many_at_once(desk: Desk):
    before = {type_: len(desk.company.objects(type_)) for type_ in ("Customer", "Vendor", "ItemNonInventory")}
    desk.company.populate(customers=3, vendors=2, items=1)
    desk.company.populate(customers=1)
    names = [one["Name"] for one in desk.company.objects("Customer")][before["Customer"] :]
    assert names == ["Customer 00001", "Customer 00002", "Customer 00003", "Customer 00004"]
    assert len(desk.company.objects("Vendor")) == before["Vendor"] + 2
    assert desk.find("ItemNonInventory", "Item 00001")["SalesOrPurchase"]["Price"] == "10.00"
    found = desk.done("<CustomerQueryRq><FullName>customer 00002</FullName></CustomerQueryRq>")
    assert found.text("BillAddress/Addr2") == "00002 Long Street"
    desk.company.assert_balanced()


# ------------------------------------------------------------------------------------------------------ switches


@pytest.mark.switch("*")
def test_every_switch_is_described_and_can_be_changed(desk: Desk):
    known = desk.company.known_switches()
    assert set(known) == set(Switches().as_dict())
    for name, entry in known.items():
        assert entry["doc"].endswith(".")
        assert entry["value"] == entry["default"] == entry["choices"][0] or entry["default"] in entry["choices"]
        for choice in entry["choices"]:
            desk.company.set_switch(name, choice)
            assert desk.company.switch(name) == choice
    with pytest.raises(KeyError):
        desk.company.set_switch("no_such_switch", True)
    with pytest.raises(ValueError, match="takes one of"):
        desk.company.set_switch("dst_quirk", "yes")


# -------------------------------------------------------------------------------------------------- multicurrency


@pytest.mark.switch("exchange_rate")
def test_a_foreign_invoice(multi: Desk):
    account = ref("ARAccountRef", "Accounts Receivable - EUR")
    head = f"{account}<TxnDate>2026-03-02</TxnDate><ExchangeRate>1.25</ExchangeRate>"
    made = multi.done(
        invoice(line("Design", Quantity="2", Rate="33.33", code="Non"), customer="Galerie Vivienne", head=head)
    )
    assert (made.text("CurrencyRef/FullName"), made.text("ExchangeRate")) == ("Euro", "1.25")
    assert (made.text("BalanceRemaining"), made.text("BalanceRemainingInHomeCurrency")) == ("66.66", "83.33")
    assert multi.ledger(made.text("TxnID")) == {"Accounts Receivable - EUR": "83.33", "Service Income": "-83.33"}
    assert multi.find("Customer", "Galerie Vivienne")["Balance"] == "66.66"
    assert multi.find("Account", "Accounts Receivable - EUR")["Balance"] == "66.66"
    multi.company.assert_balanced()


@pytest.mark.switch("exchange_rate")
def test_which_way_an_exchange_rate_counts(multi: Desk):
    multi.company.set_switch("exchange_rate", "foreign_per_home")
    head = f"{ref('ARAccountRef', 'Accounts Receivable - EUR')}<ExchangeRate>0.8</ExchangeRate>"
    made = multi.done(
        invoice(line("Design", Quantity="2", Rate="33.33", code="Non"), customer="Galerie Vivienne", head=head)
    )
    assert (made.text("BalanceRemaining"), made.text("BalanceRemainingInHomeCurrency")) == ("66.66", "83.33")
    assert multi.ledger(made.text("TxnID")) == {"Accounts Receivable - EUR": "83.33", "Service Income": "-83.33"}
    listed = multi.done(invoice(line("Design", code="Non"), customer="Galerie Vivienne", head=head))
    assert listed.text("Subtotal") == "60.00"  # 75.00 at home
    multi.company.receive_payment(made.text("TxnID"))
    multi.company.assert_balanced()


@pytest.mark.switch("home_ar_account")
def test_the_receivable_account_must_be_of_the_right_currency(multi: Desk):
    wrong = invoice(line("Design"), customer="Galerie Vivienne", head=ref("ARAccountRef", "Accounts Receivable"))
    text = multi.refused(wrong, 3140)
    assert text == (
        'There is an invalid reference to QuickBooks AR Account "Accounts Receivable" in the Invoice.  QuickBooks error'
        " message: The currency of the account must be either in home currency or the transaction currency."
    )
    multi.company.set_switch("home_ar_account", "accept")
    assert multi.done(wrong)
    home = invoice(line("Design"), head=ref("ARAccountRef", "Accounts Receivable - EUR"))
    assert multi.refused(home, 3140)


@pytest.mark.switch("default_ar_account", "home_ar_account")
def test_a_missing_receivable_account_is_that_of_the_last_invoice(multi: Desk):
    bare = invoice(line("Design"), customer="Galerie Vivienne")
    assert multi.refused(bare, 3140)
    multi.done(
        invoice(line("Design"), customer="Galerie Vivienne", head=ref("ARAccountRef", "Accounts Receivable - EUR"))
    )
    assert multi.done(bare)
    assert multi.refused(invoice(line("Design")), 3140)
    multi.company.set_switch("default_ar_account", "by_currency")
    assert multi.done(invoice(line("Design"))).text("ARAccountRef/FullName") == "Accounts Receivable"


@pytest.mark.switch("currency_change", "inactive_reference")
def test_one_currency_per_customer(multi: Desk):
    assert multi.done(customer("Ann")).text("CurrencyRef/FullName") == "US Dollar"
    assert multi.done(customer("Bea", ref("CurrencyRef", "Euro"))).text("CurrencyRef/FullName") == "Euro"
    assert multi.refused(customer("Cem", ref("CurrencyRef", "British Pound Sterling")), 3140)
    found = multi.find("Customer", "Ann")
    multi.done(invoice(line("Design"), customer="Ann", head=ref("ARAccountRef", "Accounts Receivable")))
    request = mod("Customer", found["ListID"], found["EditSequence"], ref("CurrencyRef", "Euro"))
    assert multi.refused(request, 3170)


def test_currency_filters(multi: Desk):
    asked = f"<CustomerQueryRq><CurrencyFilter>{ref('X', 'Euro')[3:-4]}</CurrencyFilter></CustomerQueryRq>"
    assert multi.done(asked).texts("Name") == ["Galerie Vivienne"]


# ---------------------------------------------------------------------------------------------------- concurrency


def test_applications_at_the_same_time_wait_for_each_other(desk: Desk):
    """One company file is served one request at a time (spec qbd 3.4)."""
    answers: list[str] = []

    def work(number: int) -> None:
        session = desk.company.begin_session(f"Application {number}")
        answers.extend(session.process(message(invoice(line("Desk Lamp")), newMessageSetID="A")) for _ in range(3))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 18
    written = desk.company.objects("Invoice")
    assert sorted(int(one["TxnNumber"]) for one in written) == [1, 2, 3, 4, 5, 6]
    assert desk.find("ItemInventory", "Desk Lamp")["QuantityOnHand"] == "94"
    desk.company.assert_balanced()
