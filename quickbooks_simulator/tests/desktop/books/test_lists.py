"""Customers, vendors, accounts, items: Add and Mod, names, references (spec qbd 5.1, 5.3)."""

from __future__ import annotations

import re

import pytest

from quickbooks_simulator.desktop.hresults import HResultError
from quickbooks_simulator.desktop.statuses import Status

from .desk import Desk, customer, invoice, line, message, ref

NOT_IN_LIST = "QuickBooks error message: Invalid argument.  The specified record does not exist in the list."
ADDRESS = (
    "<BillAddress><Addr1>Ann</Addr1><Addr2>1 Road</Addr2><City>Ely</City><State>MN</State>"
    "<PostalCode>55731</PostalCode></BillAddress>"
)


def mod(type_: str, list_id: str, sequence: str, more: str = "") -> str:
    inner = f"<ListID>{list_id}</ListID><EditSequence>{sequence}</EditSequence>{more}"
    return f"<{type_}ModRq><{type_}Mod>{inner}</{type_}Mod></{type_}ModRq>"


def mod_of(desk: Desk, type_: str, name: str, more: str) -> str:
    found = desk.find(type_, name)
    return mod(type_, found["ListID"], found["EditSequence"], more)


# ---------------------------------------------------------------------------------------------------- customers


