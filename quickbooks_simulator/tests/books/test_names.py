"""Customers and vendors: defaults, unique names, deactivation, sub-customers (spec qbo 5.2, 7.2)."""

from __future__ import annotations

import pytest

from .books import Books, refused


def test_a_minimal_customer_as_recorded(legacy: Books):
    made = legacy.customer("Doe5, Jane")
    code = made.pop("DefaultTaxCodeRef")
    assert legacy.read("TaxCode", code["value"])["TaxGroup"] is True
    identity = {name: made.pop(name) for name in ("Id", "MetaData")}
    assert identity["Id"].isdigit()
    assert made == {
        "Taxable": True,
        "Job": False,
        "BillWithParent": False,
        "Balance": 0,
        "BalanceWithJobs": 0,
        "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
        "PreferredDeliveryMethod": "Print",
        "domain": "QBO",
        "sparse": False,
        "SyncToken": "0",
        "FullyQualifiedName": "Doe5, Jane",
        "DisplayName": "Doe5, Jane",
        "PrintOnCheckName": "Doe5, Jane",
        "Active": True,
    }


def test_a_minimal_vendor(us: Books):
    made = us.create("Vendor", DisplayName="Timber & Co")
    assert {k: v for k, v in made.items() if k not in ("Id", "MetaData")} == {
        "DisplayName": "Timber & Co",
        "PrintOnCheckName": "Timber & Co",
        "Active": True,
        "CurrencyRef": {"value": "USD", "name": "United States Dollar"},
        "Vendor1099": False,
        "Balance": 0,
        "domain": "QBO",
        "sparse": False,
        "SyncToken": "0",
    }


def test_the_name_is_made_of_its_parts(us: Books):
    made = us.create("Customer", Title="Dr", GivenName="Ada", FamilyName="Byron", Suffix="II")
    assert made["DisplayName"] == made["FullyQualifiedName"] == "Dr Ada Byron II"
    with refused("6080"):
        us.create("Customer", CompanyName="No name at all")


@pytest.mark.parametrize("name", ["A:B", "A\tB", "A\nB"])
def test_characters_a_name_may_not_hold(us: Books, name: str):
    with refused("2040", element="DisplayName"):
        us.customer(name)


def test_a_web_address_has_no_blanks(us: Books):
    us.create("Customer", DisplayName="Ann", WebAddr={"URI": "https://ann.example"})
    for entity in ("Customer", "Vendor"):
        with refused("2200"):
            us.create(entity, DisplayName="Bob", WebAddr={"URI": "https://bob example"})


@pytest.mark.switch("customer_clash_detail")
def test_names_are_unique_over_customers_and_vendors(us: Books):
    customer = us.customer("Taken")
    vendor = us.create("Vendor", DisplayName="Occupied")
    with refused("6240", detail=f"The name supplied already exists. : Id={customer['Id']}"):
        us.customer("TAKEN")
    with refused("6240", detail=f": Id={vendor['Id']}"):
        us.create("Vendor", DisplayName="occupied")
    sentence = ": Another customer, vendor or employee is already using this name. Please use a different name."
    with refused("6240", detail=sentence):
        us.create("Vendor", DisplayName="taken")
    with refused("6240", detail=sentence):
        us.customer("Occupied ")
    us.company.set_switch("customer_clash_detail", "null")
    with refused("6240", detail="The name supplied already exists. : null"):
        us.customer("taken")


def test_renaming_clashes_too_but_not_with_itself(us: Books):
    us.customer("Taken")
    other = us.customer("Other")
    with refused("6240"):
        us.update("Customer", other, DisplayName="taken")
    assert us.update("Customer", other, DisplayName="OTHER")["DisplayName"] == "OTHER"


def test_deactivation_renames_what_is_shown_and_frees_the_name(us: Books):
    made = us.customer("Leaving", CompanyName="Leaving", GivenName="Leaving")
    gone = us.update("Customer", made, Active=False)
    assert gone["Active"] is False
    assert gone["DisplayName"] == gone["FullyQualifiedName"] == "Leaving (deleted)"
    assert gone["PrintOnCheckName"] == gone["CompanyName"] == gone["GivenName"] == "Leaving"
    assert us.read("Customer", made["Id"]) == gone
    second = us.customer("Leaving")
    assert second["Id"] != made["Id"]


@pytest.mark.switch("deleted_suffix_when_taken")
def test_the_suffix_when_it_is_taken(us: Books):
    first = us.update("Customer", us.customer("Twin"), Active=False)
    second = us.update("Customer", us.customer("Twin"), Active=False)
    assert (first["DisplayName"], second["DisplayName"]) == ("Twin (deleted)", "Twin (deleted 1)")
    us.company.set_switch("deleted_suffix_when_taken", "same")
    third = us.update("Customer", us.customer("Twin"), Active=False)
    assert third["DisplayName"] == "Twin (deleted)"


