"""Queries: ids, filters, iterators, metadata, times (spec qbd 3.4)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quickbooks_simulator import clock

from .desk import Desk, customer, invoice, line, ref
from .test_lists import mod, mod_of


def names(desk: Desk, inner: str, query: str = "CustomerQuery") -> list[str]:
    return desk.ask(f"<{query}Rq>{inner}</{query}Rq>").texts("Name")


def test_ids_that_are_not_there_are_a_warning(desk: Desk):
    found = desk.find("Customer", "Deco Addict")["ListID"]
    answer = desk.ask(f"<CustomerQueryRq><ListID>{found}</ListID><ListID>8000FFFF-1</ListID></CustomerQueryRq>")
    assert (answer.code, answer.severity) == (500, "Warn")
    assert answer.message == (
        "The query request has not been fully completed. There was a required element"
        ' ("8000FFFF-1") that could not be found in QuickBooks.'
    )
    assert answer.texts("Name") == ["Deco Addict"]
    answer = desk.ask("<CustomerQueryRq><FullName>Nobody</FullName></CustomerQueryRq>")
    assert (answer.code, answer.rets) == (500, [])
    assert desk.ask("<CustomerQueryRq><ListID>abc</ListID></CustomerQueryRq>").code == 3000


def test_no_match_is_information(desk: Desk):
    answer = desk.ask("<InvoiceQueryRq/>")
    assert (answer.code, answer.severity) == (1, "Info")
    assert answer.message == "A query request did not find a matching object in QuickBooks"
    assert answer.node.tag == "InvoiceQueryRs"


def test_inactive_records_hide_by_default(desk: Desk):
    desk.done(mod_of(desk, "Customer", "Cool Cars", "<IsActive>false</IsActive>"))
    assert "Cool Cars" not in names(desk, "")
    assert names(desk, "<ActiveStatus>InactiveOnly</ActiveStatus>") == ["Cool Cars"]
    assert "Cool Cars" in names(desk, "<ActiveStatus>All</ActiveStatus>")
    assert names(desk, "<FullName>cool cars</FullName>") == ["Cool Cars"]


CHANGES = {
    "Customer": ("Customer", "Cool Cars", "<Phone>1</Phone>"),
    "Vendor": ("Vendor", "Norton Lumber", "<Phone>1</Phone>"),
    "Item": ("ItemInventory", "Oak Desk", "<SalesPrice>1.00</SalesPrice>"),
    "ItemService": ("ItemService", "Design", "<Name>Design 2</Name>"),
}


@pytest.mark.parametrize("query", sorted(CHANGES))
def test_what_changed_since(desk: Desk, query: str):
    """A changed or deactivated record; the latter only when asked for (spec qbd 3.4)."""
    type_, name, change = CHANGES[query]
    clock.set(datetime(2031, 6, 1, 12, 0, tzinfo=UTC))  # 5 o'clock in Los Angeles

    def found(first: str, last: str = "", status: str = "") -> list[str]:
        shown = f"<ActiveStatus>{status}</ActiveStatus>" if status else ""
        until = f"<ToModifiedDate>{last}</ToModifiedDate>" if last else ""
        inner = f"{shown}<FromModifiedDate>{first}</FromModifiedDate>{until}"
        return desk.ask(f"<{query}QueryRq>{inner}</{query}QueryRq>").texts("ListID")

    assert found("2031-06-01T05:00:00", status="All") == []
    made = desk.done(mod_of(desk, type_, name, change))
    list_id = made.text("ListID")
    assert found("2031-06-01T05:00:00") == [list_id]
    assert list_id not in found("2020-01-01", "2031-06-01T04:59:00")
    assert found("2031-06-01T05:01:00") == []
    desk.done(mod(type_, list_id, made.text("EditSequence"), "<IsActive>false</IsActive>"))
    assert found("2031-06-01") == []
    assert found("2031-06-01", status="All") == found("2031-06-01", status="InactiveOnly") == [list_id]


def test_name_filters(desk: Desk):
    pattern = "<NameFilter><MatchCriterion>{}</MatchCriterion><Name>{}</Name></NameFilter>"
    assert names(desk, pattern.format("StartsWith", "deco")) == ["Deco Addict"]
    assert names(desk, pattern.format("EndsWith", "CARS")) == ["Cool Cars"]
    assert names(desk, pattern.format("Contains", "lane")) == ["55 Twin Lane"]
    low = "<NameRangeFilter><FromName>C</FromName><ToName>E</ToName></NameRangeFilter>"
    assert names(desk, low) == ["Deco Addict", "Cool Cars"]


def test_balance_and_account_filters(desk: Desk):
    desk.done(invoice(line("Design", code="Non")))
    owing = "<TotalBalanceFilter><Operator>GreaterThan</Operator><Amount>0.00</Amount></TotalBalanceFilter>"
    assert names(desk, owing) == ["Deco Addict"]
    assert names(desk, "<AccountType>Bank</AccountType>", "AccountQuery") == ["Checking"]
    items = names(desk, "", "ItemQuery")
    assert {"Design", "Gift Wrap", "Oak Desk", "Shipping", "Discount", "Subtotal", "State Tax", "Middlefield"} <= set(
        items
    )


def test_who_holds_a_name(desk: Desk):
    """Customers, vendors, employees and other names share one name space, so one query finds any."""
    exactly = "<NameRangeFilter><FromName>{0}</FromName><ToName>{0}</ToName></NameRangeFilter>"
    query = "<EntityQueryRq><ActiveStatus>All</ActiveStatus>{}</EntityQueryRq>"
    for name, tag in (
        ("norton lumber", "VendorRet"),
        ("DECO ADDICT", "CustomerRet"),
        ("rosa delgado", "EmployeeRet"),
        ("Petty Cash Drawer", "OtherNameRet"),
    ):
        assert desk.done(query.format(exactly.format(name))).ret.tag == tag
    assert desk.ask(query.format(exactly.format("Nobody"))).code == 1


def test_include_ret_element(desk: Desk):
    inner = "<FullName>Deco Addict</FullName><IncludeRetElement>Name</IncludeRetElement>"
    found = desk.done(f"<CustomerQueryRq>{inner}<IncludeRetElement>NoSuch</IncludeRetElement></CustomerQueryRq>")
    assert [node.tag for node in found.ret] == ["Name"]
    made = desk.done(
        invoice(line("Design")).replace("</InvoiceAdd>", "</InvoiceAdd><IncludeRetElement>TxnID</IncludeRetElement>")
    )
    assert [node.tag for node in made.ret] == ["TxnID"]


def test_metadata(desk: Desk):
    count = len(desk.done("<CustomerQueryRq/>").rets)
    only = desk.done('<CustomerQueryRq metaData="MetaDataOnly"/>')
    assert (only.node.get("retCount"), only.rets) == (str(count), [])
    both = desk.done('<CustomerQueryRq metaData="MetaDataAndResponseData"/>')
    assert (both.node.get("retCount"), len(both.rets)) == (str(count), count)
    assert desk.done("<CustomerQueryRq/>").node.get("retCount") is None


def test_request_ids(desk: Desk):
    found = desk.done('<HostQueryRq requestID="abc"/>')
    assert found.node.get("requestID") == "abc"
    assert desk.ask(f'<HostQueryRq requestID="{"x" * 51}"/>').code == 1060


def test_stop_on_error(desk: Desk):
    requests = [customer("Ann"), customer("Deco Addict"), customer("Bob"), "<CustomerQueryRq/>"]
    codes = [one.code for one in desk.all(*requests, on_error="stopOnError")]
    assert codes == [0, 3100, 3231, 3231]
    assert desk.all("<HostQueryRq/>", customer("Ann"), customer("Bob"))[2].code == 0
    stopped = desk.all(customer("Ann"), customer("Carl"), on_error="stopOnError")[1]
    assert (stopped.code, stopped.severity, stopped.message) == (3231, "Error", "The request has not been processed.")


def test_warnings_do_not_stop_a_set(desk: Desk):
    query = "<CustomerQueryRq><FullName>Nobody</FullName></CustomerQueryRq>"
    assert [one.code for one in desk.all(query, "<InvoiceQueryRq/>", customer("Ann"), on_error="stopOnError")] == [
        500,
        1,
        0,
    ]


def test_response_data_none(desk: Desk):
    made = desk.done(customer("Ann"), responseData="includeNone")
    assert made.rets == []
    assert desk.find("Customer", "Ann")


# ------------------------------------------------------------------------------------------------------ iterators


def page(desk: Desk, attributes: str, maximum: str = "<MaxReturned>3</MaxReturned>"):
    return desk.ask(f"<CustomerQueryRq {attributes}>{maximum}</CustomerQueryRq>")


def test_an_iterator_walks_through_everything_once(desk: Desk):
    everyone = desk.done("<CustomerQueryRq/>").texts("Name")
    first = page(desk, 'iterator="Start"')
    name = first.node.get("iteratorID")
    seen = first.texts("Name")
    assert first.node.get("iteratorRemainingCount") == str(len(everyone) - 3)
    desk.done(customer("Newcomer"))
    remaining = -1
    while remaining:
        more = page(desk, f'iterator="Continue" iteratorID="{name}"')
        assert more.node.get("iteratorID") == name
        seen += more.texts("Name")
        remaining = int(more.node.get("iteratorRemainingCount"))
    assert seen == everyone


@pytest.mark.switch("unconfirmed_wording")
def test_an_iterator_needs_a_page_size(desk: Desk):
    desk.company.set_switch("unconfirmed_wording", "sentence")
    answer = page(desk, 'iterator="Start"', "")
    assert (answer.code, answer.message) == (3150, 'There is a missing element: "MaxReturned".')


@pytest.mark.switch("lost_iterator_code", "iterator_in_new_session")
def test_an_iterator_dies_with_its_session(desk: Desk):
    name = page(desk, 'iterator="Start"').node.get("iteratorID")
    desk.restart()
    assert page(desk, f'iterator="Continue" iteratorID="{name}"').severity == "Error"
    desk.company.set_switch("lost_iterator_code", "1000")
    assert page(desk, f'iterator="Continue" iteratorID="{name}"').code == 1000
    desk.company.set_switch("iterator_in_new_session", "empty")
    assert page(desk, f'iterator="Continue" iteratorID="{name}"').code == 1


@pytest.mark.switch("iterator_in_new_session", "lost_iterator_code")
def test_an_iterator_can_be_stopped(desk: Desk):
    name = page(desk, 'iterator="Start"').node.get("iteratorID")
    assert page(desk, f'iterator="Stop" iteratorID="{name}"').code == 0
    assert page(desk, f'iterator="Continue" iteratorID="{name}"').severity == "Error"


def test_max_returned_without_iterator(desk: Desk):
    assert len(desk.done("<CustomerQueryRq><MaxReturned>2</MaxReturned></CustomerQueryRq>").rets) == 2


# --------------------------------------------------------------------------------------------------------- times


def at(desk: Desk, moment: str, name: str) -> None:
    clock.set(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    desk.done(customer(name))


def test_times_are_local_to_the_pc(desk: Desk):
    at(desk, "2037-01-15T18:00:00", "Winter")
    assert desk.find("Customer", "Winter")["TimeCreated"].endswith("-08:00")
    since = "<FromModifiedDate>{}</FromModifiedDate>"
    assert names(desk, since.format("2037-01-15T10:00:00")) == ["Winter"]
    assert desk.ask(f"<CustomerQueryRq>{since.format('2037-01-15T10:00:01')}</CustomerQueryRq>").code == 1
    assert names(desk, since.format("2037-01-15")) == ["Winter"]
    assert desk.ask(f"<CustomerQueryRq>{since.format('2037-01-16')}</CustomerQueryRq>").code == 1
    assert names(desk, since.format("2037-1-15T9")) == ["Winter"]


@pytest.mark.switch("dst_quirk")
def test_an_offset_is_moved_by_todays_offset(desk: Desk):
    """Half the year it is wrong by an hour (spec qbd 3.4)."""
    at(desk, "2037-07-01T18:30:00", "Summer")  # 11:30 at the PC, in daylight saving time
    asked = "<CustomerQueryRq><FromModifiedDate>2037-07-01T11:00:00-07:00</FromModifiedDate></CustomerQueryRq>"
    assert desk.ask(asked).texts("Name") == ["Summer"]
    late = asked.replace("T11:00:00", "T12:00:00")
    assert desk.ask(late).code == 1
    clock.set(datetime(2037, 12, 1, tzinfo=UTC))
    assert desk.ask(late).texts("Name") == ["Summer"]
    desk.company.set_switch("dst_quirk", False)
    assert desk.ask(late).code == 1


@pytest.mark.parametrize("text", ["1969-12-31", "2038-01-20", "2026-13-01", "2026-02-30T10:00:00"])
def test_times_out_of_range(desk: Desk, text: str):
    assert desk.ask(f"<CustomerQueryRq><FromModifiedDate>{text}</FromModifiedDate></CustomerQueryRq>").code == 3020


def test_a_range_the_wrong_way_round(desk: Desk):
    inner = "<FromModifiedDate>2026-02-01</FromModifiedDate><ToModifiedDate>2026-01-01</ToModifiedDate>"
    assert desk.ask(f"<CustomerQueryRq>{inner}</CustomerQueryRq>").code == 3030


# ------------------------------------------------------------------------------------------------------- invoices


def test_lines_and_links_only_when_asked_for(desk: Desk):
    desk.done(invoice(line("Design")))
    assert desk.done("<InvoiceQueryRq/>").texts("InvoiceLineRet") == []
    assert desk.done("<InvoiceQueryRq><IncludeLineItems>true</IncludeLineItems></InvoiceQueryRq>").texts(
        "InvoiceLineRet/Amount"
    ) == ["75.00"]


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        ("<RefNumber>ab-1</RefNumber><RefNumber>CD-2</RefNumber>", ["AB-1", "CD-2"]),
        ("<RefNumberCaseSensitive>AB-1</RefNumberCaseSensitive>", ["AB-1"]),
        ("<TxnDateRangeFilter><FromTxnDate>2026-02-01</FromTxnDate></TxnDateRangeFilter>", ["CD-2"]),
        ("<TxnDateRangeFilter><DateMacro>All</DateMacro></TxnDateRangeFilter>", ["AB-1", "CD-2"]),
        (f"<EntityFilter>{ref('X', 'Cool Cars')[3:-4]}</EntityFilter>", ["CD-2"]),
        ("<EntityFilter><FullNameWithChildren>cool cars</FullNameWithChildren></EntityFilter>", ["CD-2"]),
        ("<AccountFilter><FullName>Service Income</FullName></AccountFilter>", ["AB-1"]),
        (
            "<RefNumberFilter><MatchCriterion>StartsWith</MatchCriterion><RefNumber>a</RefNumber></RefNumberFilter>",
            ["AB-1"],
        ),
        ("<RefNumberRangeFilter><FromRefNumber>B</FromRefNumber></RefNumberRangeFilter>", ["CD-2"]),
        ("<PaidStatus>NotPaidOnly</PaidStatus>", ["AB-1", "CD-2"]),
        ("<MaxReturned>1</MaxReturned>", ["AB-1"]),
    ],
)
def test_invoice_filters(desk: Desk, inner: str, found: list[str]):
    desk.done(invoice(line("Design"), head="<TxnDate>2026-01-05</TxnDate><RefNumber>AB-1</RefNumber>"))
    second = invoice(
        line("Oak Desk"), customer="Cool Cars", head="<TxnDate>2026-02-05</TxnDate><RefNumber>CD-2</RefNumber>"
    )
    desk.done(second)
    assert desk.done(f"<InvoiceQueryRq>{inner}</InvoiceQueryRq>").texts("RefNumber") == found


def test_the_case_of_a_number(desk: Desk):
    desk.done(invoice(line("Design"), head="<TxnDate>2026-01-05</TxnDate><RefNumber>ab-1</RefNumber>"))
    answer = desk.ask("<InvoiceQueryRq><RefNumberCaseSensitive>AB-1</RefNumberCaseSensitive></InvoiceQueryRq>")
    assert (answer.code, answer.rets) == (500, [])


# --------------------------------------------------------------------------------------------- company, fields


@pytest.mark.switch("newest_version")
def test_host_company_and_preferences(desk: Desk):
    host, company, preferences = desk.all("<HostQueryRq/>", "<CompanyQueryRq/>", "<PreferencesQueryRq/>")
    assert (host.text("MajorVersion"), host.text("Country"), host.text("QBFileMode")) == ("33", "US", "MultiUser")
    assert host.texts("SupportedQBXMLVersion")[-1] == "16.0"
    assert company.text("CompanyName") == "Main Street Furnishings"
    assert preferences.text("SalesTaxPreferences/DefaultItemSalesTaxRef/FullName") == "State Tax"
    assert preferences.text("MultiCurrencyPreferences/IsMultiCurrencyOn") == "false"
    available = "MultiLocationInventoryPreferences/IsMultiLocationInventoryAvailable"
    assert preferences.text(available) == "false"
    desk.company.set_edition("Enterprise")
    assert desk.done("<PreferencesQueryRq/>").text(available) == "true"
    assert desk.done("<HostQueryRq/>").text("ProductName") == "QuickBooks Enterprise Solutions 2023"


def test_private_rows_of_the_web_connector(desk: Desk):
    owner = "{57F3B9B1-86F1-4FCC-B1EE-566DE1813D20}"
    desk.company.set_data_extension(owner, "FileID", "{A}")
    assert desk.company.data_extension(owner.lower(), "fileid") == "{A}"
    query = f"<CompanyQueryRq><OwnerID>{owner}</OwnerID></CompanyQueryRq>"
    assert desk.done(query).text("DataExtRet/DataExtValue") == "{A}"
    assert desk.done("<CompanyQueryRq/>").text("DataExtRet/DataExtValue") is None
    desk.company.set_data_extension(owner, "FileID", None)
    assert desk.company.data_extension(owner, "FileID") is None


def field(verb: str, name: str, value: str, kind: str = "Customer", record: str = "Deco Addict") -> str:
    target = f"<ListDataExtType>{kind}</ListDataExtType>{ref('ListObjRef', record)}"
    inner = f"<OwnerID>0</OwnerID><DataExtName>{name}</DataExtName>{target}<DataExtValue>{value}</DataExtValue>"
    return f"<DataExt{verb}Rq><DataExt{verb}>{inner}</DataExt{verb}></DataExt{verb}Rq>"


def test_custom_fields(desk: Desk):
    assert desk.done(field("Add", "Sales Channel", "web")).text("DataExtType") == "STR255TYPE"
    asked = "<CustomerQueryRq><FullName>Deco Addict</FullName>{}</CustomerQueryRq>"
    assert desk.done(asked.format("<OwnerID>0</OwnerID>")).text("DataExtRet/DataExtValue") == "web"
    assert desk.done(asked.format("")).text("DataExtRet/DataExtValue") is None
    assert desk.refused(field("Add", "Sales Channel", "shop"), 3180)
    assert desk.done(field("Mod", "Sales Channel", "shop")).text("DataExtValue") == "shop"
    assert desk.refused(field("Add", "No such field", "x"), 3120)
    assert desk.refused(field("Add", "Color", "x"), 3120)
    assert desk.refused(field("Add", "Sales Channel", "x", record="Nobody"), 3140)


def test_custom_fields_of_lines(desk: Desk):
    extension = (
        "<DataExt><OwnerID>0</OwnerID><DataExtName>Color</DataExtName><DataExtValue>red</DataExtValue></DataExt>"
    )
    made = desk.done(invoice(line("Oak Desk").replace("</InvoiceLineAdd>", f"{extension}</InvoiceLineAdd>")))
    asked = "<InvoiceQueryRq><IncludeLineItems>true</IncludeLineItems>{}</InvoiceQueryRq>"
    assert desk.done(asked.format("<OwnerID>0</OwnerID>")).texts("InvoiceLineRet/DataExtRet/DataExtValue") == ["red"]
    assert desk.done(asked.format("")).texts("InvoiceLineRet/DataExtRet/DataExtValue") == []
    assert made.texts("InvoiceLineRet/DataExtRet/DataExtValue") == []