def test_a_new_customer(desk: Desk):
    more = f"<CompanyName>Ann Ltd</CompanyName>{ADDRESS}<Email>ann@example.com</Email>{ref('TermsRef', 'net 30')}"
    made = desk.done(customer("Ann", more))
    assert re.fullmatch(r"800000[0-9A-F]{2}-\d{10}", made.text("ListID"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00", made.text("TimeCreated"))
    assert made.text("EditSequence").isdigit()
    assert made.text("TermsRef/FullName") == "Net 30"
    assert made.text("BillAddressBlock/Addr3") == "Ely, MN 55731"
    assert (made.text("Balance"), made.text("TotalBalance")) == ("0.00", "0.00")
    assert made.text("SalesTaxCodeRef/FullName") == "Tax"
    assert made.text("ItemSalesTaxRef/FullName") == "State Tax"
    assert made.text("IsActive") == "true"


def test_the_sample_company_has_deco_addict(desk: Desk):
    found = desk.done("<CustomerQueryRq><FullName>Deco Addict</FullName></CustomerQueryRq>")
    assert found.text("Name") == "Deco Addict"


def test_a_job_is_a_customer_with_a_parent(desk: Desk):
    made = desk.done(customer("Kitchen", ref("ParentRef", "Deco Addict")))
    assert (made.text("FullName"), made.text("Sublevel")) == ("Deco Addict:Kitchen", "1")
    assert desk.done(customer("Kitchen", ref("ParentRef", "Cool Cars"))).text("FullName") == "Cool Cars:Kitchen"
    assert desk.refused(customer("KITCHEN", ref("ParentRef", "Cool Cars")), 3100)


@pytest.mark.switch("trim_names")
@pytest.mark.parametrize("name", ["Deco Addict", "DECO ADDICT", " deco addict "])
def test_names_are_unique_whatever_the_case(desk: Desk, name: str):
    text = desk.refused(customer(name), 3100)
    assert text == f'The name "{name.strip()}" of the list element is already in use.'


def test_customers_and_vendors_share_one_name_space(desk: Desk):
    assert desk.refused("<VendorAddRq><VendorAdd><Name>deco addict</Name></VendorAdd></VendorAddRq>", 3100)
    assert desk.refused(customer("Norton Lumber"), 3100)


@pytest.mark.parametrize("kind", ["Employee", "OtherName"])
def test_employees_and_other_names_share_the_name_space(desk: Desk, kind: str):
    list_id = desk.company.enter_name(kind, "Sam Quick")
    vendor = "<VendorAddRq><VendorAdd><Name>Sam Quick</Name></VendorAdd></VendorAddRq>"
    assert desk.refused(customer("SAM quick"), 3100) == 'The name "SAM quick" of the list element is already in use.'
    assert desk.refused(vendor, 3100)
    found = desk.done("<EntityQueryRq><FullName>sam quick</FullName></EntityQueryRq>")
    assert (found.ret.tag, found.text("ListID"), found.text("Name")) == (f"{kind}Ret", list_id, "Sam Quick")
    assert desk.done(f"<{kind}QueryRq><ListID>{list_id}</ListID></{kind}QueryRq>").text("Name") == "Sam Quick"
    assert desk.refused(invoice(line("Design"), customer="Sam Quick"), 3140)
    with pytest.raises(Status, match="3100"):
        desk.company.enter_name(kind, "deco addict")
    with pytest.raises(ValueError, match="none of"):
        desk.company.enter_name("Customer", "Tom")
    desk.company.set_mode("SingleUser")
    desk.done(f"<ListDelRq><ListDelType>{kind}</ListDelType><ListID>{list_id}</ListID></ListDelRq>")
    assert desk.done(customer("Sam Quick"))


def test_an_inactive_employee_still_holds_its_name(desk: Desk):
    desk.company.enter_name("Employee", "Gone Long Ago", active=False)
    assert desk.refused(customer("Gone Long Ago"), 3100)
    match = "<NameFilter><MatchCriterion>Contains</MatchCriterion><Name>Long</Name></NameFilter>"
    asked = f"<EntityQueryRq>{{}}{match}</EntityQueryRq>"
    assert desk.ask(asked.format("")).code == 1
    assert desk.done(asked.format("<ActiveStatus>All</ActiveStatus>")).texts("IsActive") == ["false"]


def test_an_inactive_record_still_holds_its_name(desk: Desk):
    desk.done(mod_of(desk, "Customer", "Cool Cars", "<IsActive>false</IsActive>"))
    assert desk.refused(customer("Cool Cars"), 3100)
    assert (
        desk.ask(
            "<CustomerQueryRq><NameFilter><MatchCriterion>StartsWith</MatchCriterion><Name>Cool</Name></NameFilter></CustomerQueryRq>"
        ).code
        == 1
    )


def test_a_name_has_no_colon(desk: Desk):
    text = desk.refused(customer("A:B"), 3090)
    assert text.startswith(
        'There was an error when storing "A:B" in the "Name" field.  QuickBooks error message: Names'
    )


def test_a_name_may_have_41_characters(desk: Desk):
    assert desk.done(customer("x" * 41)).text("Name") == "x" * 41


@pytest.mark.switch("unconfirmed_wording", "trim_names")
def test_an_empty_name_is_missing(desk: Desk):
    assert desk.refused(customer(" "), 3150) == "Status code 3150."
    desk.company.set_switch("unconfirmed_wording", "sentence")
    assert desk.refused(customer(" "), 3150) == 'There is a missing element: "Name".'


def test_references_by_id_win_over_names(desk: Desk):
    terms = next(one for one in desk.company.objects("StandardTerms") if one["Name"] == "Net 15")
    both = f"<TermsRef><ListID>{terms['ListID']}</ListID><FullName>Net 30</FullName></TermsRef>"
    assert desk.done(customer("Ann", both)).text("TermsRef/FullName") == "Net 15"


def test_a_bad_reference(desk: Desk):
    text = desk.refused(customer("Ann", ref("TermsRef", "Net 90")), 3140)
    assert text == f'There is an invalid reference to QuickBooks Terms "Net 90" in the Customer.  {NOT_IN_LIST}'
    text = desk.refused(customer("Ann", "<TermsRef><ListID>8000FFFF-1</ListID></TermsRef>"), 3140)
    assert '"8000FFFF-1"' in text
    text = desk.refused(customer("Ann", "<TermsRef><ListID>net30</ListID></TermsRef>"), 3000)
    assert text == 'The given object ID "net30" in the field "list id" is invalid.'


@pytest.mark.switch("inactive_reference")
def test_an_inactive_reference(desk: Desk):
    desk.done(mod_of(desk, "Customer", "Cool Cars", "<IsActive>false</IsActive>"))
    assert desk.refused(customer("Job", ref("ParentRef", "Cool Cars")), 3140)
    desk.company.set_switch("inactive_reference", "accept")
    assert desk.done(customer("Job", ref("ParentRef", "Cool Cars")))


@pytest.mark.switch("line_breaks_in_short_fields", "line_breaks_in_long_fields")
def test_a_line_break_in_a_short_field(desk: Desk):
    text = desk.refused(customer("Ann", "<CompanyName>one\ntwo</CompanyName>"), 3090)
    assert text == (  # an attribute has no line breaks
        'There was an error when storing "one two" in the "CompanyName" field.  QuickBooks error message: This field'
        " is a single line."
    )
    assert desk.refused(customer("Ann\nBea"), 3090)
    assert desk.done(customer("Ann", "<Notes>one\ntwo</Notes>")).text("Notes") == "one\ntwo"
    made = desk.done(invoice(line("Design", Desc="a\nb"), head="<TxnDate>2026-03-02</TxnDate><Memo>c\nd</Memo>"))
    assert (made.text("Memo"), made.text("InvoiceLineRet/Desc")) == ("c\nd", "a\nb")
    desk.company.set_switch("line_breaks_in_short_fields", "accept")
    assert desk.done(customer("Bob", "<CompanyName>one\ntwo</CompanyName>")).text("CompanyName") == "one\ntwo"


def test_an_address_has_at_most_five_printed_lines(desk: Desk):
    lines = "".join(f"<Addr{n}>line {n}</Addr{n}>" for n in range(1, 6))
    assert desk.done(customer("Five", f"<BillAddress>{lines}</BillAddress>"))
    assert desk.refused(customer("Six", f"<BillAddress>{lines}<City>Ely</City></BillAddress>"), 3090)


@pytest.mark.switch("feature_off")
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("<SalesTaxCountry>UK</SalesTaxCountry>", 3250),
        ("<TaxRegistrationNumber>1</TaxRegistrationNumber>", 3250),
        (ref("CurrencyRef", "Euro"), 3250),
        (ref("PriceLevelRef", "Gold"), 3250),
        (ref("CustomerTypeRef", "Retail"), 3140),
        ("<CreditCardInfo><CreditCardNumber>4111</CreditCardNumber></CreditCardInfo>", 3261),
        ("<OpenBalance>10.00</OpenBalance>", 1030),
        ("<AdditionalNotes><Note>n</Note></AdditionalNotes>", 1030),
    ],
)
def test_what_this_company_file_does_not_take(desk: Desk, more: str, code: int):
    assert desk.refused(customer("Ann", more), code)


