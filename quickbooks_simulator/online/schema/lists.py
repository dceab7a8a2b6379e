"""Lists: Account, Item, Class, Department, Term, PaymentMethod, CompanyCurrency (spec qbo 5.3, 5.4)."""

from __future__ import annotations

from .model import entity

ACCOUNT = entity(
    "Account",
    "list",
    "read query create update",
    """
    Name string(100) required filter
    SubAccount boolean filter
    ParentRef ref:Account
    Description string(100)
    FullyQualifiedName string readonly filter
    Active boolean filter
    Classification enum:Asset|Equity|Expense|Liability|Revenue readonly filter
    AccountType string filter
    AccountSubType string filter
    AcctNum string(20)
    OpeningBalance money create
    OpeningBalanceDate date create
    CurrentBalance money readonly filter
    CurrentBalanceWithSubAccounts money readonly
    CurrencyRef ref:CompanyCurrency
    TaxCodeRef ref:TaxCode inert
    unsupported: AccountAlias TxnLocationType AccountPurposes AcctNumExtn BankNum TaxAccount
    unsupported: OnlineBankingEnabled FIName JournalCodeRef AccountEx
    """,
)

ITEM = entity(
    "Item",
    "list",
    "read query create update",
    """
    Name string(100) required filter
    Sku string(100) filter
    Description string(4000)
    Active boolean filter
    SubItem boolean
    ParentRef ref:Item
    Level integer readonly
    FullyQualifiedName string readonly filter
    Taxable boolean
    SalesTaxIncluded boolean echo
    UnitPrice decimal filter
    Type enum:Inventory|NonInventory|Service|Category|Group required filter
    IncomeAccountRef ref:Account
    PurchaseDesc string(1000) echo
    PurchaseTaxIncluded boolean echo
    PurchaseCost decimal
    ExpenseAccountRef ref:Account
    AssetAccountRef ref:Account
    PrefVendorRef ref:Vendor
    TrackQtyOnHand boolean
    QtyOnHand decimal
    ReorderPoint decimal echo
    SalesTaxCodeRef ref:TaxCode echo
    PurchaseTaxCodeRef ref:TaxCode echo
    InvStartDate date
    ClassRef ref:Class
    ItemGroupDetail object:ItemGroupDetail
    PrintGroupedItems boolean echo
    unsupported: PercentBased RatePercent PaymentMethodRef UOMSetRef COGSAccountRef AvgCost
    unsupported: QtyOnPurchaseOrder
    unsupported: QtyOnSalesOrder ManPartNum DepositToAccountRef BuildPoint SpecialItem
    unsupported: SpecialItemType ItemAssemblyDetail AbatementRate ReverseChargeRate ServiceType
    unsupported: ItemCategoryType ItemEx TaxClassificationRef UQCDisplayText UQCId Source DeferredRevenue
    """,
)

CLASS = entity(
    "Class",
    "list",
    "read query create update",
    """
    Name string(100) required filter
    SubClass boolean
    ParentRef ref:Class
    FullyQualifiedName string readonly filter
    Active boolean filter
    unsupported: ClassEx
    """,
)

DEPARTMENT = entity(
    "Department",
    "list",
    "read query create update",
    """
    Name string(100) required filter
    SubDepartment boolean
    ParentRef ref:Department
    FullyQualifiedName string readonly filter
    Active boolean filter
    Address object:PhysicalAddress inert
    unsupported: DepartmentEx
    """,
)

TERM = entity(
    "Term",
    "list",
    "read query create update",
    """
    Name string(31) required filter
    Active boolean filter
    Type string readonly
    DiscountPercent decimal
    DueDays integer
    DiscountDays integer
    DayOfMonthDue integer
    DueNextMonthDays integer
    DiscountDayOfMonth integer
    unsupported: SalesTermEx
    """,
)

PAYMENT_METHOD = entity(
    "PaymentMethod",
    "list",
    "read query create update",
    """
    Name string(31) required filter
    Active boolean filter
    Type enum:CREDIT_CARD|NON_CREDIT_CARD filter
    unsupported: PaymentMethodEx
    """,
)

COMPANY_CURRENCY = entity(
    "CompanyCurrency",
    "list",
    "read query create update",
    """
    Code string(3) required filter
    Name string readonly filter
    Active boolean filter
    unsupported: CompanyCurrencyEx
    """,
)
