"""Properties that do nothing: which they are, and what becomes of those that do something at Intuit."""

from __future__ import annotations

import pytest

from quickbooks_simulator.online.schema import ENTITIES
from quickbooks_simulator.online.schema.objects import OBJECTS

from .books import Books, refused


def with_status(status: str) -> dict[str, list[str]]:
    """owner -> the names of its properties of a status."""
    owners = {**{name: one.fields for name, one in ENTITIES.items()}, **{n: one.fields for n, one in OBJECTS.items()}}
    found = {owner: [f.name for f in fields.values() if f.status == status] for owner, fields in owners.items()}
    return {owner: names for owner, names in found.items() if names}


# The list in CHECKLIST.md: descriptions that QuickBooks itself does nothing with as far as what is simulated goes.
ECHO = {
    "AccountingInfoPrefs": ["UseAccountNumbers", "DepartmentTerminology", "CustomerTerminology"],
    "CompanyInfo": ["LegalName", "CustomerCommunicationEmailAddr", "PrimaryPhone", "EmployerId", "Email", "WebAddr"],
    "CreditMemo": ["BillEmailCc", "BillEmailBcc", "PaymentMethodRef"],
    "Customer": [
        *("PrimaryPhone", "AlternatePhone", "Mobile", "Fax", "WebAddr", "Notes", "PaymentMethodRef", "ResaleNum"),
        "SecondaryTaxIdentifier",
    ],
    "Employee": ["PrimaryPhone", "Mobile", "PrimaryEmailAddr", "EmployeeNumber", "HiredDate", "ReleasedDate"],
    "Estimate": ["BillEmailCc", "BillEmailBcc", "PaymentMethodRef", "ExpirationDate", "AcceptedBy", "AcceptedDate"],
    "Invoice": ["BillEmailCc", "BillEmailBcc", "PaymentMethodRef"],
    "Item": [
        *("SalesTaxIncluded", "PurchaseDesc", "PurchaseTaxIncluded", "ReorderPoint", "SalesTaxCodeRef"),
        *("PurchaseTaxCodeRef", "PrintGroupedItems"),
    ],
    "Payment": ["PaymentMethodRef"],
    "PhysicalAddress": ["County", "PostalCodeSuffix", "Tag", "Note"],
    "ProductAndServicesPrefs": ["ForSales", "ForPurchase", "QuantityWithPriceAndRate"],
    "ReportPrefs": ["ReportBasis", "CalcAgingReportFromTxnDate"],
    "SalesFormsPrefs": [
        *("DelayedCharges", "SalesEmailCc", "SalesEmailBcc", "EmailCopyToCompany", "EstimateMessage"),
        *("ETransactionEnabledStatus", "ETransactionAttachPDF", "IPNSupportEnabled", "InvoiceMessage"),
        *("DefaultDeliveryMethod", "DefaultCustomerMessage"),
    ],
    "RefundReceipt": ["BillEmailCc", "BillEmailBcc", "PaymentMethodRef"],
    "SalesReceipt": ["BillEmailCc", "BillEmailBcc", "PaymentMethodRef"],
    "TaxAgency": ["TaxRegistrationNumber"],
    "TimeTrackingPrefs": [
        *("UseServices", "BillCustomers", "ShowBillRateToAll", "WorkWeekStartDate", "MarkTimeEntriesBillable"),
    ],
    "Vendor": [
        *("PrimaryPhone", "AlternatePhone", "Mobile", "Fax", "WebAddr", "Notes", "TermRef", "BillRate", "CostRate"),
    ],
    "VendorAndPurchasesPrefs": [
        *("TrackingByCustomer", "BillableExpenseTracking", "DefaultTerms", "DefaultMarkupAccount"),
    ],
}
INERT = {
    "Account": ["TaxCodeRef"],
    "CreditMemo": ["ShippingTaxIncludedInTotalTax", "InvoiceRef"],
    "Customer": ["BusinessNumber"],
    "Department": ["Address"],
    "Estimate": ["ShippingTaxIncludedInTotalTax"],
    "Invoice": ["ShippingTaxIncludedInTotalTax"],
    "RefundReceipt": ["ShippingTaxIncludedInTotalTax"],
    "SalesReceipt": ["ShippingTaxIncludedInTotalTax"],
    "Vendor": ["BusinessNumber"],
}


def test_what_is_stored_without_effect_is_listed():
    assert with_status("echo") == ECHO
    assert with_status("inert") == INERT


def inert_writes(us: Books) -> list[tuple[str, str, object, dict]]:
    """(entity, property, value, the rest of a create)."""
    sale = {"CustomerRef": {"value": "1"}, "Line": [us.line("Design", 10)]}
    invoice = us.invoice("1", us.line("Design", 10))
    found = [
        ("Account", "TaxCodeRef", {"value": "TAX"}, {"Name": "Inert", "AccountType": "Expense"}),
        ("CreditMemo", "InvoiceRef", {"value": invoice["Id"]}, sale),
        ("Customer", "BusinessNumber", "ABCDE1234F", {"DisplayName": "Inert customer"}),
        ("Department", "Address", {"Line1": "1 Road"}, {"Name": "Inert"}),
        ("Vendor", "BusinessNumber", "ABCDE1234F", {"DisplayName": "Inert vendor"}),
    ]
    sales = ("Invoice", "SalesReceipt", "CreditMemo", "Estimate")
    bank = {"DepositToAccountRef": us.ref("Account", "Checking")}
    found.append(("RefundReceipt", "ShippingTaxIncludedInTotalTax", True, {**sale, **bank}))
    return [*found, *((entity, "ShippingTaxIncludedInTotalTax", True, sale) for entity in sales)]


@pytest.mark.switch("properties_without_effect")
def test_what_does_something_at_intuit_is_refused_unless_told(us: Books):
    writes = inert_writes(us)
    assert {(entity, name) for entity, name, _, _ in writes} == {(e, n) for e, names in INERT.items() for n in names}
    for entity, name, value, body in writes:
        with refused("simulator", detail=f"property {entity}.{name}"):
            us.create(entity, **{name: value}, **body)
        assert name not in us.create(entity, **{name: None}, **renamed(body))
    us.company.set_switch("properties_without_effect", "echo")
    for entity, name, value, body in writes:
        made = us.create(entity, **{name: value}, **body)
        assert {key: made[name][key] for key in value} == value if isinstance(value, dict) else made[name] == value


def renamed(body: dict) -> dict:
    """The body under another name, so that both can be there."""
    return {key: f"{value} 2" if key in ("Name", "DisplayName") else value for key, value in body.items()}


def test_free_form_address_is_quickbooks_own(us: Books):
    """QuickBooks derives the flag from the address; what a client sends is ignored (spec qbo 1.3)."""
    assert "FreeFormAddress" not in us.invoice("1", us.line("Design", 10), FreeFormAddress=True)