@pytest.mark.switch("feature_off")
def test_a_feature_that_is_off_by_switch(desk: Desk):
    desk.company.set_switch("feature_off", "ignore")
    made = desk.done(customer("Ann", ref("CurrencyRef", "Euro")))
    assert made.text("CurrencyRef") is None


@pytest.mark.switch("feature_off")
def test_class_tracking_is_a_preference(desk: Desk):
    assert desk.done(customer("Ann", ref("ClassRef", "Retail"))).text("ClassRef/FullName") == "Retail"
    desk.company.set_preference("AccountingPreferences", "IsUsingClassTracking", False)
    assert desk.refused(customer("Bob", ref("ClassRef", "Retail")), 3250)


# ---------------------------------------------------------------------------------------------------------- Mod


def test_what_a_mod_does_not_mention_stays_and_an_empty_element_clears(desk: Desk):
    made = desk.done(customer("Ann", f"{ADDRESS}<Phone>1</Phone><Fax>2</Fax>"))
    more = "<Phone/><Fax>3</Fax>"
    changed = desk.done(mod("Customer", made.text("ListID"), made.text("EditSequence"), more))
    assert (changed.text("Phone"), changed.text("Fax")) == (None, "3")
    assert changed.text("BillAddress/City") == "Ely"
    assert int(changed.text("EditSequence")) > int(made.text("EditSequence"))
    assert changed.text("TimeCreated") == made.text("TimeCreated")


