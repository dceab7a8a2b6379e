"""TaxCode, TaxRate, TaxAgency and TaxService (spec qbo 5.4, 6)."""

from __future__ import annotations

from .model import entity

TAX_CODE = entity(
    "TaxCode",
    "list",
    "read query",
    """
    Name string filter
    Description string filter
    Active boolean filter
    Hidden boolean
    Taxable boolean
    TaxGroup boolean
    SalesTaxRateList object:TaxRateList
    PurchaseTaxRateList object:TaxRateList
    TaxCodeConfigType enum:SYSTEM_GENERATED|USER_DEFINED
    unsupported: AdjustmentTaxRateList TaxCodeEx
    """,
    cdc=False,
)

TAX_RATE = entity(
    "TaxRate",
    "list",
    "read query",
    """
    Name string filter
    Description string filter
    Active boolean filter
    RateValue decimal
    AgencyRef ref:TaxAgency
    EffectiveTaxRate object:EffectiveTaxRate[]
    SpecialTaxType enum:NONE|ZERO_RATE|FOREIGN_TAX|REVERSE_CHARGE|ADJUSTMENT_RATE
    DisplayType enum:ReadOnly|HideInTransactionForms|HideInPrintedForms|HideInAll
    unsupported: TaxReturnLineRef TaxRateEx OriginalTaxRate
    """,
    cdc=False,
)

TAX_AGENCY = entity(
    "TaxAgency",
    "setup",
    "read query create",
    """
    DisplayName string(100) required filter
    TaxTrackedOnPurchases boolean readonly
    TaxTrackedOnSales boolean readonly
    TaxRegistrationNumber string echo
    LastFileDate date readonly
    TaxAgencyConfig string readonly
    unsupported: SalesTaxCodeRef SalesTaxCountry SalesTaxReturnRef ReportingPeriod TaxOnPurchasesAccountRef
    unsupported: TaxTrackedOnSalesAccountRef TaxOnTax TaxAgencyExt IntuitId Organization Title GivenName
    unsupported: MiddleName FamilyName Suffix FullyQualifiedName CompanyName PrintOnCheckName UserId Active
    unsupported: V4IDPseudonym PrimaryPhone AlternatePhone Mobile Fax PrimaryEmailAddr WebAddr
    unsupported: OtherContactInfo DefaultTaxCodeRef ContactName AltContactName Notes BillAddr ShipAddr OtherAddr
    unsupported: TaxCountry TaxIdentifier TaxIdEffectiveDate BusinessNumber ParentRef VendorTypeRef TermRef
    unsupported: PrefillAccountRef Balance BillRate OpenBalanceDate CreditLimit AcctNum Vendor1099 T4AEligible
    unsupported: T5018Eligible CurrencyRef TDSEnabled TDSEntityTypeId TDSSectionTypeId TDSOverrideThreshold
    unsupported: TaxReportingBasis APAccountRef VendorEx GSTIN GSTRegistrationType IsSubContractor
    unsupported: SubcontractorType CISRate HasTPAR VendorPaymentBankDetail Source CostRate
    """,
    cdc=False,
)

TAX_SERVICE = entity(
    "TaxService",
    "setup",
    "create",
    """
    TaxCode string(100) required
    TaxCodeId id readonly
    TaxRateDetails object:TaxRateDetails[] required
    Fault string readonly
    """,
    cdc=False,
)
