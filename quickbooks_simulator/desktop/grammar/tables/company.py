"""Host, company and preferences (spec qbd 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#FirstMonthFiscalYear = January | February | March | April | May | June | July | August | September | October |
    November | December
#FirstMonthIncomeTaxYear = January | February | March | April | May | June | July | August | September | October |
    November | December
#TaxForm = Form1040 | Form1065 | Form1120 | Form1120S | Form990 | Form990PF | Form990T | OtherOrNone | FormT1^13 |
    FormT2^13 | Form1044^13 | Form3010^13
HostQuery = IncludeListMetaData=, IncludeRetElement*:50
IncludeListMetaData = IncludeMaxCapacity!:bool
HostQueryRq = $HostQuery, @requestID
CompanyQuery = IncludeRetElement*:50, OwnerID*:guid
CompanyQueryRq = $CompanyQuery, @requestID
PreferencesQuery = IncludeRetElement*:50
PreferencesQueryRq = $PreferencesQuery, @requestID
ListMetaData = AccountMetaData!=, BillingRateMetaData!=, ClassMetaData!=, CustomerMsgMetaData!=,
    CustomerTypeMetaData!=, EntityMetaData!=, ItemMetaData!=, JobTypeMetaData!=, PaymentMethodMetaData!=,
    PayrollItemMetaData!=, PriceLevelMetaData!=, SalesRepMetaData!=, SalesTaxCodeMetaData!=, ShipMethodMetaData!=,
    TemplateMetaData!=, TermsMetaData!=, ToDoMetaData!=, VehicleMetaData!=, VendorTypeMetaData!=
HostRet = ProductName:255, MajorVersion:5, MinorVersion:5, Country:2, SupportedQBXMLVersion*:10,
    IsAutomaticLogin:bool, QBFileMode:{MultiUser|SingleUser}, ListMetaData=
Service = Name!:50, Domain!:50, ServiceStatus!:{Active|Expired|Never|Pending|Suspended|Terminated|Trial}
SubscribedServices = Service*=
AccountantCopy = AccountantCopyExists!:bool, DividingDate:date
CompanyRet = IsSampleCompany:bool, CompanyName:59, LegalCompanyName:59, Address=AddressData,
    AddressBlock=AddressBlockData, LegalAddress=AddressData, CompanyAddressForCustomer=AddressData,
    CompanyAddressBlockForCustomer=AddressBlockData, Phone:51, Fax:51, Email:1023, CompanyEmailForCustomer,
    CompanyWebSite:128, FirstMonthFiscalYear:#FirstMonthFiscalYear,
    FirstMonthIncomeTaxYear:#FirstMonthIncomeTaxYear, CompanyType:255, EIN:20, SSN:11, TaxForm:#TaxForm,
    SubscribedServices=, AccountantCopy=, DataExtRet*=
AccountingPreferences = IsUsingAccountNumbers!:bool, IsRequiringAccounts!:bool, IsUsingClassTracking!:bool,
    AssignClassesTo:{None|Accounts|Items|Names}, IsUsingAuditTrail!:bool, IsAssigningJournalEntryNumbers!:bool,
    ClosingDate:date
FinanceChargePreferences = AnnualInterestRate:percent, MinFinanceCharge:amt, GracePeriod!:int,
    FinanceChargeAccountRef=ListRef, IsAssessingForOverdueCharges!:bool,
    CalculateChargesFrom!:{DueDate|InvoiceOrBilledDate}, IsMarkedToBePrinted!:bool
JobsAndEstimatesPreferences = IsUsingEstimates!:bool, IsUsingProgressInvoicing!:bool,
    IsPrintingItemsWithZeroAmounts!:bool
MultiCurrencyPreferences = IsMultiCurrencyOn:bool, HomeCurrencyRef=HomeCurrencyListRef
MultiLocationInventoryPreferences = IsMultiLocationInventoryAvailable:bool, IsMultiLocationInventoryEnabled:bool
PurchasesAndVendorsPreferences = IsUsingInventory!:bool, DaysBillsAreDue!:int, IsAutomaticallyUsingDiscounts!:bool,
    DefaultDiscountAccountRef=ListRef
ReportsPreferences = AgingReportBasis!:{AgeFromDueDate|AgeFromTransactionDate}, SummaryReportBasis!:{Accrual|Cash}
PriceLevels = IsUsingPriceLevels!:bool, IsRoundingSalesPriceUp:bool
SalesAndCustomersPreferences = DefaultShipMethodRef=ShipMethodListRef, DefaultFOB:13, DefaultMarkup:percent,
    IsTrackingReimbursedExpensesAsIncome!:bool, IsAutoApplyingPayments!:bool, PriceLevels=
SalesTaxPreferences = DefaultItemSalesTaxRef!=SimpleListRef, PaySalesTax!:{Monthly|Quarterly|Annually},
    DefaultTaxableSalesTaxCodeRef!=SalesTaxCodeListRef, DefaultNonTaxableSalesTaxCodeRef!=SalesTaxCodeListRef,
    IsUsingVendorTaxCode:bool, IsUsingCustomerTaxCode:bool, IsUsingAmountsIncludeTax:bool
TimeTrackingPreferences = FirstDayOfWeek!:{Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday}
CurrentAppAccessRights = IsAutomaticLoginAllowed!:bool, AutomaticLoginUserName:29, IsPersonalDataAccessAllowed!:bool
PreferencesRet = AccountingPreferences=, FinanceChargePreferences=, JobsAndEstimatesPreferences=,
    MultiCurrencyPreferences=, MultiLocationInventoryPreferences=, PurchasesAndVendorsPreferences=,
    ReportsPreferences=, SalesAndCustomersPreferences=, SalesTaxPreferences=, TimeTrackingPreferences=,
    CurrentAppAccessRights=, ItemsAndInventoryPreferences=
"""