@pytest.mark.switch("suffix_on_reactivation")
def test_reactivation_keeps_the_suffix_by_default(us: Books):
    gone = us.update("Customer", us.customer("Back"), Active=False)
    back = us.update("Customer", gone, Active=True)
    assert back["DisplayName"] == "Back (deleted)"
    gone = us.update("Customer", back, Active=False)
    assert gone["DisplayName"] == "Back (deleted)"
    us.customer("Back")
    with refused("6240"):
        us.update("Customer", gone, Active=True, DisplayName="Back")
    us.company.set_switch("suffix_on_reactivation", "remove")
    with refused("6240"):
        us.update("Customer", gone, Active=True)
    other = us.update("Customer", us.customer("Other"), Active=False)
    assert us.update("Customer", other, Active=True)["DisplayName"] == "Other"


def test_a_customer_with_a_balance_stays_active(us: Books):
    customer = us.customer("Owing")
    us.invoice(customer["Id"], us.line("Design", 75))
    with refused("6220", detail="This customer cannot be deleted because it has a non-zero balance"):
        us.update("Customer", customer, Active=False)


@pytest.mark.switch("inactive_reference_code")
def test_an_inactive_customer_cannot_be_used(us: Books):
    gone = us.update("Customer", us.customer("Leaving"), Active=False)
    with refused("2500", element="CustomerRef", detail="made inactive. Check the fields with customers"):
        us.invoice(gone["Id"], us.line("Design", 1))
    us.company.set_switch("inactive_reference_code", "610")
    with refused("610", element="CustomerRef"):
        us.invoice(gone["Id"], us.line("Design", 1))


@pytest.mark.switch("list_word_term")
def test_references_that_do_not_exist_name_the_internal_list(us: Books):
    with refused("2500", detail="Invalid Reference Id : Names element id 987 not found"):
        us.invoice("987", us.line("Design", 1))
    with refused("2500", element="SalesTermRef", detail="Terms element id 987 not found"):
        us.customer("Ref", SalesTermRef={"value": "987"})
    with refused("2500", element="IncomeAccountRef", detail="Accounts element id 987 not found"):
        us.create("Item", Name="X", Type="Service", IncomeAccountRef={"value": "987"})
    line = us.line("Design", 1)
    line["SalesItemLineDetail"]["ClassRef"] = {"value": "987"}
    with refused("2500", element="ClassRef", detail="Klasses element id 987 not found"):
        us.invoice("1", line)
    with refused("2500", element="DepartmentRef", detail="Depts element id 987 not found"):
        us.invoice("1", us.line("Design", 1), DepartmentRef={"value": "987"})


def test_the_name_inside_a_reference_is_ignored_and_filled_in(us: Books):
    term = us.id("Term", "Net 30")
    made = us.customer("Ref", SalesTermRef={"value": term, "name": "Nonsense"})
    assert made["SalesTermRef"] == {"value": term, "name": "Net 30"}


def test_sub_customers(us: Books):
    parent = us.customer("Parent")
    child = us.customer("Child", Job=True, ParentRef={"value": parent["Id"]})
    assert (child["FullyQualifiedName"], child["Level"], child["Job"]) == ("Parent:Child", 1, True)
    us.invoice(child["Id"], us.line("Design", 75))
    assert us.read("Customer", child["Id"])["Balance"] == 75
    above = us.read("Customer", parent["Id"])
    assert (above["Balance"], above["BalanceWithJobs"]) == (0, 75)
    us.update("Customer", above, DisplayName="Renamed")
    assert us.read("Customer", child["Id"])["FullyQualifiedName"] == "Renamed:Child"


@pytest.mark.switch("parent_without_flag")
def test_parents_and_flags_must_agree(us: Books):
    parent = us.customer("Parent")
    with refused("6150", element="ParentRef"):
        us.customer("Orphan", Job=True)
    with refused("2600", element="Job"):
        us.customer("Child", ParentRef={"value": parent["Id"]})
    us.company.set_switch("parent_without_flag", "accept")
    assert us.customer("Child", ParentRef={"value": parent["Id"]})["Job"] is True


def test_five_levels_and_no_circle(us: Books):
    ids = [us.customer("L0")["Id"]]
    for n in range(1, 5):
        ids.append(us.customer(f"L{n}", Job=True, ParentRef={"value": ids[-1]})["Id"])
    with refused("6180"):
        us.customer("L5", Job=True, ParentRef={"value": ids[-1]})
    with refused("900"):
        us.update("Customer", us.read("Customer", ids[0]), Job=True, ParentRef={"value": ids[2]})


