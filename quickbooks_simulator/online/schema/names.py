"""Names: Customer, Vendor, Employee (spec qbo 5.2)."""

from __future__ import annotations

from .model import entity

_NAME = """
    Title string(16)
    GivenName string(100) filter
    MiddleName string(100) filter
    FamilyName string(100) filter
    Suffix string(16) filter
    FullyQualifiedName string readonly filter
    CompanyName string(100) filter
    DisplayName string(500) filter
    Active boolean filter
    V4IDPseudonym string readonly
    PrimaryPhone object:TelephoneNumber echo
    AlternatePhone object:TelephoneNumber echo
    Mobile object:TelephoneNumber echo
    Fax object:TelephoneNumber echo
    PrimaryEmailAddr object:EmailAddress
    WebAddr object:WebSiteAddress echo
    BillAddr object:PhysicalAddress
    Notes string(2000) echo
    CurrencyRef ref:CompanyCurrency
    unsupported: IntuitId Organization UserId OtherContactInfo OtherAddr ContactName AltContactName Source
    unsupported: TDSEnabled CreditLimit GSTIN GSTRegistrationType
"""

CUSTOMER = entity(
    "Customer",
    "list",
    "read query create update",
    _NAME
    + """
    PrintOnCheckName string(110) filter
    ShipAddr object:PhysicalAddress
    DefaultTaxCodeRef ref:TaxCode
    Taxable boolean
    Job boolean filter
    BillWithParent boolean
    ParentRef ref:Customer
    Level integer readonly
    SalesTermRef ref:Term
    PaymentMethodRef ref:PaymentMethod echo
    Balance money create filter
    OpenBalanceDate date create
    BalanceWithJobs money readonly
    PreferredDeliveryMethod enum:Print|Email|None
    ResaleNum string(16) echo
    IsProject boolean readonly
    PrimaryTaxIdentifier string(20)
    SecondaryTaxIdentifier string(20) echo
    TaxExemptionReasonId string
    BusinessNumber string(10) inert
    ARAccountRef ref:Account readonly
    unsupported: RootCustomerRef CustomerTypeRef SalesRepRef TaxGroupCodeRef TaxRateRef CCDetail PriceLevelRef
    unsupported: AcctNum OverDueBalance TotalRevenue TotalExpense JobInfo CustomerEx IsCISContractor
    unsupported: ClientCompanyId ClientEntityId TaxRegime
    """,
)

VENDOR = entity(
    "Vendor",
    "list",
    "read query create update",
    _NAME
    + """
    PrintOnCheckName string(100) filter
    TaxIdentifier string(20)
    TermRef ref:Term echo
    Balance money readonly filter
    BillRate decimal echo
    CostRate decimal echo
    AcctNum string(100)
    Vendor1099 boolean
    BusinessNumber string(10) inert
    APAccountRef ref:Account readonly
    unsupported: DefaultTaxCodeRef ShipAddr TaxCountry TaxIdEffectiveDate ParentRef VendorTypeRef
    unsupported: PrefillAccountRef OpenBalanceDate T4AEligible T5018Eligible TDSEntityTypeId TDSSectionTypeId
    unsupported: TDSOverrideThreshold TaxReportingBasis VendorEx IsSubContractor SubcontractorType CISRate
    unsupported: HasTPAR VendorPaymentBankDetail
    """,
)

EMPLOYEE = entity(
    "Employee",
    "list",
    "read query create update",
    """
    Title string(16)
    GivenName string(100) filter
    MiddleName string(100) filter
    FamilyName string(100) filter
    Suffix string(16) filter
    FullyQualifiedName string readonly
    DisplayName string(500) filter
    PrintOnCheckName string(110) filter
    Active boolean filter
    V4IDPseudonym string readonly
    PrimaryPhone object:TelephoneNumber echo
    Mobile object:TelephoneNumber echo
    PrimaryEmailAddr object:EmailAddress echo
    PrimaryAddr object:PhysicalAddress
    EmployeeNumber string(100) echo
    HiredDate date echo
    ReleasedDate date echo
    unsupported: IntuitId Organization CompanyName UserId AlternatePhone Fax WebAddr OtherContactInfo OtherAddr
    unsupported: DefaultTaxCodeRef EmployeeType SSN BillableTime BillRate BirthDate Gender UseTimeEntry EmployeeEx
    unsupported: CostRate Notes
    """,
)
