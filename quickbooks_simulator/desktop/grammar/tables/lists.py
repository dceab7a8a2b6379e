"""Terms, classes, tax codes, methods, templates and currencies (spec qbd 5.5, small lists).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#PaymentMethodType = AmericanExpress | Cash | Check | DebitCard | Discover | ECheck | GiftCard | MasterCard | Other
    | OtherCreditCard | Visa
#TemplateType = BuildAssembly | CreditMemo | Estimate | Invoice | PurchaseOrder | SalesOrder | SalesReceipt |
    PaymentReceipt | BillPayment
SalesTaxCodeListRef = ListID:id, FullName:3
SalesTaxCodeAdd = Name!:3, IsActive:bool, IsTaxable!:bool, Desc:31, ItemPurchaseTaxRef=SimpleListRef,
    ItemSalesTaxRef=SimpleListRef
SalesTaxCodeAddRq = SalesTaxCodeAdd!=, IncludeRetElement*:50, @requestID
SalesTaxCodeQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
TermsQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
ClassQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
PaymentMethodListQuery = (ListID+:id | FullName+ | $PaymentMethodListFilter)?, IncludeRetElement*:50
PaymentMethodListFilter = $ListFilter, PaymentMethodType*:#PaymentMethodType
PaymentMethodQueryRq = $PaymentMethodListQuery, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
ShipMethodQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
TemplateQuery = IncludeRetElement*:50
TemplateQueryRq = $TemplateQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
SalesRepQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
CustomerMsgQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
CurrencyQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
ClassMetaData = MaxCapacity!:int
PaymentMethodMetaData = MaxCapacity!:int
TemplateMetaData = MaxCapacity!:int
TermsMetaData = MaxCapacity!:int
SalesTaxCodeRet = $ListCore, Name:3, IsActive:bool, IsTaxable:bool, Desc:31, ItemPurchaseTaxRef=SimpleListRef,
    ItemSalesTaxRef=SimpleListRef
StandardTermsRet = $ListCore, Name:31, IsActive:bool, StdDueDays:int, StdDiscountDays:int, DiscountPct:percent
DateDrivenTermsRet = $ListCore, Name:31, IsActive:bool, DayOfMonthDue:int[1..31], DueNextMonthDays:int,
    DiscountDayOfMonth:int[1..31], DiscountPct:percent
ClassRet = $ListCore, Name:31, FullName:159, IsActive:bool, ParentRef=GenericListRef, Sublevel:int
PaymentMethodRet = $ListCore, Name:31, IsActive:bool, PaymentMethodType:#PaymentMethodType
ShipMethodRet = $ListCore, Name:15, IsActive:bool
SalesRepRet = $ListCore, Initial:5, IsActive:bool, SalesRepEntityRef=VendorListRef
CustomerMsgRet = $ListCore, Name:101, IsActive:bool
TemplateRet = $ListCore, Name:31, IsActive:bool, TemplateType:#TemplateType
CurrencyFormat = ThousandSeparator:{Comma|Period|Space|Apostrophe},
    ThousandSeparatorGrouping:{XX_XXX_XXX|X_XX_XX_XXX}, DecimalPlaces:{0|2}, DecimalSeparator:{Period|Comma}
CurrencyRet = ListID:id, TimeCreated:datetime, TimeModified:datetime, EditSequence:16, Name:64, IsActive:bool,
    CurrencyCode:3, CurrencyFormat=, IsUserDefinedCurrency:bool, ExchangeRate:float, AsOfDate:date
"""
