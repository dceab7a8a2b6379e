"""CompanyInfo and Preferences (spec qbo 5.1).

Both are read mostly. CompanyInfo may be updated; Preferences may be updated for the flags that Intuit
documents as writable, everything else there is changed by a person in the browser
(`Company.set_preferences`).
"""

from __future__ import annotations

from .model import ObjectType, entity, parse_fields
from .objects import OBJECTS

COMPANY_INFO = entity(
    "CompanyInfo",
    "setup",
    "read query update",
    """
    CompanyName string(1024) required filter
    LegalName string(1024) echo
    CompanyAddr object:PhysicalAddress
    CustomerCommunicationAddr object:PhysicalAddress
    LegalAddr object:PhysicalAddress
    CustomerCommunicationEmailAddr object:EmailAddress echo
    PrimaryPhone object:TelephoneNumber echo
    CompanyStartDate date readonly
    EmployerId string echo
    FiscalYearStartMonth string readonly
    Country string readonly
    Email object:EmailAddress echo
    WebAddr object:WebSiteAddress echo
    SupportedLanguages string readonly
    DefaultTimeZone string readonly
    NameValue object:NameValue[] readonly
    unsupported: CompanyEmailAddr CompanyURL OtherContactInfo CompanyFileName FlavorStratum SampleFile
    unsupported: CompanyUserId CompanyUserAdminEmail TaxYearStartMonth QBVersion ShipAddr OtherAddr Mobile Fax
    unsupported: LastImportedTime LastSyncTime MultiByteCharsSupported FifoCalculationStatus CompanyInfoEx
    """,
)

_PREFERENCES = {
    "AccountingInfoPrefs": """
        UseAccountNumbers boolean echo
        DefaultARAccount ref:Account readonly
        DefaultAPAccount ref:Account readonly
        TrackDepartments boolean
        DepartmentTerminology string echo
        ClassTrackingPerTxn boolean
        ClassTrackingPerTxnLine boolean
        FirstMonthOfFiscalYear string readonly
        TaxYearMonth string readonly
        TaxForm string readonly
        BookCloseDate date readonly
        CustomerTerminology string echo
        unsupported: RequiresAccounts AutoJournalEntryNumber OtherContactInfo
    """,
    "ProductAndServicesPrefs": """
        ForSales boolean echo
        ForPurchase boolean echo
        QuantityWithPriceAndRate boolean echo
        QuantityOnHand boolean
        RevenueRecognition boolean readonly
        RevenueRecognitionFrequency string readonly
        unsupported: InventoryAndPurchaseOrder UOM
    """,
    "SalesFormsPrefs": """
        UsingProgressInvoicing boolean readonly
        CustomField object:Any[] readonly
        CustomTxnNumbers boolean
        DelayedCharges boolean echo
        SalesEmailCc object:EmailAddress echo
        SalesEmailBcc object:EmailAddress echo
        EmailCopyToCompany boolean echo
        AllowDeposit boolean
        AllowDiscount boolean
        DefaultDiscountAccount string
        AllowEstimates boolean
        EstimateMessage string echo
        ETransactionEnabledStatus enum:Enabled|NotApplicable echo
        ETransactionAttachPDF boolean echo
        ETransactionPaymentEnabled boolean
        IPNSupportEnabled boolean echo
        InvoiceMessage string echo
        AllowServiceDate boolean
        AllowShipping boolean
        DefaultShippingAccount string
        DefaultTerms ref:Term
        DefaultDeliveryMethod string echo
        AutoApplyCredit boolean readonly
        AutoApplyPayments boolean
        DefaultCustomerMessage string echo
        unsupported: DefaultItem PrintItemWithZeroAmount DefaultShipMethodRef DefaultMarkup
        unsupported: TrackReimbursableExpensesAsIncome UsingSalesOrders UsingPriceLevels DefaultFOB
    """,
    "VendorAndPurchasesPrefs": """
        TrackingByCustomer boolean echo
        BillableExpenseTracking boolean echo
        DefaultTerms ref:Term echo
        DefaultMarkupAccount ref:Account echo
        POCustomField object:Any[] readonly
        unsupported: EnableBills DefaultMarkup AutomaticBillPayment TPAREnabled MsgToVendors UsingInventory
        unsupported: UsingMultiLocationInventory DaysBillsAreDue DiscountAccountRef
    """,
    "TimeTrackingPrefs": """
        UseServices boolean echo
        BillCustomers boolean echo
        ShowBillRateToAll boolean echo
        WorkWeekStartDate string echo
        MarkTimeEntriesBillable boolean echo
        unsupported: DefaultTimeItem TimeTrackingEnabled MarkExpensesAsBillable
    """,
    "TaxPrefs": """
        UsingSalesTax boolean readonly
        PartnerTaxEnabled boolean readonly
        HideTaxManagement boolean readonly
        TaxGroupCodeRef ref:TaxCode readonly
        unsupported: TaxRateRef PaySalesTax NonTaxableSalesTaxCodeRef TaxableSalesTaxCodeRef
    """,
    "CurrencyPrefs": """
        MultiCurrencyEnabled boolean readonly
        HomeCurrency ref:CompanyCurrency readonly
    """,
    "ReportPrefs": """
        ReportBasis enum:Accrual|Cash echo
        CalcAgingReportFromTxnDate boolean echo
    """,
    "EmailMessagesPrefs": """
        InvoiceMessage object:Any readonly
        EstimateMessage object:Any readonly
        SalesReceiptMessage object:Any readonly
        StatementMessage object:Any readonly
        unsupported: NameValue
    """,
    "OtherPrefs": "NameValue object:NameValue[] readonly",
}
for _name, _text in _PREFERENCES.items():
    OBJECTS[_name] = ObjectType(_name, parse_fields(_text))

PREFERENCES = entity(
    "Preferences",
    "setup",
    "read query update",
    "\n".join(f"{name} object:{name}" for name in _PREFERENCES)
    + "\nunsupported: AdvancedInventoryPrefs PrintDocumentPrefs FinanceChargesPrefs",
)
