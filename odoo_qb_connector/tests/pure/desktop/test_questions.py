"""Questions: what is asked, page by page, and what the asker gets."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from odoo.addons.odoo_qb_connector.desktop import FindDeleted, inquire, inquiry, told
from odoo.addons.odoo_qb_connector.desktop.lists import ALIASES, LISTS
from odoo.addons.odoo_qb_connector.desktop.questions import codec
from odoo.addons.odoo_qb_connector.gateway import (
    FindByMarker,
    FindByName,
    FindChanges,
    FindHolders,
    FindSales,
    ListEntries,
    ListProfiles,
    ObjectRef,
    ReadCompany,
    ReadObject,
    ReadProfiles,
    Remedy,
    Retryable,
    TaxModel,
)

from .samples import (
    CUSTOMER,
    KEY,
    MARKER,
    SET_ID,
    D,
    answer,
    customer_ret,
    invoice_ret,
    parsed,
    rs,
)
from .schemas import assert_valid

COMPANY = (
    "<CompanyRet><IsSampleCompany>false</IsSampleCompany><CompanyName>Rock Castle</CompanyName>"
    "<DataExtRet><OwnerID>{11111111-1111-1111-1111-111111111111}</OwnerID><DataExtName>FileID</DataExtName>"
    "<DataExtType>STR255TYPE</DataExtType><DataExtValue>{FILE}</DataExtValue></DataExtRet></CompanyRet>"
)
HOST = (
    "<HostRet><ProductName>QuickBooks Enterprise Solutions 23.0</ProductName><MajorVersion>33</MajorVersion>"
    "<MinorVersion>0</MinorVersion><Country>US</Country><SupportedQBXMLVersion>13.0</SupportedQBXMLVersion>"
    "<SupportedQBXMLVersion>16.0</SupportedQBXMLVersion><QBFileMode>MultiUser</QBFileMode></HostRet>"
)
PREFERENCES = (
    "<PreferencesRet><AccountingPreferences><IsUsingClassTracking>true</IsUsingClassTracking>"
    "<ClosingDate>2025-12-31</ClosingDate></AccountingPreferences>"
    "<MultiCurrencyPreferences><IsMultiCurrencyOn>true</IsMultiCurrencyOn><HomeCurrencyRef>"
    "<ListID>8-1</ListID><FullName>US Dollar</FullName></HomeCurrencyRef></MultiCurrencyPreferences>"
    "<SalesTaxPreferences><DefaultItemSalesTaxRef><ListID>9-1</ListID></DefaultItemSalesTaxRef>"
    "<PaySalesTax>Monthly</PaySalesTax></SalesTaxPreferences></PreferencesRet>"
)


def asked(question) -> list:
    """The requests of a question, checked."""
    request = inquire([inquiry(question)], KEY)
    assert_valid(request.body)
    assert not request.writes and parsed(request.body)[0].get("newMessageSetID") is None
    return list(parsed(request.body)[0])


def answered(question, *contents: str, **more):
    """The answer when every request gets the content of its place."""
    start = inquiry(question)
    request = inquire([start], KEY)
    tags = [one.tag.removesuffix("Rq") for one in start.open]
    replies = [rs(tag, f"{SET_ID}.{place}", contents[place - 1]) for place, tag in enumerate(tags, 1)]
    (after,) = told([start], request, answer(*replies))
    assert after.is_done
    return after.answer(**more)


SALES_QUESTIONS = [
    FindSales("Invoice", number="INV/2026/00007", party_id="8-1", total=D("128.24")),
    FindSales("SalesReceipt", party_id="8-1"),
    FindSales("SalesOrder", party_id="8-1", from_day=date(2026, 3, 1)),
    FindSales("Estimate", party_id="8-1", from_day=date(2026, 3, 1), to_day=date(2026, 3, 5)),
]
QUESTIONS = [
    ReadCompany(),
    ReadObject(ObjectRef("Invoice", "C5-1")),
    ReadObject(ObjectRef("Item", "8-1")),
    ReadObject(ObjectRef("ItemService", "8-1")),
    ReadObject(ObjectRef("Customer", "8-1")),
    FindByName("Customer", ("Amy", "Bob")),
    FindByName("Vendor", ("Amy",)),
    FindByName("Item", ("Chair",)),
    FindByName("Item", ("FURN-1",), by="sku"),
    FindByMarker("Invoice", MARKER, number="INV/2026/00007"),
    FindByMarker("CreditMemo", MARKER, party_id="8-1", sent_after=datetime(2026, 3, 5, 12, tzinfo=UTC)),
    FindByMarker("Customer", MARKER, name="Amy"),
    FindHolders(("Amy", "Bob")),
    *SALES_QUESTIONS,
    ReadProfiles("Customer", ("8-1", "8-2")),
    ReadProfiles("Item", ("7-1",)),
    *(ListProfiles(name) for name in ("Customer", "Vendor", "Item")),
    FindChanges(("Customer", "Item", "Account", "Class", "Invoice"), datetime(2026, 3, 5, 12, tzinfo=UTC)),
    FindByName("Account", ("Sales",)),
    FindDeleted(),
    FindDeleted(datetime(2026, 3, 5, 12, tzinfo=UTC)),
    *(ListEntries(name) for name in (*LISTS, *ALIASES)),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_question_is_a_valid_message_set(question):
    assert asked(question)


@pytest.mark.parametrize(
    "question",
    [
        FindByMarker("Invoice", MARKER),
        FindByMarker("Customer", MARKER),
        FindSales("Invoice", total=D("1.00")),
        ListEntries("Department"),
    ],
    ids=str,
)
def test_a_question_that_gives_nothing_to_look_by_is_an_error(question):
    with pytest.raises(ValueError):
        inquiry(question)


# question, number there -> found
SALES_ANSWERS = [
    (FindSales("Invoice", number="INV/2026/00007"), "inv2600007", True),
    (FindSales("Invoice", "INV2600007", CUSTOMER.id, D("128.24")), "INV2600007", True),
    (FindSales("Invoice", number="INV/2026/00008"), "INV2600007", False),
    (FindSales("Invoice", "INV2600007", "80000002-1"), "INV2600007", False),
    (FindSales("Invoice", "INV2600007", total=D("128.25")), "INV2600007", False),
    (FindSales("Invoice", party_id=CUSTOMER.id, from_day=date(2026, 3, 5), to_day=date(2026, 3, 5)), "X", True),
    (FindSales("Invoice", "X", from_day=date(2026, 3, 6)), "X", False),
    (FindSales("Invoice", "X", to_day=date(2026, 3, 4)), "X", False),
]


@pytest.mark.parametrize(("question", "number", "there"), SALES_ANSWERS)
def test_sales_documents_that_are_there_already(question, number, there):
    found = answered(question, invoice_ret(number))
    assert [one.ref.id for one in found] == (["C5-1417118624"] if there else [])


@pytest.mark.parametrize("question", SALES_QUESTIONS, ids=str)
def test_a_question_for_sales_documents_waits_in_the_database(question):
    assert codec.load_question(json.loads(json.dumps(codec.dump_question(question)))) == question


def test_what_is_no_question():
    with pytest.raises(TypeError):
        inquiry("How are you?")


def test_the_company():
    facts = answered(ReadCompany(), HOST, COMPANY, PREFERENCES)
    assert (facts.id, facts.name, facts.country, facts.currency) == ("{FILE}", "Rock Castle", "US", "USD")
    assert facts.multicurrency and facts.tax_model is TaxModel.DESKTOP
    assert str(facts.closing_date) == "2025-12-31"
    assert facts.plan == "QuickBooks Enterprise Solutions 23.0"
    assert facts.features["IsUsingClassTracking"] is True
    assert facts.features["AllowShipping"] is False
    assert facts.features["DefaultItemSalesTaxRef"] == "9-1"
    assert facts.features["SupportedQBXMLVersion"] == ["13.0", "16.0"]


def test_sales_tax_switched_off_and_another_country():
    off = PREFERENCES[: PREFERENCES.index("<SalesTaxPreferences>")] + "</PreferencesRet>"
    assert answered(ReadCompany(), HOST, COMPANY, off).tax_model is TaxModel.OFF
    canada = HOST.replace("<Country>US", "<Country>CA")
    for preferences, model in ((PREFERENCES, TaxModel.GLOBAL), (off, TaxModel.OFF)):
        facts = answered(ReadCompany(), canada, COMPANY, preferences.replace("US Dollar", "Canadian Dollar"))
        assert (facts.tax_model, facts.currency) == (model, "CAD")


def test_a_company_that_does_not_answer_completely_is_asked_again():
    with pytest.raises(Retryable):
        answered(ReadCompany(), HOST, COMPANY, "")


def test_an_object_and_one_that_is_not_there():
    question = ReadObject(ObjectRef("Invoice", "C5-1417118624"))
    assert answered(question, invoice_ret()).total == D("128.24")
    start = inquiry(question)
    for code in ("500", "3120"):
        reply = answer(rs("InvoiceQuery", f"{SET_ID}.1", code=code, message="not found"))
        (after,) = told([start], inquire([start], KEY), reply)
        assert after.answer() is None


def test_an_object_without_its_edit_sequence_is_not_absent():
    broken = invoice_ret().replace("<EditSequence>1417118624</EditSequence>", "")
    with pytest.raises(Retryable):
        answered(ReadObject(ObjectRef("Invoice", "C5-1")), broken)


def test_names_are_exact_but_for_case_and_come_back_as_asked():
    question = FindByName("Customer", ("amy", "Müller – Söhne"))
    found = answered(
        question, customer_ret("AMY") + customer_ret("Amy Two", "8-2"), customer_ret("Müller - Söhne", "8-3")
    )
    assert [(one.name, one.ref.id) for one in found] == [("AMY", "80000001-1"), ("Müller – Söhne", "8-3")]


def test_a_name_that_desktop_cannot_keep_is_nobodys():
    one = inquiry(FindByName("Customer", ("株式会社",)))
    assert one.is_done and one.answer() == []


def test_inactive_names_are_found_too():
    assert [one.findtext("ActiveStatus") for one in asked(FindByName("Customer", ("Amy",)))] == ["All"]
    (found,) = answered(FindByName("Customer", ("Amy",)), customer_ret("Amy", active="false"))
    assert not found.active


def test_a_document_is_looked_for_by_its_short_number_and_by_party_and_time():
    question = FindByMarker(
        "Invoice",
        MARKER,
        number="INV/2026/00007",
        party_id=CUSTOMER.id,
        sent_after=datetime(2026, 3, 5, 12, tzinfo=UTC),
    )
    by_number, by_party = asked(question)
    assert by_number.findtext("RefNumber") == "INV2600007"
    assert by_party.findtext("ModifiedDateRangeFilter/FromModifiedDate") == "2026-03-04T09:00:00"
    assert by_party.findtext("EntityFilter/ListID") == CUSTOMER.id
    (found,) = answered(question, invoice_ret(), invoice_ret())
    assert (found.marker, found.number) == (MARKER, "INV2600007")


def test_tax_in_lines_is_seen_by_a_look_up_too():
    question = FindByMarker("Invoice", MARKER, number="INV/2026/00007")
    (by_number,) = asked(question)
    assert by_number.findtext("IncludeLineItems") == "true"
    (by_id,) = asked(ReadObject(ObjectRef("Invoice", "C5-1417118624")))
    assert (by_id.findtext("TxnID"), by_id.findtext("IncludeLineItems")) == ("C5-1417118624", "true")
    (customer,) = asked(ReadObject(ObjectRef("Customer", CUSTOMER.id)))
    assert customer.find("IncludeLineItems") is None


def test_a_candidate_without_our_marker_comes_as_it_is_held_there():
    question = FindByMarker("Invoice", MARKER, number="INV/2026/00007")
    (found,) = answered(question, invoice_ret(marker=""))
    assert (found.marker, found.number) == ("", "INV2600007")


# ------------------------------------------------------------------ lists


def test_entries_of_a_list():
    account = (
        "<AccountRet><ListID>8-1</ListID><TimeCreated>2026-01-01T00:00:00-08:00</TimeCreated>"
        "<TimeModified>2026-01-01T00:00:00-08:00</TimeModified><EditSequence>17</EditSequence><Name>Sales</Name>"
        "<FullName>Income:Sales</FullName><IsActive>false</IsActive><Sublevel>1</Sublevel>"
        "<AccountType>Income</AccountType><AccountNumber>4000</AccountNumber></AccountRet>"
    )
    (entry,) = answered(ListEntries("Account"), account)
    assert (entry.type, entry.id, entry.name, entry.active) == ("Account", "8-1", "Income:Sales", False)
    assert (entry.number, entry.kind, entry.token) == ("4000", "Income", "17")


def test_the_tax_codes_of_documents_are_sales_tax_items_and_groups():
    item = "<ItemSalesTaxRet><ListID>9-1</ListID><Name>San Tomas</Name><TaxRate>8.25</TaxRate></ItemSalesTaxRet>"
    group = (
        "<ItemSalesTaxGroupRet><ListID>9-2</ListID><Name>Both</Name>"
        "<ItemSalesTaxRef><ListID>9-1</ListID></ItemSalesTaxRef></ItemSalesTaxGroupRet>"
    )
    single, several = answered(ListEntries("TaxCode"), item, group)
    assert (single.type, single.details["TaxRate"], single.kind) == ("TaxCode", "8.25", "ItemSalesTax")
    assert several.details["group"] == ["9-1"] and several.kind == "ItemSalesTaxGroup"


def page(start: int, count: int, remaining: int) -> str:
    rows = "".join(customer_ret(f"Customer {place}", f"8-{place}") for place in range(start, start + count))
    return rs("CustomerQuery", f"{SET_ID}.1", rows).replace(
        'statusMessage="Status OK"',
        f'statusMessage="Status OK" iteratorRemainingCount="{remaining}" iteratorID="{{abc}}"',
    )


def test_a_long_list_goes_on_page_by_page():
    one = inquiry(ListEntries("Customer"))
    (one,) = told([one], inquire([one], KEY), answer(page(0, 2, 1)))
    assert not one.is_done
    request = inquire([one], KEY)
    assert_valid(request.body)
    again = parsed(request.body)[0][0]
    assert (again.get("iterator"), again.get("iteratorID")) == ("Continue", "{abc}")
    assert again.findtext("MaxReturned") and again.findtext("ActiveStatus") == "All"
    with pytest.raises(Retryable):
        one.answer()
    (one,) = told([one], request, answer(page(2, 1, 0)))
    assert [entry.id for entry in one.answer()] == ["8-0", "8-1", "8-2"]


def test_several_questions_in_one_set_and_one_that_fails():
    first, second = inquiry(FindByName("Customer", ("Amy",))), inquiry(ReadObject(ObjectRef("Invoice", "C5-1")))
    request = inquire([first, second], KEY)
    assert_valid(request.body)
    failing = rs("CustomerQuery", f"{SET_ID}.1", code="3260", message="no permission")
    replies = told([first, second], request, answer(failing, rs("InvoiceQuery", f"{SET_ID}.2", invoice_ret())))
    assert replies[0].error.remedy is Remedy.CONNECT
    assert replies[1].answer().number == "INV2600007"


def test_an_unanswered_or_unreadable_question_is_asked_again():
    one = inquiry(ReadObject(ObjectRef("Invoice", "C5-1")))
    from odoo.addons.odoo_qb_connector.desktop.answers import received

    for reply in (answer(), received("<html/>"), received("", "0x80040402", "crash")):
        (after,) = told([one], inquire([one], KEY), reply)
        assert after.error.remedy is Remedy.WAIT
        with pytest.raises(Retryable):
            after.answer()


def test_what_was_deleted_there():
    invoices = (
        "<TxnDeletedRet><TxnDelType>Invoice</TxnDelType><TxnID>C5-1</TxnID>"
        "<TimeCreated>2026-01-01T00:00:00-08:00</TimeCreated><TimeDeleted>2026-02-01T00:00:00-08:00</TimeDeleted>"
        "<RefNumber>INV1</RefNumber></TxnDeletedRet>"
    )
    customers = (
        "<ListDeletedRet><ListDelType>Customer</ListDelType><ListID>8-1</ListID>"
        "<TimeCreated>2026-01-01T00:00:00-08:00</TimeCreated><TimeDeleted>2026-02-01T00:00:00-08:00</TimeDeleted>"
        "<FullName>Amy</FullName></ListDeletedRet>"
    )
    gone = answered(FindDeleted(), invoices, customers)
    assert [(one.ref.type, one.ref.id, one.name) for one in gone] == [
        ("Invoice", "C5-1", "INV1"),
        ("Customer", "8-1", "Amy"),
    ]


def test_who_holds_a_name():
    vendor = customer_ret("AMY", "8-9", active="false").replace("CustomerRet", "VendorRet")
    (found,) = answered(FindHolders(("Amy",)), vendor + customer_ret("Amy Two"))
    assert (found.ref.type, found.ref.id, found.active) == ("Vendor", "8-9", False)
