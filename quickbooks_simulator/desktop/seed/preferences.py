"""Company and preferences of the sample company (spec qbd 5.5)."""

from __future__ import annotations

from .countries import Country


def company(country: Country) -> dict:
    """The body of CompanyRet."""
    return {
        "IsSampleCompany": "false",
        "CompanyName": country.company,
        "LegalCompanyName": country.company,
        "Address": country.address,
        "LegalAddress": country.address,
        "Phone": "650-555-0100",
        "Email": "books@example.com",
        "FirstMonthFiscalYear": "January",
        "FirstMonthIncomeTaxYear": "January",
        "CompanyType": "Retail",
        "TaxForm": "OtherOrNone",
    }


def preferences(country: Country, ids: dict[str, str], *, multicurrency: bool) -> dict:
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
            "HomeCurrencyRef": ids[country.home],
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
            "DefaultItemSalesTaxRef": ids[f"tax {country.taxes[0][0]}"],
            "PaySalesTax": "Monthly",
            "DefaultTaxableSalesTaxCodeRef": ids[f"code {country.taxable}"],
            "DefaultNonTaxableSalesTaxCodeRef": ids[f"code {country.untaxed}"],
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
