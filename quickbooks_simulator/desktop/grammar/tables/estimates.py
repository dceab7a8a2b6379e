"""Estimates (spec qbd 5.2 and 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
EstimateAddRq = EstimateAdd!=, IncludeRetElement*:50, @requestID
EstimateAdd = CustomerRef!=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date, RefNumber:11,
    BillAddress=AddressData, ShipAddress=AddressData, IsActive:bool, $TxnFieldsCore, ItemSalesTaxRef=SimpleListRef,
    Memo:4095, CustomerMsgRef=CustomerMsgListRef, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExchangeRate:float, ExternalGUID:guid, (EstimateLineAdd!= |
    EstimateLineGroupAdd!=)+, @defMacro
TxnLineCoreAdd = ItemRef=GenericListRef, Desc:4095, Quantity:quan, UnitOfMeasure:31, (Rate!:price |
    RatePercent!:percent)?, ClassRef=ListRef, Amount:amt, TaxAmount:amt
EstimateLineAdd = $TxnLineCoreAdd, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef,
    SalesTaxCodeRef=SalesTaxCodeListRef, (MarkupRate!:price | MarkupRatePercent!:percent |
    PriceLevelRef!=SimpleListRef)?, OverrideItemAccountRef=ListRef, Other1:29, Other2:29, DataExt*=
EstimateLineGroupAdd = $TxnLineGroupCoreAdd, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, DataExt*=
EstimateModRq = EstimateMod!=, IncludeRetElement*:50, @requestID
EstimateMod = $TxnCoreMod, CustomerRef=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date,
    RefNumber:11, BillAddress=AddressData, ShipAddress=AddressData, IsActive:bool, CreateChangeOrder:bool,
    $TxnFieldsCore, ItemSalesTaxRef=SimpleListRef, Memo:4095, CustomerMsgRef=CustomerMsgListRef, IsToBeEmailed:bool,
    IsTaxIncluded:bool, CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExchangeRate:float,
    (EstimateLineMod!= | EstimateLineGroupMod!=)*
EstimateLineMod = TxnLineID!:id, $TxnLineCore, OptionForPriceRuleConflict:{Zero|BasePrice},
    InventorySiteRef=InventorySiteListRef, InventorySiteLocationRef=InventorySiteListRef,
    SalesTaxCodeRef=SalesTaxCodeListRef, (MarkupRate!:price | MarkupRatePercent!:percent |
    PriceLevelRef!=SimpleListRef)?, Other1:29, Other2:29
EstimateLineGroupMod = TxnLineID!:id, $TxnLineGroupCoreMod, EstimateLineMod*=
EstimateQueryRq = $CreditMemoQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
EstimateRet = $TxnCore, CustomerRef=CustomerListRef, ClassRef=ListRef, TemplateRef=SimpleListRef, TxnDate:date,
    RefNumber:11, BillAddress=AddressData, BillAddressBlock=AddressBlockData, ShipAddress=AddressData,
    ShipAddressBlock=AddressBlockData, IsActive:bool, $TxnFieldsCore, Subtotal:amt, $SalesTaxData, TotalAmount:amt,
    CurrencyRef=CurrencyListRef, ExchangeRate:float, TotalAmountInHomeCurrency:amt, Memo:4095,
    CustomerMsgRef=CustomerMsgListRef, IsToBeEmailed:bool, IsTaxIncluded:bool,
    CustomerSalesTaxCodeRef=SalesTaxCodeListRef, Other:29, ExternalGUID:guid, LinkedTxn*=, (EstimateLineRet!= |
    EstimateLineGroupRet!=)*, DataExtRet*=
EstimateLineRet = TxnLineID!:id, $TxnLineCore, InventorySiteRef=InventorySiteListRef,
    InventorySiteLocationRef=InventorySiteListRef, SalesTaxCodeRef=SalesTaxCodeListRef, (MarkupRate!:price |
    MarkupRatePercent!:percent)?, Other1:29, Other2:29, DataExtRet*=
EstimateLineGroupRet = TxnLineID!:id, $TxnLineGroupCoreRet, IsPrintItemsInGroup!:bool, TotalAmount!:amt,
    EstimateLineRet*=, DataExtRet*=
"""