@pytest.mark.switch("address_in_mod")
def test_an_address_in_a_mod(desk: Desk):
    made = desk.done(customer("Ann", ADDRESS))
    more = "<BillAddress><Addr1>Ann</Addr1></BillAddress>"
    changed = desk.done(mod("Customer", made.text("ListID"), made.text("EditSequence"), more))
    assert changed.text("BillAddress/City") is None
    desk.company.set_switch("address_in_mod", "merge")
    more = "<BillAddress><City>Rome</City></BillAddress>"
    changed = desk.done(mod("Customer", made.text("ListID"), changed.text("EditSequence"), more))
    assert (changed.text("BillAddress/Addr1"), changed.text("BillAddress/City")) == ("Ann", "Rome")


def test_a_stale_edit_sequence(desk: Desk):
    made = desk.done(customer("Ann"))
    list_id, sequence = made.text("ListID"), made.text("EditSequence")
    desk.done(mod("Customer", list_id, sequence, "<Phone>1</Phone>"))
    text = desk.refused(mod("Customer", list_id, sequence, "<Phone>2</Phone>"), 3200)
    assert text == f'The provided edit sequence "{sequence}" is out-of-date. '


def test_a_stale_edit_sequence_of_an_item(desk: Desk):
    made = desk.done(item("Service", f"<Name>Repair</Name>{SOLD}"))
    list_id, sequence = made.text("ListID"), made.text("EditSequence")
    priced = "<SalesOrPurchaseMod><Price>{}</Price></SalesOrPurchaseMod>"
    changed = desk.done(mod("ItemService", list_id, sequence, priced.format("13.00")))
    assert desk.refused(mod("ItemService", list_id, sequence, priced.format("14.00")), 3200)
    again = mod("ItemService", list_id, changed.text("EditSequence"), priced.format("14.00"))
    assert desk.done(again).text("SalesOrPurchase/Price") == "14.00"


def test_two_changes_within_a_second_differ(desk: Desk):
    sequence = desk.done(customer("Ann")).text("EditSequence")
    list_id = desk.find("Customer", "Ann")["ListID"]
    seen = {sequence}
    for number in range(5):
        sequence = desk.done(mod("Customer", list_id, sequence, f"<Phone>{number}</Phone>")).text("EditSequence")
        seen.add(sequence)
    assert len(seen) == 6


def test_a_mod_of_what_is_not_there(desk: Desk):
    text = desk.refused(mod("Customer", "8000AAAA-1", "1"), 3120)
    assert text == f'Object "8000AAAA-1" specified in the request cannot be found.  {NOT_IN_LIST}'


def test_a_name_cannot_be_cleared(desk: Desk):
    assert desk.refused(mod_of(desk, "Customer", "Cool Cars", "<Name/>"), 3190)


def test_renaming_a_parent_renames_its_jobs(desk: Desk):
    desk.done(mod_of(desk, "Customer", "Freeman Sporting Goods", "<Name>Freeman</Name>"))
    found = desk.done("<CustomerQueryRq><FullName>freeman:55 twin lane</FullName></CustomerQueryRq>")
    assert found.text("ParentRef/FullName") == "Freeman"
    assert desk.refused(mod_of(desk, "Customer", "Freeman", ref("ParentRef", "Freeman:55 Twin Lane")), 3140)


def test_a_locked_record(desk: Desk):
    found = desk.find("Customer", "Cool Cars")
    desk.company.lock(found["ListID"])
    text = desk.refused(mod_of(desk, "Customer", "Cool Cars", "<Phone>1</Phone>"), 3175)
    assert text.endswith(
        "QuickBooks error message: The transaction could not be locked.  It is in use by another user."
    )
    desk.company.lock(found["ListID"], code=3176)
    text = desk.refused(mod_of(desk, "Customer", "Cool Cars", "<Phone>1</Phone>"), 3176)
    assert text.endswith("The application failed to acquire the lock.")
    desk.company.lock(found["ListID"], code=3170)
    text = desk.refused(mod_of(desk, "Customer", "Cool Cars", "<Phone>1</Phone>"), 3170)
    assert text.endswith("QuickBooks error message: This list has been modified by another user.")
    desk.company.lock(found["ListID"], code=3180)
    text = desk.refused(mod_of(desk, "Customer", "Cool Cars", "<Phone>1</Phone>"), 3180)
    assert text == (
        'There was an error when saving a Customer list, element "Cool Cars".  QuickBooks error message: This list has'
        " been modified by another user."
    )
    with pytest.raises(ValueError, match="none of"):
        desk.company.lock(found["ListID"], code=9999)
    desk.company.lock(found["ListID"], locked=False)
    assert desk.done(mod_of(desk, "Customer", "Cool Cars", "<Phone>1</Phone>"))


