"""Accounts (spec qbd 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#AccountType = AccountsPayable | AccountsReceivable | Bank | CostOfGoodsSold | CreditCard | Equity | Expense |
    FixedAsset | Income | LongTermLiability | NonPosting | OtherAsset | OtherCurrentAsset | OtherCurrentLiability |
    OtherExpense | OtherIncome
#DetailAccountType = AP | AR | AccumulatedAdjustment | AccumulatedAmortization |
    AccumulatedAmortizationOfOtherAssets | AccumulatedDepletion | AccumulatedDepreciation | AdvertisingOrPromotional
    | AllowanceForBadDebts | Amortization | Auto | BadDebts | BankCharges | Buildings | CashOnHand |
    CharitableContributions | Checking | CommonStock | CostOfLabor | CostOfLaborCOS | CreditCard | DepletableAssets
    | Depreciation | DevelopmentCosts | DiscountsOrRefundsGiven | DividendIncome | DuesAndSubscriptions |
    EmployeeCashAdvances | Entertainment | EntertainmentMeals | EquipmentRental | EquipmentRentalCOS |
    FederalIncomeTaxPayable | FurnitureAndFixtures | Goodwill | Insurance | InsurancePayable | IntangibleAssets |
    InterestEarned | InterestPaid | Inventory | InvestmentMortgageOrRealEstateLoans | InvestmentOther |
    InvestmentTaxExemptSecurities | InvestmentUSGovObligations | Land | LeaseBuyout | LeaseholdImprovements |
    LegalAndProfessionalFees | Licenses | LineOfCredit | LoanPayable | LoansToOfficers | LoansToOthers |
    LoansToStockholders | MachineryAndEquipment | MoneyMarket | NonProfitIncome | NotesPayable |
    OfficeOrGeneralAdministrativeExpenses | OpeningBalanceEquity | OrganizationalCosts | OtherCostsOfServiceCOS |
    OtherCurrentAssets | OtherCurrentLiab | OtherFixedAssets | OtherInvestmentIncome | OtherLongTermAssets |
    OtherLongTermLiab | OtherMiscExpense | OtherMiscIncome | OtherMiscServiceCost | OtherPrimaryIncome |
    OwnersEquity | PaidInCapitalOrSurplus | PartnerContributions | PartnerDistributions | PartnersEquity |
    PayrollClearing | PayrollExpenses | PayrollTaxPayable | PenaltiesAndSettlements | PreferredStock |
    PrepaidExpenses | PrepaidExpensesPayable | PromotionalMeals | RentOrLeaseOfBuildings | RentsHeldInTrust |
    RentsInTrustLiab | RepairAndMaintenance | Retainage | RetainedEarnings | SalesOfProductIncome | SalesTaxPayable
    | Savings | SecurityDeposits | ServiceOrFeeIncome | ShareholderNotesPayable | ShippingFreightAndDelivery |
    ShippingFreightAndDeliveryCOS | StateOrLocalIncomeTaxPayable | SuppliesAndMaterials | SuppliesAndMaterialsCOGS |
    TaxExemptInterest | TaxesPaid | Travel | TravelMeals | TreasuryStock | TrustAccounts | TrustAccountsLiab |
    UndepositedFunds | Utilities | Vehicles
#SpecialAccountType = AccountsPayable | AccountsReceivable | CondenseItemAdjustmentExpenses | CostOfGoodsSold |
    DirectDepositLiabilities | Estimates | ExchangeGainLoss | InventoryAssets | ItemReceiptAccount |
    OpeningBalanceEquity | PayrollExpenses | PayrollLiabilities | PettyCash | PurchaseOrders |
    ReconciliationDifferences | RetainedEarnings | SalesOrders | SalesTaxPayable | UncategorizedExpenses |
    UncategorizedIncome | UndepositedFunds
AccountAdd = Name!:31, IsActive:bool, ParentRef=GenericListRef, AccountType!:#AccountType,
    DetailAccountType:#DetailAccountType, AccountNumber:7, BankNumber:25, Desc:200, OpenBalance:amt,
    OpenBalanceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, TaxLineID:int, CurrencyRef=CurrencyListRef
AccountAddRq = AccountAdd!=, IncludeRetElement*:50, @requestID
AccountListQuery = (ListID+:id | FullName+ | $AccountListFilter)?, IncludeRetElement*:50, OwnerID*:guid
AccountListFilter = $ListFilter, AccountType*:#AccountType, CurrencyFilter=
AccountQueryRq = $AccountListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
AccountFilter = (ListID+:id | FullName+ | ListIDWithChildren!:id | FullNameWithChildren!)
AccountMetaData = MaxCapacity!:int
TaxLineInfoRet = TaxLineID!:int, TaxLineName:256
AccountRet = $ListCore, Name:31, FullName:159, IsActive:bool, ParentRef=GenericListRef, Sublevel:int,
    AccountType:#AccountType, DetailAccountType:#DetailAccountType, SpecialAccountType:#SpecialAccountType,
    IsTaxAccount:bool, AccountNumber:7, BankNumber:25, LastCheckNumber, Desc:200, Balance:amt, TotalBalance:amt,
    SalesTaxCodeRef=SalesTaxCodeListRef, TaxLineInfoRet=,
    CashFlowClassification:{None|Operating|Investing|Financing|NotApplicable}, CurrencyRef=CurrencyListRef,
    DataExtRet*=
"""
