"""Accounts, items, classes, locations, terms, payment methods, currencies (spec qbo 5.3, 5.4)."""

from __future__ import annotations

import pytest

from .books import Books, refused

INVENTORY = {
    "IncomeAccountRef": "Sales of Product Income",
    "ExpenseAccountRef": "Cost of Goods Sold",
    "AssetAccountRef": "Inventory Asset",
}


def inventory(books: Books, **changes: object) -> dict:
    """The body of a complete inventory item."""
    body = {
        "Name": "Lamp 2",
        "Type": "Inventory",
        "TrackQtyOnHand": True,
        "QtyOnHand": 10,
        "InvStartDate": "2026-01-01",
        "UnitPrice": 20,
        "PurchaseCost": 8,
        **{field: books.ref("Account", name) for field, name in INVENTORY.items()},
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


# ---------------------------------------------------------------------------------------------------- accounts


def test_a_minimal_account(us: Books):
    made = us.create("Account", Name="Tools", AccountType="Expense")
    assert {k: v for k, v in made.items() if k not in ("Id", "MetaData")} == {
        "Name": "Tools",
        "SubAccount": False,
        "FullyQualifiedName": "Tools",
        "Active": True,
        "Classification": "Expense",
        "AccountType": "Expense",
        "AccountSubType": "OfficeGeneralAdministrativeExpenses",
        "CurrentBalance": 0,
        "CurrentBalanceWithSubAccounts": 0,
        "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
        "domain": "QBO",
        "sparse": False,
        "SyncToken": "0",
    }
    assert us.create("Account", Name="Vault", AccountSubType="Savings")["AccountType"] == "Bank"


def test_an_account_needs_a_type_that_exists(us: Books):
    with refused("6010"):
        us.create("Account", Name="Nothing")
    with refused("2170", element="AccountType"):
        us.create("Account", Name="Nothing", AccountType="Money")
    with refused("2170", element="AccountSubType"):
        us.create("Account", Name="Nothing", AccountType="Bank", AccountSubType="Inventory")
    with refused("2020", element="Name"):
        us.create("Account", AccountType="Bank")


def test_account_names_are_unique(us: Books):
    made = us.create("Account", Name="Tools", AccountType="Expense")
    with refused("6240", element="Name", detail=f"Id={made['Id']}"):
        us.create("Account", Name="tools", AccountType="Income")
    with refused("2050", element="Name", detail="Max:100"):
        us.create("Account", Name="x" * 101, AccountType="Expense")


@pytest.mark.parametrize("name", ['12" Pipes', "A:B"])
def test_characters_an_account_may_not_hold(us: Books, name: str):
    with refused("2040", element="Name"):
        us.create("Account", Name=name, AccountType="Expense")


@pytest.mark.switch("account_number_length")
def test_account_numbers(us: Books, ca: Books):
    made = us.create("Account", Name="N1", AccountType="Expense", AcctNum="6000")
    with refused("6240", detail=f"Id={made['Id']}"):
        us.create("Account", Name="N2", AccountType="Expense", AcctNum="6000")
    with refused("2050", element="AcctNum", detail="Max:7"):
        us.create("Account", Name="N2", AccountType="Expense", AcctNum="12345678")
    assert ca.create("Account", Name="N2", AccountType="Expense", AcctNum="1" * 20)["AcctNum"] == "1" * 20


def test_singular_detail_types(us: Books):
    with refused("6000", detail="There can be only one account of singular detail type"):
        us.create("Account", Name="More", AccountSubType="RetainedEarnings")


def test_sub_accounts(us: Books):
    bank = us.id("Account", "Checking")
    made = us.create("Account", Name="Till", AccountType="Bank", ParentRef={"value": bank})
    assert (made["FullyQualifiedName"], made["SubAccount"]) == ("Checking:Till", True)
    with refused("700"):
        us.create("Account", Name="Odd", AccountType="Expense", ParentRef={"value": bank})
    with refused("6240"):
        us.create("Account", Name="TILL", AccountType="Bank", ParentRef={"value": bank})
    us.create("Account", Name="Till", AccountType="Bank")  # the same name elsewhere is another one


def test_an_opening_balance_is_posted(us: Books):
    made = us.create(
        "Account",
        Name="Second Bank",
        AccountType="Bank",
        OpeningBalance=1234.56,
        OpeningBalanceDate="2026-01-01",
    )
    assert made["CurrentBalance"] == 1234.56
    assert {k: float(v) for k, v in us.postings("OpeningBalance", made["Id"]).items()} == {
        "Second Bank": 1234.56,
        "Opening Balance Equity": -1234.56,
    }
    with refused("6060"):
        us.create("Account", Name="Third", AccountType="Bank", OpeningBalance=1)
    loan = us.create(
        "Account",
        Name="Loan",
        AccountType="Long Term Liability",
        OpeningBalance=500,
        OpeningBalanceDate="2026-01-01",
    )
    assert loan["CurrentBalance"] == -500


@pytest.mark.switch("deactivate_account_with_balance", "sparse_undocumented")
def test_an_account_with_a_balance_stays_active(us: Books):
    with refused("6220"):
        us.update("Account", us.find("Account", "Checking"), Active=False)
    empty = us.update("Account", us.find("Account", "Savings"), Active=False)
    assert empty["Name"] == empty["FullyQualifiedName"] == "Savings (deleted)"


def test_balances_of_accounts_follow_the_ledger(us: Books):
    before = us.find("Account", "Accounts Receivable (A/R)")
    us.invoice("1", us.line("Design", 75))
    after = us.find("Account", "Accounts Receivable (A/R)")
    assert after["CurrentBalance"] == before["CurrentBalance"] + 75
    assert after["SyncToken"] == before["SyncToken"]
    assert us.find("Account", "Services")["CurrentBalance"] == 0


# ------------------------------------------------------------------------------------------------------- items


@pytest.mark.switch("item_taxable_default")
def test_a_minimal_service(us: Books):
    made = us.create("Item", Name="Advice", Type="Service", IncomeAccountRef=us.ref("Account", "Services"))
    assert {k: v for k, v in made.items() if k not in ("Id", "MetaData", "IncomeAccountRef")} == {
        "Name": "Advice",
        "FullyQualifiedName": "Advice",
        "Active": True,
        "Type": "Service",
        "Taxable": False,
        "UnitPrice": 0,
        "PurchaseCost": 0,
        "TrackQtyOnHand": False,
        "domain": "QBO",
        "sparse": False,
        "SyncToken": "0",
    }
    assert made["IncomeAccountRef"]["name"] == "Services"


def test_items_need_type_and_name(us: Books):
    with refused("2020", "2020"):
        us.create("Item", IncomeAccountRef=us.ref("Account", "Services"))
    with refused("2170", element="Type"):
        us.create("Item", Name="X", Type="Gadget")


def test_a_service_needs_one_of_the_two_accounts(us: Books):
    with refused("2020", detail="ExpenseAccountRef or IncomeAccountRef"):
        us.create("Item", Name="X", Type="Service")
    us.create("Item", Name="Bought", Type="NonInventory", ExpenseAccountRef=us.ref("Account", "Supplies"))
    for account in ("Accounts Receivable (A/R)", "Accounts Payable (A/P)"):
        with refused("6430", element="IncomeAccountRef"):
            us.create("Item", Name="X", Type="Service", IncomeAccountRef=us.ref("Account", account))


def test_an_inventory_item_is_complete_or_refused(us: Books):
    made = us.create("Item", **inventory(us))
    assert (made["QtyOnHand"], made["InvStartDate"], made["TrackQtyOnHand"]) == (10, "2026-01-01", True)
    assert {k: float(v) for k, v in us.postings("InventoryStart", made["Id"]).items()} == {
        "Inventory Asset": 80.0,
        "Opening Balance Equity": -80.0,
    }
    for field in ("IncomeAccountRef", "ExpenseAccountRef", "TrackQtyOnHand", "QtyOnHand", "InvStartDate"):
        with refused("2020", element=field):
            us.create("Item", **inventory(us, Name="Other", **{field: None}))
    with refused("2020", detail="An inventory assetaccount is required if you are tracking inventory"):
        us.create("Item", **inventory(us, Name="Other", AssetAccountRef=None))


def test_inventory_accounts_are_of_the_right_kind(us: Books):
    with refused("6430", element="AssetAccountRef"):
        us.create("Item", **inventory(us, AssetAccountRef=us.ref("Account", "Prepaid Expenses")))
    with refused("6430", element="IncomeAccountRef"):
        us.create("Item", **inventory(us, IncomeAccountRef=us.ref("Account", "Services")))


@pytest.mark.switch("sparse_undocumented")
def test_tracking_cannot_be_given_up(us: Books):
    lamp = us.find("Item", "Desk Lamp")
    with refused("2020", element="TrackQtyOnHand"):
        us.update("Item", lamp, TrackQtyOnHand=False)
    with refused("2120", element="Type"):
        us.update("Item", lamp, Type="Service")


def test_item_names_are_unique_and_have_no_colon(us: Books):
    lamp = us.find("Item", "Desk Lamp")
    with refused("6240", detail=f"Id={lamp['Id']}"):
        us.create("Item", **inventory(us, Name="desk lamp"))
    with refused("2040", element="Name"):
        us.create("Item", **inventory(us, Name="Desk:Lamp"))
    with refused("2050", element="Name", detail="Max:100"):
        us.create("Item", **inventory(us, Name="x" * 101))


@pytest.mark.switch("sparse_undocumented")
def test_categories(us: Books):
    category = us.create("Item", Name="Lights", Type="Category")
    assert "UnitPrice" not in category
    made = us.create("Item", **inventory(us, SubItem=True, ParentRef={"value": category["Id"]}))
    assert (made["FullyQualifiedName"], made["Level"]) == ("Lights:Lamp 2", 1)
    renamed = us.update("Item", category, Name="Lamps")
    assert us.read("Item", made["Id"])["FullyQualifiedName"] == "Lamps:Lamp 2"
    with refused("700"):
        us.create("Item", **inventory(us, Name="Y", SubItem=True, ParentRef={"value": made["Id"]}))
    with refused("6000", detail="category"):
        us.invoice("1", us.line("Lamps", 5))
    assert renamed["SyncToken"] == "1"


@pytest.mark.switch("sparse_undocumented")
def test_a_new_quantity_posts_an_adjustment(us: Books):
    made = us.create("Item", **inventory(us))
    with refused("2020", element="InvStartDate"):
        us.update("Item", made, QtyOnHand=12)
    changed = us.update("Item", made, QtyOnHand=7, InvStartDate="2026-02-01")
    assert (changed["QtyOnHand"], changed["InvStartDate"]) == (7, "2026-01-01")
    assert {k: float(v) for k, v in us.postings("InventoryAdjustment", f"{made['Id']}.1").items()} == {
        "Inventory Asset": -24.0,
        "Cost of Goods Sold": 24.0,
    }
    us.assert_sound()


@pytest.mark.switch("deactivate_item_with_quantity", "inactive_reference_code", "sparse_undocumented")
def test_an_item_with_quantity_stays_active_by_default(us: Books):
    lamp = us.find("Item", "Desk Lamp")
    with refused("6220"):
        us.update("Item", lamp, Active=False)
    us.company.set_switch("deactivate_item_with_quantity", "adjust")
    gone = us.update("Item", lamp, Active=False)
    assert (gone["Name"], gone["QtyOnHand"]) == ("Desk Lamp (deleted)", 0)
    us.assert_sound()
    with refused("2500", element="ItemRef", detail="items"):
        us.invoice("1", us.line("Desk Lamp (deleted)", 5, qty=1))


def test_inventory_is_gated_by_plan_and_preference(us: Books):
    us.company.set_plan("Essentials")
    with refused("5030", detail="QuickBooks Online Essentials"):
        us.create("Item", **inventory(us))
    us.company.set_plan("Plus")
    us.company.set_preferences({"ProductAndServicesPrefs": {"QuantityOnHand": False}})
    with refused("5030"):
        us.create("Item", **inventory(us))


@pytest.mark.switch("sparse_undocumented")
def test_history_follows_a_new_account_only_when_asked(us: Books):
    service = us.find("Item", "Design")
    invoice = us.invoice("1", us.line("Design", 75))
    other = us.ref("Account", "Sales of Product Income")
    changed = us.update("Item", service, IncomeAccountRef=other)
    assert "Services" in us.postings("Invoice", invoice["Id"])
    back = us.update("Item", changed, IncomeAccountRef=us.ref("Account", "Services"))
    us.update("Item", back, ("updateaccountontxns",), IncomeAccountRef=other)
    assert "Services" not in us.postings("Invoice", invoice["Id"])
    assert float(us.postings("Invoice", invoice["Id"])["Sales of Product Income"]) == -75
    us.assert_sound()


def part(us: Books, item: str, quantity: int) -> dict:
    return {"ItemRef": us.ref("Item", item), "Qty": quantity}


def test_a_bundle_is_made_by_a_person_only(us: Books):
    detail = {"ItemGroupLine": [part(us, "Oak Desk", 1), part(us, "Office Chair", 4)]}
    with refused("simulator", detail="bundle"):
        us.create("Item", Name="Set", Type="Group", ItemGroupDetail=detail)
    made = us.by_hand("Item", Name="Set", Type="Group", Sku="SET", ItemGroupDetail=detail)
    assert made == us.read("Item", made["Id"])
    assert (made["Type"], made["FullyQualifiedName"], made["Active"]) == ("Group", "Set", True)
    assert not {"UnitPrice", "PurchaseCost", "TrackQtyOnHand", "IncomeAccountRef", "Taxable"} & set(made)
    lines = made["ItemGroupDetail"]["ItemGroupLine"]
    assert [(one["ItemRef"]["name"], one["Qty"]) for one in lines] == [("Oak Desk", 1), ("Office Chair", 4)]
    with refused("simulator", detail="bundle"):
        us.update("Item", made, Name="Set 2")
    with refused("6240", detail=f"Id={made['Id']}"):
        us.create("Item", **inventory(us, Name="SET"))


def test_what_a_bundle_holds(us: Books):
    detail = {"ItemGroupLine": [part(us, "Oak Desk", 1)]}
    with refused("2020", element="ItemGroupDetail"):
        us.by_hand("Item", Name="Set", Type="Group")
    with refused("2020", element="ItemRef"):
        us.by_hand("Item", Name="Set", Type="Group", ItemGroupDetail={"ItemGroupLine": [{"Qty": 1}]})
    with refused("2600", element="IncomeAccountRef"):
        account = us.ref("Account", "Services")
        us.by_hand("Item", Name="Set", Type="Group", ItemGroupDetail=detail, IncomeAccountRef=account)
    us.by_hand("Item", Name="Set", Type="Group", ItemGroupDetail=detail)
    for inner in ("Set", "Furniture"):
        with refused("6000", element="ItemRef", detail="A bundle cannot hold"):
            nested = {"ItemGroupLine": [part(us, inner, 1)]}
            us.by_hand("Item", Name="Sets", Type="Group", ItemGroupDetail=nested)
    with refused("2600", element="ItemGroupDetail"):
        us.create("Item", **inventory(us, ItemGroupDetail=detail))


def test_a_bundle_is_no_item_of_a_line(us: Books):
    """Bundles are used through GroupLineDetail (spec qbo 5.5), which is refused loudly."""
    us.by_hand("Item", Name="Set", Type="Group", ItemGroupDetail={"ItemGroupLine": [part(us, "Oak Desk", 1)]})
    with refused("6000", element="ItemRef", detail="GroupLineDetail"):
        us.invoice("1", us.line("Set", 5))
    with refused("simulator", detail="GroupLineDetail"):
        us.invoice("1", {"DetailType": "GroupLineDetail", "GroupLineDetail": {}})


@pytest.mark.switch("item_name_scope", "sparse_undocumented")
def test_an_items_name_is_unique_across_categories(us: Books):
    """Whatever the category, unless the switch says that a category is a name space of its own."""
    home, garden = (us.create("Item", Name=name, Type="Category")["Id"] for name in ("Home", "Garden"))
    first = us.create("Item", **inventory(us, Name="Bench", SubItem=True, ParentRef={"value": home}))
    below = inventory(us, Name="BENCH", SubItem=True, ParentRef={"value": garden})
    for body in (below, inventory(us, Name="bench"), inventory(us, Name="Home:Bench")):
        with refused("2040" if ":" in body["Name"] else "6240"):
            us.create("Item", **body)
    assert us.update("Item", first, Name="BENCH")["FullyQualifiedName"] == "Home:BENCH"
    us.company.set_switch("item_name_scope", "parent")
    assert us.create("Item", **below)["FullyQualifiedName"] == "Garden:BENCH"


# ------------------------------------------------------------------------------------------------- small lists


def test_terms(us: Books):
    made = us.create("Term", Name="Net 10", DueDays=10, DiscountPercent=2, DiscountDays=5)
    assert (made["Type"], made["Active"]) == ("STANDARD", True)
    dated = us.create("Term", Name="15th", DayOfMonthDue=15, DueNextMonthDays=5)
    assert dated["Type"] == "DATE_DRIVEN"
    with refused("2020", element="DueDays"):
        us.create("Term", Name="Never")
    with refused("2600"):
        us.create("Term", Name="Both", DueDays=1, DayOfMonthDue=2)
    with refused("2240", element="DueDays"):
        us.create("Term", Name="Far", DueDays=1000)
    with refused("2050", element="Name", detail="Max:31"):
        us.create("Term", Name="x" * 32, DueDays=1)


def test_classes_and_locations(us: Books):
    parent = us.create("Class", Name="East")
    child = us.create("Class", Name="North East", SubClass=True, ParentRef={"value": parent["Id"]})
    assert child["FullyQualifiedName"] == "East:North East"
    with refused("6240"):
        us.create("Class", Name="east")
    us.company.set_plan("Essentials")
    with refused("5030"):
        us.create("Class", Name="West")
    with refused("5030"):
        us.create("Department", Name="West")


def test_payment_methods(us: Books):
    assert us.create("PaymentMethod", Name="Voucher")["Type"] == "NON_CREDIT_CARD"
    with refused("2170", element="Type"):
        us.create("PaymentMethod", Name="Card", Type="DEBIT")
    with refused("6240"):
        us.create("PaymentMethod", Name="cash")


def test_currencies_need_multicurrency(us: Books, multi: Books):
    with refused("5030"):
        us.create("CompanyCurrency", Code="GBP")
    made = multi.create("CompanyCurrency", Code="GBP")
    assert (made["Name"], made["Active"]) == ("British Pound Sterling", True)
    with refused("6240"):
        multi.create("CompanyCurrency", Code="GBP")
    with refused("2220", element="Code"):
        multi.create("CompanyCurrency", Code="XXX")


def test_tax_agencies_and_tax_services(uk: Books):
    agency = uk.create("TaxAgency", DisplayName="Isle of Man Customs")
    assert uk.find("Account", "Isle of Man Customs Payable")["AccountSubType"] == "GlobalTaxPayable"
    detail = {"TaxRateName": "IOM 20", "RateValue": 20, "TaxAgencyId": agency["Id"]}
    made = uk.create("TaxService", TaxCode="IOM", TaxRateDetails=[detail])
    code = uk.read("TaxCode", made["TaxCodeId"])
    assert (
        code["SalesTaxRateList"]["TaxRateDetail"][0]["TaxRateRef"]["value"] == (made["TaxRateDetails"][0]["TaxRateId"])
    )
    with refused("6240", "6240"):
        uk.create("TaxService", TaxCode="iom", TaxRateDetails=[detail])
    with refused("2050", element="TaxRateName", detail="Max:10"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[{**detail, "TaxRateName": "x" * 11}])
    with refused("2150", element="RateValue"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[{**detail, "TaxRateName": "Y", "RateValue": 101}])
    with refused("2500", element="TaxRateId"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[{"TaxRateId": "987"}])
    with refused("2500", element="TaxAgencyId"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[{**detail, "TaxRateName": "Y", "TaxAgencyId": "987"}])
    with refused("2020", element="TaxAgencyId"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[{"TaxRateName": "Y", "RateValue": 20}])
    with refused("2020", element="TaxRateDetails"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[])
    with refused("6240"):
        uk.create("TaxService", TaxCode="Y", TaxRateDetails=[{**detail, "TaxRateName": one} for one in ("Y", "y")])
    with refused("6240"):
        uk.create("TaxAgency", DisplayName="isle of man customs")