def test_a_list_that_somebody_works_on(desk: Desk):
    desk.company.work_on_list("Customer")
    text = desk.refused(customer("Ann"), 3180)
    assert text == (
        'There was an error when saving a Customer list, element "Ann".  QuickBooks error message: This list has been'
        " modified by another user."
    )
    assert desk.refused(mod_of(desk, "Customer", "Cool Cars", "<Phone>1</Phone>"), 3180)
    assert desk.done("<VendorAddRq><VendorAdd><Name>Vera</Name></VendorAdd></VendorAddRq>")
    assert desk.done(invoice(line("Design")))
    desk.company.work_on_list("Customer", False)
    assert desk.done(customer("Ann"))
    with pytest.raises(KeyError):
        desk.company.work_on_list("Invoice")


def service(more: str) -> str:
    sold = f"<SalesOrPurchase>{ref('AccountRef', 'Sales Income')}</SalesOrPurchase>"
    return f"<ItemServiceAddRq><ItemServiceAdd><Name>Box</Name>{more}{sold}</ItemServiceAdd></ItemServiceAddRq>"


@pytest.mark.switch("feature_off")
@pytest.mark.parametrize("edition", ["Pro", "Premier", "Enterprise"])
@pytest.mark.parametrize(
    "request_",
    [
        service("<BarCode><BarCodeValue>4</BarCodeValue></BarCode>"),
        service(ref("UnitOfMeasureSetRef", "Box")),
        invoice(line("Oak Desk", SerialNumber="S1")),
        invoice(line("Oak Desk", LotNumber="L1")),
        invoice(f"<InvoiceLineAdd>{ref('ItemRef', 'Oak Desk')}{ref('InventorySiteRef', 'Main')}</InvoiceLineAdd>"),
    ],
)
def test_features_that_are_off_in_every_edition(desk: Desk, edition: str, request_: str):
    desk.company.set_edition(edition)
    assert desk.refused(request_, 3250)


@pytest.mark.parametrize(
    ("group", "name"),
    [
        ("MultiCurrencyPreferences", "IsMultiCurrencyOn"),
        ("MultiLocationInventoryPreferences", "IsMultiLocationInventoryEnabled"),
        ("MultiLocationInventoryPreferences", "IsMultiLocationInventoryAvailable"),
        ("ItemsAndInventoryPreferences", "EnhancedInventoryReceivingEnabled"),
        ("ItemsAndInventoryPreferences", "FIFOEnabled"),
        ("ItemsAndInventoryPreferences", "IsBarcodeEnabled"),
    ],
)
def test_a_person_cannot_switch_on_what_is_not_there(desk: Desk, group: str, name: str):
    before = desk.snapshot()
    with pytest.raises(ValueError, match="cannot be changed here"):
        desk.company.set_preference(group, name, True)
    assert desk.snapshot() == before


def test_vendors(desk: Desk):
    inner = "<Name>Acme</Name><NameOnCheck>Acme Corp</NameOnCheck><AccountNumber>77</AccountNumber>"
    made = desk.done(f"<VendorAddRq><VendorAdd>{inner}</VendorAdd></VendorAddRq>")
    assert (made.text("Balance"), made.text("NameOnCheck")) == ("0.00", "Acme Corp")
    changed = desk.done(mod_of(desk, "Vendor", "Acme", "<Name>Acme Inc</Name>"))
    assert changed.text("Name") == "Acme Inc"


