"""Sales orders, credit memos and sales receipts (spec qbd 5.2 and 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#FulfillmentStatus = StatusBlank=-1 | StatusOpen=0 | StatusSentForPick | StatusPartiallySentForPick |
    StatusPickInProgress | StatusPartialPickInProgress | StatusPartiallyPicked | StatusPicked |
    StatusPartiallyInvoiced | StatusInvoiced | StatusNotPicked | StatusSentForReceive=20 |
    StatusPartiallySentForReceive | StatusReceiveInProgress | StatusPartialReceiveInProgress | StatusPartiallyReceived
    | StatusReceived | StatusReceiptCreated | StatusPartialReceiptCreated | StatusNotReceived | StatusSentForPack=40 |
    StatusPartiallySentForPack | StatusPackInProgress | StatusPartialPackinProgress | StatusPartiallyPacked |
    StatusPacked | StatusNotpacked | StatusSentForXpack=50 | StatusSentForShip=60 | StatusPartiallySentForShip |
    StatusShipInProgress | StatusPartialShipInProgress | StatusPartiallyShipped | StatusStatusShipped |
    StatusNotShipped | StatusComplete=100
SalesOrderAddRq = SalesOrderAdd!=, IncludeRetElement*:50, @requestID
SalesOrderAdd = CustomerRef!=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11,
    BillAddress=AddressData, ShipAddress=AddressData, $TxnFieldsCore, ShipDate:date, ShipMethodRef=ShipMethodListRef,
    ItemSalesTaxRef=SimpleListRef, IsManuallyClosed:bool, Memo:4095, CustomerMsgRef=CustomerMsgListRef,
    IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool, CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29,
    ExchangeRate:float, ExternalGUID:guid, (SalesOrderLineAdd!= | SalesOrderLineGroupAdd!=)+,
    SOChannel:{Blank|Ecommerce}^16, StoreName^16, StoreType^16, @defMacro
TxnFieldsCore = PONumber:25, TermsRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, FOB:13
SalesOrderLineAdd = $TxnLineCorePriceLevelAdd, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 |
    LotNumber:40)?, SalesTaxCodeRef=SalesTaxCodeListRef, IsManuallyClosed:bool, Other1:29, Other2:29, DataExt*=
SalesOrderLineGroupAdd = $TxnLineGroupCoreAdd, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, DataExt*=
SalesOrderModRq = SalesOrderMod!=, IncludeRetElement*:50, @requestID
SalesOrderMod = $TxnCoreMod, CustomerRef=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date,
    RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData, $TxnFieldsCore, ShipDate:date,
    ShipMethodRef=ShipMethodListRef, ItemSalesTaxRef=SimpleListRef, IsManuallyClosed:bool, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExchangeRate:float, (SalesOrderLineMod!= |
    SalesOrderLineGroupMod!=)*, SOChannel:{Blank|Ecommerce}^16, StoreName^16, StoreType^16
SalesOrderLineMod = TxnLineID!:id, $TxnLineCorePriceLevel, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 |
    LotNumber:40)?, SalesTaxCodeRef=SalesTaxCodeListRef, IsManuallyClosed:bool, Other1:29, Other2:29
SalesOrderLineGroupMod = TxnLineID!:id, $TxnLineGroupCoreMod, SalesOrderLineMod*=
TxnLineGroupCoreMod = ItemGroupRef=SimpleListRef, Quantity:quan, UnitOfMeasure:31, OverrideUOMSetRef=SimpleListRef
SalesOrderQueryRq = $TxnQueryWithLinkedFilterNoAccount, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
TxnQueryWithLinkedFilterNoAccount = (TxnID+:id | RefNumber+ | RefNumberCaseSensitive+ | $TxnFilterNoAccount)?,
    IncludeLineItems:bool, IncludeLinkedTxns:bool, IncludeRetElement*:50, OwnerID*:guid
TxnFilterNoAccount = MaxReturned:int[1..], (ModifiedDateRangeFilter!= | TxnDateRangeFilter!=)?, EntityFilter=,
    (RefNumberFilter!= | RefNumberRangeFilter!=)?, CurrencyFilter=
CreditMemoAddRq = CreditMemoAdd!=, IncludeRetElement*:50, @requestID
CreditMemoAdd = CustomerRef!=CustomerListRef, ClassRef=ListRef, ARAccountRef=ListRef, TemplateRef=SimpleListRef,
    TxnDate:date, RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData, IsPending:bool, PONumber:25,
    TermsRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, FOB:13, ShipDate:date,
    ShipMethodRef=ShipMethodListRef, ItemSalesTaxRef=SimpleListRef, Memo:4095, CustomerMsgRef=CustomerMsgListRef,
    IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool, CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29,
    ExchangeRate:float, ExternalGUID:guid, (CreditMemoLineAdd!= | CreditMemoLineGroupAdd!=)+, DiscountLineAdd=,
    SalesTaxLineAdd=, ShippingLineAdd=, @defMacro
CreditMemoLineAdd = $TxnLineCorePriceLevelAdd, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 | LotNumber:40)?, ServiceDate:date,
    SalesTaxCodeRef=SalesTaxCodeListRef, IsTaxable:bool, OverrideItemAccountRef=ListRef, Other1:29, Other2:29,
    CreditCardTxnInfo=, DataExt*=, @defMacro
CreditCardTxnInfo = CreditCardTxnInputInfo!=, CreditCardTxnResultInfo!=
CreditCardTxnInputInfo = CreditCardNumber!:25, ExpirationMonth!:int[1..12], ExpirationYear!:int, NameOnCard!:41,
    CreditCardAddress:41, CreditCardPostalCode:18, CommercialCardCode:24,
    TransactionMode:{CardNotPresent|CardPresent},
    CreditCardTxnType:{Authorization|Capture|Charge|Refund|VoiceAuthorization}
CreditCardTxnResultInfo = ResultCode!:int, ResultMessage!:60, CreditCardTransID!:24, MerchantAccountNumber!:32,
    AuthorizationCode:12, AVSStreet:{Pass|Fail|NotAvailable}, AVSZip:{Pass|Fail|NotAvailable},
    CardSecurityCodeMatch:{Pass|Fail|NotAvailable}, ReconBatchID:84, PaymentGroupingCode:int,
    PaymentStatus!:{Unknown|Completed}, TxnAuthorizationTime!:datetime, TxnAuthorizationStamp:int, ClientTransID:16
CreditMemoLineGroupAdd = $TxnLineGroupCoreAdd, ServiceDate:date, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, DataExt*=
CreditMemoModRq = CreditMemoMod!=, IncludeRetElement*:50, @requestID
CreditMemoMod = $TxnCoreMod, CustomerRef=CustomerListRef, ClassRef=ListRef, ARAccountRef=ListRef,
    TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData,
    IsPending:bool, PONumber:25, TermsRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, FOB:13,
    ShipDate:date, ShipMethodRef=ShipMethodListRef, ItemSalesTaxRef=SimpleListRef, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExchangeRate:float, (CreditMemoLineMod!= |
    CreditMemoLineGroupMod!=)*
CreditMemoLineMod = TxnLineID!:id, $TxnLineCorePriceLevel, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 | LotNumber:40)?, ServiceDate:date,
    SalesTaxCodeRef=SalesTaxCodeListRef, OverrideItemAccountRef=ListRef, Other1:29, Other2:29
CreditMemoLineGroupMod = TxnLineID!:id, $TxnLineGroupCoreMod, CreditMemoLineMod*=
CreditMemoQueryRq = $CreditMemoQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
CreditMemoQuery = (TxnID+:id | RefNumber+ | RefNumberCaseSensitive+ | $TxnFilter)?, IncludeLineItems:bool,
    IncludeLinkedTxns:bool, IncludeRetElement*:50, OwnerID*:guid
SalesReceiptAddRq = SalesReceiptAdd!=, IncludeRetElement*:50, @requestID
SalesReceiptAdd = CustomerRef=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date,
    RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData, IsPending:bool, CheckNumber:25,
    PaymentMethodRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef, ShipDate:date,
    ShipMethodRef=ShipMethodListRef, FOB:13, ItemSalesTaxRef=SimpleListRef, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, DepositToAccountRef=ListRef, CreditCardTxnInfo=, Other:29,
    ExchangeRate:float, ExternalGUID:guid, (SalesReceiptLineAdd!= | SalesReceiptLineGroupAdd!=)+, DiscountLineAdd=,
    SalesTaxLineAdd=, ShippingLineAdd=, @defMacro
SalesReceiptLineAdd = $TxnLineCorePriceLevelAdd, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 |
    LotNumber:40)?, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, IsTaxable:bool,
    OverrideItemAccountRef=ListRef, Other1:29, Other2:29, CreditCardTxnInfo=, DataExt*=, @defMacro
SalesReceiptLineGroupAdd = $TxnLineGroupCoreAdd, ServiceDate:date, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, DataExt*=
SalesReceiptModRq = SalesReceiptMod!=, IncludeRetElement*:50, @requestID
SalesReceiptMod = TxnID!:macro, EditSequence!:16, CustomerRef=CustomerListRef, ClassRef=ListRef,
    TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData,
    IsPending:bool, CheckNumber:25, PaymentMethodRef=SimpleListRef, DueDate:date, SalesRepRef=SalesRepListRef,
    ShipDate:date, ShipMethodRef=ShipMethodListRef, FOB:13, ItemSalesTaxRef=SimpleListRef, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, DepositToAccountRef=ListRef, Other:29, ExchangeRate:float,
    (SalesReceiptLineMod!= | SalesReceiptLineGroupMod!=)*
SalesReceiptLineMod = TxnLineID!:macro, $TxnLineCorePriceLevel, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 |
    LotNumber:40)?, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, OverrideItemAccountRef=ListRef, Other1:29,
    Other2:29
SalesReceiptLineGroupMod = TxnLineID!:macro, ItemGroupRef=SimpleListRef, Quantity:quan, UnitOfMeasure:31,
    OverrideUOMSetRef=SimpleListRef, SalesReceiptLineMod*=
SalesReceiptQueryRq = $TxnQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
TxnQuery = (TxnID+:id | RefNumber+ | RefNumberCaseSensitive+ | $TxnFilter)?, IncludeLineItems:bool,
    IncludeRetElement*:50, OwnerID*:guid
SalesOrderRet = $TxnCore, CustomerRef=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date,
    RefNumber:11, BillAddress=AddressData, BillAddressBlock=AddressBlockData, ShipAddress=AddressData,
    ShipAddressBlock=AddressBlockData, $TxnFieldsCore, ShipDate:date, ShipMethodRef=ShipMethodListRef, Subtotal:amt,
    $SalesTaxData, TotalAmount:amt, CurrencyRef=CurrencyListRef, ExchangeRate:float, TotalAmountInHomeCurrency:amt,
    IsManuallyClosed:bool, IsFullyInvoiced:bool, Memo:4095, CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool,
    IsToBeEmailed:bool, IsTaxIncluded:bool, CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExternalGUID:guid,
    LinkedTxn*=, (SalesOrderLineRet!= | SalesOrderLineGroupRet!=)*, DataExtRet*=,
    FulfillmentStatus:#FulfillmentStatus^16, ShippingDetails=^16, SOChannel:{Blank|Ecommerce}^16, StoreName^16,
    StoreType^16
SalesOrderLineRet = TxnLineID!:id, $TxnLineCore, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 | LotNumber:40)?,
    ExpirationDateForSerialLotNumber:1099^16, SalesTaxCodeRef=SalesTaxCodeListRef, Invoiced:quan,
    IsManuallyClosed:bool, Other1:29, Other2:29, DataExtRet*=
SalesOrderLineGroupRet = TxnLineID!:id, $TxnLineGroupCoreRet, IsPrintItemsInGroup!:bool, TotalAmount!:amt,
    SalesOrderLineRet*=, DataExtRet*=
ShippingDetails = ShippingDetailsLineRet*=ShippingDetailsLine
ShippingDetailsLine = TrackingID:id, CarrierName, ShippingMethod, ShippingCharges:amt
CreditMemoRet = $TxnCore, CustomerRef=CustomerListRef, ClassRef=ListRef, ARAccountRef=ListRef,
    TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11, BillAddress=AddressData, BillAddressBlock=AddressBlockData,
    ShipAddress=AddressData, ShipAddressBlock=AddressBlockData, IsPending:bool, PONumber:25, TermsRef=SimpleListRef,
    DueDate:date, SalesRepRef=SalesRepListRef, FOB:13, ShipDate:date, ShipMethodRef=ShipMethodListRef, Subtotal:amt,
    $SalesTaxData, TotalAmount:amt, CreditRemaining:amt, CurrencyRef=CurrencyListRef, ExchangeRate:float,
    CreditRemainingInHomeCurrency:amt, Memo:4095, CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool,
    IsToBeEmailed:bool, IsTaxIncluded:bool, CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExternalGUID:guid,
    LinkedTxn*=, (CreditMemoLineRet!= | CreditMemoLineGroupRet!=)*, DiscountLineRet=, SalesTaxLineRet=,
    ShippingLineRet=, DataExtRet*=
CreditMemoLineRet = TxnLineID!:id, $TxnLineCore, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 | LotNumber:40)?,
    ExpirationDateForSerialLotNumber:1099^16, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, IsTaxable:bool,
    Other1:29, Other2:29, CreditCardTxnInfo=, DataExtRet*=
CreditMemoLineGroupRet = TxnLineID!:id, $TxnLineGroupCoreRet, IsPrintItemsInGroup!:bool, TotalAmount!:amt,
    ServiceDate:date, CreditMemoLineRet*=, DataExtRet*=
SalesReceiptRet = $TxnCore, CustomerRef=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date,
    RefNumber:11, BillAddress=AddressData, BillAddressBlock=AddressBlockData, ShipAddress=AddressData,
    ShipAddressBlock=AddressBlockData, IsPending:bool, CheckNumber:25, PaymentMethodRef=SimpleListRef, DueDate:date,
    SalesRepRef=SalesRepListRef, ShipDate:date, ShipMethodRef=ShipMethodListRef, FOB:13, Subtotal:amt, $SalesTaxData,
    TotalAmount:amt, CurrencyRef=CurrencyListRef, ExchangeRate:float, TotalAmountInHomeCurrency:amt, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBePrinted:bool, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, DepositToAccountRef=ListRef, CreditCardTxnInfo=, Other:29,
    ExternalGUID:guid, (SalesReceiptLineRet!= | SalesReceiptLineGroupRet!=)*, DiscountLineRet=, SalesTaxLineRet=,
    ShippingLineRet=, DataExtRet*=
SalesReceiptLineRet = TxnLineID!:id, $TxnLineCore, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, (SerialNumber:4095 | LotNumber:40)?,
    ExpirationDateForSerialLotNumber:1099^16, ServiceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, IsTaxable:bool,
    Other1:29, Other2:29, CreditCardTxnInfo=, DataExtRet*=
SalesReceiptLineGroupRet = TxnLineID!:id, $TxnLineGroupCoreRet, IsPrintItemsInGroup!:bool, TotalAmount!:amt,
    ServiceDate:date, SalesReceiptLineRet*=, DataExtRet*=
"""
