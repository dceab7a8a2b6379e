"""Company and preferences of the sample company (spec qbd 5.5)."""

from __future__ import annotations

ADDRESS = {
    "Addr1": "Main Street Furnishings",
    "Addr2": "2500 Main Street",
    "City": "Middlefield",
    "State": "CA",
    "PostalCode": "94470",
}
COMPANY = {
    "IsSampleCompany": "false",
    "CompanyName": "Main Street Furnishings",
    "LegalCompanyName": "Main Street Furnishings",
    "Address": ADDRESS,
    "LegalAddress": ADDRESS,
    "Phone": "650-555-0100",
    "Email": "books@example.com",
    "FirstMonthFiscalYear": "January",
    "FirstMonthIncomeTaxYear": "January",
    "CompanyType": "Retail",
    "TaxForm": "OtherOrNone",
}


def preferences(ids: dict[str, str], *, multicurrency: bool) -> dict:
    """The body of PreferencesRet; SalesTaxPreferences is there because sales tax is on."""
    return {
        "AccountingPreferences": {
            "IsUsingAccountNumbers": "false",
            "IsRequiringAccounts": "true",
            "IsUsingClassTracking": "true",
            "IsUsingAuditTrail": "true",
            "IsAssigningJournalEntryNumbers": "true",
        },
        "FinanceChargePreferences": {
            "GracePeriod": "0",
            "IsAssessingForOverdueCharges": "false",
            "CalculateChargesFrom": "DueDate",
            "IsMarkedToBePrinted": "false",
        },
        "JobsAndEstimatesPreferences": {
            "IsUsingEstimates": "true",
            "IsUsingProgressInvoicing": "false",
            "IsPrintingItemsWithZeroAmounts": "false",
        },
        "MultiCurrencyPreferences": {
            "IsMultiCurrencyOn": "true" if multicurrency else "false",
            "HomeCurrencyRef": ids["USD"],
        },
        "MultiLocationInventoryPreferences": {
            "IsMultiLocationInventoryAvailable": "false",
            "IsMultiLocationInventoryEnabled": "false",
        },
        "PurchasesAndVendorsPreferences": {
            "IsUsingInventory": "true",
            "DaysBillsAreDue": "10",
            "IsAutomaticallyUsingDiscounts": "false",
        },
        "ReportsPreferences": {"AgingReportBasis": "AgeFromDueDate", "SummaryReportBasis": "Accrual"},
        "SalesAndCustomersPreferences": {
            "IsTrackingReimbursedExpensesAsIncome": "false",
            "IsAutoApplyingPayments": "true",
            "PriceLevels": {"IsUsingPriceLevels": "false"},
        },
        "SalesTaxPreferences": {
            "DefaultItemSalesTaxRef": ids["State Tax"],
            "PaySalesTax": "Monthly",
            "DefaultTaxableSalesTaxCodeRef": ids["Tax"],
            "DefaultNonTaxableSalesTaxCodeRef": ids["Non"],
            "IsUsingVendorTaxCode": "false",
            "IsUsingCustomerTaxCode": "true",
            "IsUsingAmountsIncludeTax": "false",
        },
        "TimeTrackingPreferences": {"FirstDayOfWeek": "Monday"},
        "ItemsAndInventoryPreferences": {
            "EnhancedInventoryReceivingEnabled": "false",
            "FIFOEnabled": "false",
            "IsBarcodeEnabled": "false",
        },
    }