# ----------------------------------------------------------------------------------------------------- accounts


def account(name: str, kind: str, more: str = "") -> str:
    inner = f"<Name>{name}</Name>{{}}<AccountType>{kind}</AccountType>{more}"
    return "<AccountAddRq><AccountAdd>" + inner.format("") + "</AccountAdd></AccountAddRq>"


def test_a_new_account_with_an_opening_balance(desk: Desk):
    made = desk.done(
        account("Savings", "Bank", "<OpenBalance>1500.00</OpenBalance><OpenBalanceDate>2026-01-01</OpenBalanceDate>")
    )
    assert made.text("Balance") == "1500.00"
    desk.company.assert_balanced()
    rows = {row["name"]: (str(row["debit"]), str(row["credit"])) for row in desk.company.trial_balance()}
    assert rows["Savings"] == ("1500.00", "0.00")


def test_account_refusals(desk: Desk):
    assert desk.refused(account("Orders", "NonPosting"), 3180)
    assert desk.refused(account("checking", "Bank"), 3100)
    assert desk.done(account("One", "Expense", "<AccountNumber>6000</AccountNumber>"))
    assert desk.refused(account("Two", "Expense", "<AccountNumber>6000</AccountNumber>"), 3180)


@pytest.mark.parametrize(
    "request_",
    [
        account("Odd", "Money"),
        account("Odd", ""),
        account("x" * 32, "Expense"),
        account("Odd", "Expense", "<AccountNumber>12345678</AccountNumber>"),
        account("Odd", "Expense", f"<Desc>{'x' * 201}</Desc>"),
        "<AccountAddRq><AccountAdd><Name>Odd</Name></AccountAdd></AccountAddRq>",
    ],
)
def test_what_no_account_can_be(desk: Desk, request_: str):
    """The schema's own limits: the whole set is refused (spec qbd 3.1, 5.5)."""
    with pytest.raises(HResultError, match="0x80040400"):
        desk.session.process(message(request_))


def test_the_longest_account(desk: Desk):
    made = desk.done(account("x" * 31, "OtherCurrentLiability", "<AccountNumber>1234567</AccountNumber>"))
    assert (made.text("AccountNumber"), made.text("Balance"), made.text("IsActive")) == ("1234567", "0.00", "true")
    assert desk.refused(account("A:B", "Expense"), 3090)
    found = desk.done("<AccountQueryRq><AccountType>OtherCurrentLiability</AccountType></AccountQueryRq>")
    assert made.text("ListID") in found.texts("ListID")
    assert set(found.texts("AccountType")) == {"OtherCurrentLiability"}


def test_a_sub_account_is_of_its_parents_type(desk: Desk):
    sub = "<AccountAddRq><AccountAdd><Name>{}</Name>{}<AccountType>{}</AccountType></AccountAdd></AccountAddRq>"
    made = desk.done(sub.format("Online", ref("ParentRef", "Sales Income"), "Income"))
    assert made.text("FullName") == "Sales Income:Online"
    assert desk.refused(sub.format("Odd", ref("ParentRef", "Sales Income"), "Expense"), 3180)


# -------------------------------------------------------------------------------------------------------- items


def item(kind: str, inner: str) -> str:
    return f"<Item{kind}AddRq><Item{kind}Add>{inner}</Item{kind}Add></Item{kind}AddRq>"


SOLD = f"<SalesOrPurchase><Desc>d</Desc><Price>12.5</Price>{ref('AccountRef', 'Sales Income')}</SalesOrPurchase>"
BOTH = (
    f"<SalesAndPurchase><SalesDesc>s</SalesDesc><SalesPrice>9.99</SalesPrice>{ref('IncomeAccountRef', 'Sales Income')}"
    f"<PurchaseCost>4</PurchaseCost>{ref('ExpenseAccountRef', 'Job Supplies')}</SalesAndPurchase>"
)