def test_tax_identifiers_are_masked(us: Books):
    made = us.customer("Masked", PrimaryTaxIdentifier="123-45-6789")
    assert made["PrimaryTaxIdentifier"] == "XXXXXX-6789"
    assert us.update("Customer", made, PrimaryTaxIdentifier="XXXXXX-6789") == made
    vendor = us.create("Vendor", DisplayName="Masked too", TaxIdentifier="98-7654321")
    assert vendor["TaxIdentifier"] == "XXXXXX4321"


def test_an_opening_balance_is_an_invoice(us: Books):
    made = us.customer("Opening", Balance=120.5, OpenBalanceDate="2026-01-31")
    assert made["Balance"] == made["BalanceWithJobs"] == 120.5
    (invoice,) = [body for body in us.all("Invoice") if body["CustomerRef"]["value"] == made["Id"]]
    assert (invoice["TotalAmt"], invoice["TxnDate"]) == (120.5, "2026-01-31")
    assert {k: float(v) for k, v in us.postings("Invoice", invoice["Id"]).items()} == {
        "Accounts Receivable (A/R)": 120.5,
        "Opening Balance Equity": -120.5,
    }
    us.assert_sound()


def test_exemption_reasons(us: Books):
    assert us.customer("Resale", Taxable=False, TaxExemptionReasonId="9")["TaxExemptionReasonId"] == "9"
    with refused("2170", element="TaxExemptionReasonId"):
        us.customer("Strange", TaxExemptionReasonId="16")


def test_the_system_sets_the_tax_code_under_ast(us: Books, legacy: Books):
    own = us.company.read("Preferences", "1")["TaxPrefs"]["TaxGroupCodeRef"]["value"]
    assert us.customer("System")["DefaultTaxCodeRef"] == {"value": own}
    assert "DefaultTaxCodeRef" not in us.customer("Exempt", Taxable=False)
    tucson = legacy.id("TaxCode", "Tucson")
    assert legacy.customer("Own", DefaultTaxCodeRef={"value": tucson})["DefaultTaxCodeRef"] == {"value": tucson}


# ---------------------------------------------------------------------------------------------------- employees


def test_an_employee_is_entered_by_a_person(us: Books):
    with refused("simulator", detail="employees"):
        us.create("Employee", GivenName="Rosa", FamilyName="Delgado")
    made = us.by_hand("Employee", GivenName="Rosa", FamilyName="Delgado", PrimaryAddr={"City": "Oakland"})
    assert made == us.read("Employee", made["Id"])
    assert (made["DisplayName"], made["PrintOnCheckName"], made["Active"]) == ("Rosa Delgado", "Rosa Delgado", True)
    assert made["PrimaryAddr"]["City"] == "Oakland"
    assert not {"CurrencyRef", "Balance"} & set(made)
    with refused("6080"):
        us.by_hand("Employee", PrimaryAddr={"City": "Oakland"})
    with refused("simulator", detail="employees"):
        us.update("Employee", made, FamilyName="Diaz")


@pytest.mark.parametrize("entity", ["Customer", "Vendor"])
def test_an_employees_name_is_taken_for_everybody(us: Books, entity: str):
    """A clash with another type names nobody (spec qbo 7.2)."""
    rosa = us.by_hand("Employee", DisplayName="Rosa Delgado")
    sentence = "Another customer, vendor or employee is already using this name. Please use a different name."
    with refused("6240", element="DisplayName", detail=f"The name supplied already exists. : {sentence}"):
        us.create(entity, DisplayName="ROSA delgado")
    with refused("6240", detail=f"Id={rosa['Id']}"):
        us.by_hand("Employee", DisplayName="Rosa Delgado")
    holder = us.create(entity, DisplayName="Held")
    with refused("6240", detail=sentence):
        us.by_hand("Employee", DisplayName="Held")
    assert holder["DisplayName"] == "Held"


def test_an_employee_who_left_frees_the_name(us: Books):
    """Recorded on Employee.DisplayName (spec qbo 7.2)."""
    rosa = us.by_hand("Employee", DisplayName="Rosa Delgado")
    left = {"Id": rosa["Id"], "SyncToken": "0", "sparse": True, "Active": False}
    gone = us.company.write("Employee", "update", left, by_hand=True)
    assert (gone["DisplayName"], gone["PrintOnCheckName"]) == ("Rosa Delgado (deleted)", "Rosa Delgado")
    assert us.customer("Rosa Delgado")["DisplayName"] == "Rosa Delgado"
