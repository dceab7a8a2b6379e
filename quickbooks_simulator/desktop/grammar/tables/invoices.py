"""Invoices (spec qbd 5.2 and 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#TxnType = ARRefundCreditCard | Bill | BillPaymentCheck | BillPaymentCreditCard | BuildAssembly | Charge | Check |
    CreditCardCharge | CreditCardCredit | CreditMemo | Deposit | Estimate | InventoryAdjustment | Invoice |
    ItemReceipt | JournalEntry | LiabilityAdjustment | Paycheck | PayrollLiabilityCheck | PurchaseOrder |
    ReceivePayment | SalesOrder | SalesReceipt | SalesTaxPaymentCheck | Transfer | VendorCredit | YTDAdjustment
SetCredit = CreditTxnID!:macro, TxnLineID:id, AppliedAmount!:amt, Override:bool
TxnLineCorePriceLevelAdd = ItemRef=GenericListRef, Desc:4095, Quantity:quan, UnitOfMeasure:31, (Rate!:price |
    RatePercent!:percent | PriceLevelRef!=SimpleListRef)?, ClassRef=ListRef, Amount:amt, TaxAmount:amt
LinkToTxn = TxnID!:id, TxnLineID!:id
InvoiceLineAdd = $TxnLineCorePriceLevelAdd, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 |
    LotNumber:40)?, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, IsTaxable:bool,
    OverrideItemAccountRef=ListRef, Other1:29, Other2:29, LinkToTxn=, DataExt*=, @defMacro
TxnLineGroupCoreAdd = ItemGroupRef!=SimpleListRef, Desc, Quantity:quan, UnitOfMeasure:31
InvoiceLineGroupAdd = $TxnLineGroupCoreAdd, ServiceDate:date, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, DataExt*=
DiscountLineAdd = (Amount!:amt | RatePercent!:percent)?, IsTaxable:bool, AccountRef=ListRef
SalesTaxLineAdd = (Amount!:amt | RatePercent!:percent)?, AccountRef=ListRef
ShippingLineAdd = Amount!:amt, AccountRef=ListRef
InvoiceAdd = CustomerRef!=CustomerListRef, ClassRef=ListRef, ARAccountRef=ListRef, TemplateRef=SimpleListRef,
    TxnDate:date, RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData, IsPending:bool,
    IsFinanceCharge:bool, PONumber:25, TermsRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, FOB:13,
    ShipDate:date, ShipMethodRef=ShipMethodListRef, ItemSalesTaxRef=SimpleListRef, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExchangeRate:float, ExternalGUID:guid, LinkToTxnID*:id,
    SetCredit*=, (InvoiceLineAdd!= | InvoiceLineGroupAdd!=)*, DiscountLineAdd=, SalesTaxLineAdd=, ShippingLineAdd=,
    @defMacro
InvoiceAddRq = InvoiceAdd!=, IncludeRetElement*:50, @requestID
TxnCoreMod = TxnID!:id, EditSequence!:16
TxnLineCorePriceLevel = ItemRef=GenericListRef, Desc:4095, Quantity:quan, UnitOfMeasure:31,
    OverrideUOMSetRef=SimpleListRef, (Rate!:price | RatePercent!:percent | PriceLevelRef!=SimpleListRef)?,
    ClassRef=ListRef, Amount:amt, TaxAmount:amt
InvoiceLineMod = TxnLineID!:id, $TxnLineCorePriceLevel, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 |
    LotNumber:40)?, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, OverrideItemAccountRef=ListRef,
    Other1:29, Other2:29
InvoiceLineGroupMod = TxnLineID!:id, ItemGroupRef=SimpleListRef, Quantity:quan, UnitOfMeasure:31,
    OverrideUOMSetRef=SimpleListRef, InvoiceLineMod*=
InvoiceMod = $TxnCoreMod, CustomerRef=CustomerListRef, ClassRef=ListRef, ARAccountRef=ListRef,
    TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData,
    IsPending:bool, PONumber:25, TermsRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, FOB:13,
    ShipDate:date, ShipMethodRef=ShipMethodListRef, ItemSalesTaxRef=SimpleListRef, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExchangeRate:float, SetCredit*=, (InvoiceLineMod!= |
    InvoiceLineGroupMod!=)*
InvoiceModRq = InvoiceMod!=, IncludeRetElement*:50, @requestID
InvoiceQuery = (TxnID+:id | RefNumber+ | RefNumberCaseSensitive+ | $InvoiceFilter)?, IncludeLineItems:bool,
    IncludeLinkedTxns:bool, IncludeRetElement*:50, OwnerID*:guid
InvoiceQueryRq = $InvoiceQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
TxnCore = TxnID:id, TimeCreated:datetime, TimeModified:datetime, EditSequence:16, TxnNumber:int
SalesTaxData = ItemSalesTaxRef=SimpleListRef, SalesTaxPercentage:percent, SalesTaxTotal:amt
TxnLineDetail = TxnLineID!:id, Amount!:amt
LinkedTxn = TxnID!:id, TxnType!:#TxnType, TxnDate!:date, RefNumber:20, LinkType:{AMTTYPE|QUANTYPE}, Amount!:amt,
    TxnLineDetail*=
TxnLineCore = ItemRef=GenericListRef, Desc:4095, Quantity:quan, UnitOfMeasure:31, OverrideUOMSetRef=SimpleListRef,
    (Rate!:price | RatePercent!:percent)?, ClassRef=ListRef, Amount:amt, TaxAmount:amt
InvoiceLineRet = TxnLineID!:id, $TxnLineCore, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 | LotNumber:40)?,
    ExpirationDateForSerialLotNumber:1099^16, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, IsTaxable:bool,
    Other1:29, Other2:29, DataExtRet*=
TxnLineGroupCoreRet = ItemGroupRef!=SimpleListRef, Desc:4095, Quantity:quan, UnitOfMeasure:31,
    OverrideUOMSetRef=SimpleListRef
InvoiceLineGroupRet = TxnLineID!:id, $TxnLineGroupCoreRet, IsPrintItemsInGroup!:bool, TotalAmount!:amt,
    ServiceDate:date, InvoiceLineRet*=, DataExtRet*=
DiscountLineRet = (Amount!:amt | RatePercent!:percent)?, IsTaxable:bool, AccountRef=ListRef
SalesTaxLineRet = (Amount!:amt | RatePercent!:percent)?, AccountRef=ListRef
ShippingLineRet = Amount!:amt, AccountRef=ListRef
InvoiceRet = $TxnCore, CustomerRef=CustomerListRef, ClassRef=ListRef, ARAccountRef=ListRef,
    TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11, BillAddress=AddressData,
    BillAddressBlock=AddressBlockData, ShipAddress=AddressData, ShipAddressBlock=AddressBlockData, IsPending:bool,
    IsFinanceCharge:bool, PONumber:25, TermsRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, FOB:13,
    ShipDate:date, ShipMethodRef=ShipMethodListRef, Subtotal:amt, $SalesTaxData, AppliedAmount:amt,
    BalanceRemaining:amt, CurrencyRef=CurrencyListRef, ExchangeRate:float, BalanceRemainingInHomeCurrency:amt,
    Memo:4095, IsPaid:bool, CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool,
    IsTaxIncluded:bool, CustomerSalesTaxCodeRef=SalesTaxCodeListRef, SuggestedDiscountAmount:amt,
    SuggestedDiscountDate:date, Other:29, ExternalGUID:guid, LinkedTxn*=, (InvoiceLineRet!= |
    InvoiceLineGroupRet!=)*, DiscountLineRet=, SalesTaxLineRet=, ShippingLineRet=, DataExtRet*=
"""