def test_a_service_item(desk: Desk):
    made = desk.done(item("Service", f"<Name>Repair</Name>{SOLD}"))
    assert made.text("SalesOrPurchase/Price") == "12.50"
    assert made.text("SalesTaxCodeRef/FullName") == "Tax"
    more = "<SalesOrPurchaseMod><Price>13.00</Price></SalesOrPurchaseMod>"
    changed = desk.done(mod_of(desk, "ItemService", "Repair", more))
    assert changed.text("SalesOrPurchase/Price") == "13.00"
    assert changed.text("SalesOrPurchase/Desc") == "d"
    assert changed.text("SalesOrPurchase/AccountRef/FullName") == "Sales Income"


def test_a_non_inventory_item_with_both_sides(desk: Desk):
    made = desk.done(
        item("NonInventory", f"<Name>Bolt</Name><ManufacturerPartNumber>B-1</ManufacturerPartNumber>{BOTH}")
    )
    assert made.text("SalesAndPurchase/PurchaseCost") == "4.00"
    assert made.text("ManufacturerPartNumber") == "B-1"
    more = "<SalesAndPurchaseMod><SalesPrice>10.00</SalesPrice></SalesAndPurchaseMod>"
    assert desk.done(mod_of(desk, "ItemNonInventory", "Bolt", more)).text("SalesAndPurchase/SalesPrice") == "10.00"
    wrong = "<SalesOrPurchaseMod><Price>10.00</Price></SalesOrPurchaseMod>"
    assert desk.refused(mod_of(desk, "ItemNonInventory", "Bolt", wrong), 3170)


def test_an_inventory_item_with_opening_stock(desk: Desk):
    inner = (
        f"<Name>Shelf</Name><SalesPrice>30.00</SalesPrice>{ref('IncomeAccountRef', 'Sales Income')}"
        f"<PurchaseCost>12.50</PurchaseCost>{ref('COGSAccountRef', 'Cost of Goods Sold')}"
        f"{ref('AssetAccountRef', 'Inventory Asset')}<QuantityOnHand>8</QuantityOnHand>"
    )
    made = desk.done(item("Inventory", inner))
    assert (made.text("QuantityOnHand"), made.text("AverageCost")) == ("8", "12.50")
    desk.company.assert_balanced()
    changed = desk.done(mod_of(desk, "ItemInventory", "Shelf", "<SalesPrice>31.00</SalesPrice>"))
    assert changed.text("SalesPrice") == "31.00"


@pytest.mark.switch("feature_off", "missing_item_account")
@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (item("Service", "<Name>A</Name><SalesOrPurchase><Price>1.00</Price></SalesOrPurchase>"), 3150),
        (item("Service", "<Name>A</Name><SalesAndPurchase><SalesPrice>1.00</SalesPrice></SalesAndPurchase>"), 3150),
        (
            item(
                "Service",
                f"<Name>A</Name><SalesOrPurchase>{ref('AccountRef', 'Accounts Receivable')}</SalesOrPurchase>",
            ),
            3140,
        ),
        (item("Service", f"<Name>design</Name>{SOLD}"), 3100),
        (item("NonInventory", f"<Name>Oak Desk</Name>{SOLD}"), 3100),
        (item("Inventory", f"<Name>A</Name>{ref('IncomeAccountRef', 'Sales Income')}"), 3150),
        (
            item(
                "Inventory",
                f"<Name>A</Name>{ref('IncomeAccountRef', 'Sales Income')}{ref('COGSAccountRef', 'Job Supplies')}"
                f"{ref('AssetAccountRef', 'Inventory Asset')}",
            ),
            3140,
        ),
        (item("SalesTax", "<Name>A</Name><TaxRate>5.00</TaxRate>"), 3180),
        (item("Service", f"<Name>A</Name><BarCode><BarCodeValue>1</BarCodeValue></BarCode>{SOLD}"), 3250),
        (item("Service", f"<Name>A</Name>{ref('UnitOfMeasureSetRef', 'Each')}{SOLD}"), 3250),
        (item("Service", f"<Name>A</Name><IsTaxIncluded>true</IsTaxIncluded>{SOLD}"), 3250),
    ],
)
def test_item_refusals(desk: Desk, request_: str, code: int):
    assert desk.refused(request_, code)


@pytest.mark.switch("missing_item_account")
@pytest.mark.parametrize("code", ["3140", "3270"])
def test_a_missing_account_by_switch(desk: Desk, code: str):
    desk.company.set_switch("missing_item_account", code)
    bare = item("Service", "<Name>A</Name><SalesOrPurchase><Price>1.00</Price></SalesOrPurchase>")
    assert desk.refused(bare, int(code))


def test_inventory_is_a_preference(desk: Desk):
    desk.company.set_preference("PurchasesAndVendorsPreferences", "IsUsingInventory", False)
    assert desk.refused(item("Inventory", "<Name>A</Name>"), 3250)


def test_a_group_of_items_is_entered_by_a_person(desk: Desk):
    """A kit: readable, and of no use in a line (spec qbd 5.5; groups in lines are 1030)."""
    list_id = desk.company.enter_item_group("Office Set", [("Oak Desk", "1"), ("Office Chair", "4")])
    found = desk.done("<ItemQueryRq><FullName>office set</FullName></ItemQueryRq>")
    assert (found.ret.tag, found.text("ListID"), found.text("IsActive")) == ("ItemGroupRet", list_id, "true")
    assert found.texts("ItemGroupLine/ItemRef/FullName") == ["Oak Desk", "Office Chair"]
    assert found.texts("ItemGroupLine/Quantity") == ["1", "4"]
    assert desk.done(f"<ItemGroupQueryRq><ListID>{list_id}</ListID></ItemGroupQueryRq>").text("Name") == "Office Set"
    assert desk.refused(item("Service", f"<Name>Office Set</Name>{SOLD}"), 3100)
    assert desk.refused(invoice(line("Office Set")), 3140)
    group = f"<InvoiceLineGroupAdd>{ref('ItemGroupRef', 'Office Set')}</InvoiceLineGroupAdd>"
    assert desk.refused(invoice(group), 1030)
    with pytest.raises(Status, match="3140"):
        desk.company.enter_item_group("Other Set", [("Nothing", "1")])
    with pytest.raises(Status, match="3100"):
        desk.company.enter_item_group("Oak Desk", [("Office Chair", "1")])


def test_charges_discounts_and_taxes(desk: Desk):
    assert desk.done(item("OtherCharge", f"<Name>Freight</Name>{SOLD}")).text("SalesOrPurchase/Price") == "12.50"
    inner = f"<Name>Tenth</Name><DiscountRatePercent>10</DiscountRatePercent>{ref('AccountRef', 'Sales Discounts')}"
    assert desk.done(item("Discount", inner)).text("DiscountRatePercent") == "10.00"
    inner = f"<Name>County</Name><TaxRate>0.5</TaxRate>{ref('TaxVendorRef', 'City of Middlefield')}"
    made = desk.done(item("SalesTax", inner))
    assert (made.text("TaxRate"), made.text("TaxVendorRef/FullName")) == ("0.50", "City of Middlefield")


def test_small_lists(desk: Desk):
    names = {
        "TermsQuery": ["Due on receipt", "Net 15", "Net 30", "2% 10 Net 30", "15th of the month"],
        "ClassQuery": ["Wholesale", "Retail"],
        "ShipMethodQuery": ["DHL", "Federal Express", "UPS", "US Mail"],
        "SalesTaxCodeQuery": ["Tax", "Non"],
        "ItemSalesTaxGroupQuery": ["Middlefield"],
        "CurrencyQuery": ["US Dollar", "Euro", "Canadian Dollar"],
    }
    for query, expected in names.items():
        assert desk.done(f"<{query}Rq/>").texts("Name") == expected
    assert "Intuit Product Invoice" in desk.done("<TemplateQueryRq/>").texts("Name")
    assert desk.done("<PaymentMethodQueryRq><PaymentMethodType>Visa</PaymentMethodType></PaymentMethodQueryRq>").texts(
        "Name"
    ) == ["Visa"]
