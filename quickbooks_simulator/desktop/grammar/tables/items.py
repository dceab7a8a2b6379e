"""Items (spec qbd 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
ItemQueryRq = $ListQueryWithOwnerID, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
BarCode = BarCodeValue:50, AssignEvenIfUsed:bool, AllowOverride:bool
SalesOrPurchase = Desc:4095, (Price!:price | PricePercent!:percent)?, AccountRef=ListRef
SalesAndPurchase = SalesDesc:4095, SalesPrice:price, IncomeAccountRef=ListRef, PurchaseDesc:4095,
    PurchaseCost:price, PurchaseTaxCodeRef=SalesTaxCodeListRef, ExpenseAccountRef=ListRef,
    PrefVendorRef=VendorListRef
ItemServiceAdd = Name!:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    UnitOfMeasureSetRef=SimpleListRef, IsTaxIncluded:bool, SalesTaxCodeRef=SalesTaxCodeListRef, (SalesOrPurchase!= |
    SalesAndPurchase!=), ExternalGUID:guid
ItemServiceAddRq = ItemServiceAdd!=, IncludeRetElement*:50, @requestID
SalesOrPurchaseMod = Desc:4095, (Price!:price | PricePercent!:percent)?, AccountRef=ListRef,
    ApplyAccountRefToExistingTxns:bool
SalesAndPurchaseMod = SalesDesc:4095, SalesPrice:price, IncomeAccountRef=ListRef,
    ApplyIncomeAccountRefToExistingTxns:bool, PurchaseDesc:4095, PurchaseCost:price,
    PurchaseTaxCodeRef=SalesTaxCodeListRef, ExpenseAccountRef=ListRef, ApplyExpenseAccountRefToExistingTxns:bool,
    PrefVendorRef=VendorListRef
ItemServiceMod = $ListCoreMod, Name:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    UnitOfMeasureSetRef=SimpleListRef, ForceUOMChange:bool, IsTaxIncluded:bool, SalesTaxCodeRef=SalesTaxCodeListRef,
    (SalesOrPurchaseMod!= | SalesAndPurchaseMod!=)?
ItemServiceModRq = ItemServiceMod!=, IncludeRetElement*:50, @requestID
ItemServiceQueryRq = $ListQueryWithOwnerIDAndClass, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemNonInventoryAdd = Name!:31, BarCode=, IsActive:bool, ParentRef=GenericListRef, ClassRef=ListRef,
    ManufacturerPartNumber:31, UnitOfMeasureSetRef=SimpleListRef, IsTaxIncluded:bool,
    SalesTaxCodeRef=SalesTaxCodeListRef, (SalesOrPurchase!= | SalesAndPurchase!=), ExternalGUID:guid
ItemNonInventoryAddRq = ItemNonInventoryAdd!=, IncludeRetElement*:50, @requestID
ItemNonInventoryMod = $ListCoreMod, Name:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    ManufacturerPartNumber:31, UnitOfMeasureSetRef=SimpleListRef, ForceUOMChange:bool, IsTaxIncluded:bool,
    SalesTaxCodeRef=SalesTaxCodeListRef, (SalesOrPurchaseMod!= | SalesAndPurchaseMod!=)?
ItemNonInventoryModRq = ItemNonInventoryMod!=, IncludeRetElement*:50, @requestID
ItemNonInventoryQueryRq = $ListQueryWithOwnerIDAndClass, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemInventoryAdd = Name!:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    ManufacturerPartNumber:31, UnitOfMeasureSetRef=SimpleListRef, IsTaxIncluded:bool,
    SalesTaxCodeRef=SalesTaxCodeListRef, SalesDesc:4095, SalesPrice:price, IncomeAccountRef=ListRef,
    PurchaseDesc:4095, PurchaseCost:price, PurchaseTaxCodeRef=SalesTaxCodeListRef, COGSAccountRef=ListRef,
    PrefVendorRef=VendorListRef, AssetAccountRef=ListRef, ReorderPoint:quan, Max:quan, QuantityOnHand:quan,
    TotalValue:amt, InventoryDate:date, ExternalGUID:guid
ItemInventoryAddRq = ItemInventoryAdd!=, IncludeRetElement*:50, @requestID
ItemInventoryMod = $ListCoreMod, Name:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    ManufacturerPartNumber:31, UnitOfMeasureSetRef=SimpleListRef, ForceUOMChange:bool, IsTaxIncluded:bool,
    SalesTaxCodeRef=SalesTaxCodeListRef, SalesDesc:4095, SalesPrice:price, IncomeAccountRef=ListRef,
    ApplyIncomeAccountRefToExistingTxns:bool, PurchaseDesc:4095, PurchaseCost:price,
    PurchaseTaxCodeRef=SalesTaxCodeListRef, COGSAccountRef=ListRef, ApplyCOGSAccountRefToExistingTxns:bool,
    PrefVendorRef=VendorListRef, AssetAccountRef=ListRef, ReorderPoint:quan, Max:quan
ItemInventoryModRq = ItemInventoryMod!=, IncludeRetElement*:50, @requestID
ItemInventoryQueryRq = $ListQueryWithOwnerIDAndClass, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemOtherChargeAdd = Name!:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    IsTaxIncluded:bool, SalesTaxCodeRef=SalesTaxCodeListRef, (SalesOrPurchase!= | SalesAndPurchase!=),
    ExternalGUID:guid
ItemOtherChargeAddRq = ItemOtherChargeAdd!=, IncludeRetElement*:50, @requestID
ItemOtherChargeQueryRq = $ListQueryWithOwnerIDAndClass, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemDiscountAdd = Name!:31, BarCode=, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef, ItemDesc:4095,
    SalesTaxCodeRef=SalesTaxCodeListRef, (DiscountRate!:price | DiscountRatePercent!:percent)?, AccountRef=ListRef,
    ExternalGUID:guid
ItemDiscountAddRq = ItemDiscountAdd!=, IncludeRetElement*:50, @requestID
ItemDiscountQueryRq = $ListQueryWithOwnerIDAndClass, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemSalesTaxAdd = Name!:31, BarCode=, IsActive:bool, ClassRef=ListRef, ItemDesc:4095, TaxRate:percent,
    TaxVendorRef=VendorListRef, SalesTaxReturnLineRef=SalesTaxReturnLineListRef, ExternalGUID:guid
ItemSalesTaxAddRq = ItemSalesTaxAdd!=, IncludeRetElement*:50, @requestID
ItemSalesTaxQueryRq = $ListQueryWithOwnerIDAndClass, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemSalesTaxGroupAdd = Name!:31, BarCode=, IsActive:bool, ItemDesc:4095, ExternalGUID:guid,
    ItemSalesTaxRef+=SimpleListRef
ItemSalesTaxGroupAddRq = ItemSalesTaxGroupAdd!=, IncludeRetElement*:50, @requestID
ItemSalesTaxGroupQueryRq = $ListQueryWithOwnerID, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemGroupQueryRq = $ListQueryWithOwnerID, @requestID,
    @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}, @iterator:{Start|Continue|Stop}, @iteratorID
ItemGroupLine = ItemRef=GenericListRef, Quantity:quan, UnitOfMeasure:31
ItemGroupRet = $ListCore, Name:31, BarCodeValue:50, IsActive:bool, ItemDesc:4095,
    UnitOfMeasureSetRef=SimpleListRef, IsPrintItemsInGroup:bool,
    SpecialItemType:{FinanceCharge|ReimbursableExpenseGroup|ReimbursableExpenseSubtotal}, ExternalGUID:guid,
    ItemGroupLine*=, DataExtRet*=
ItemMetaData = MaxCapacity!:int
SalesRepMetaData = MaxCapacity!:int
SalesTaxCodeMetaData = MaxCapacity!:int
ItemsAndInventoryPreferences = EnhancedInventoryReceivingEnabled:bool,
    IsTrackingSerialOrLotNumber:{None|SerialNumber|LotNumber}, IsInventoryExpirationDateEnabled:bool^16,
    isTrackingOnSalesTransactionsEnabled:bool, isTrackingOnPurchaseTransactionsEnabled:bool,
    isTrackingOnInventoryAdjustmentEnabled:bool, isTrackingOnBuildAssemblyEnabled:bool, FIFOEnabled:bool,
    FIFOEffectiveDate:date, IsRSBEnabled:bool, IsBarcodeEnabled:bool
ItemServiceRet = $ListCore, Name:31, FullName:159, BarCodeValue:50, IsActive:bool, ClassRef=ListRef,
    ParentRef=GenericListRef, Sublevel:int, UnitOfMeasureSetRef=SimpleListRef, IsTaxIncluded:bool,
    SalesTaxCodeRef=SalesTaxCodeListRef, (SalesOrPurchase!= | SalesAndPurchase!=)?, ExternalGUID:guid, DataExtRet*=
ItemNonInventoryRet = $ListCore, Name:31, FullName:159, BarCodeValue:50, IsActive:bool, ClassRef=ListRef,
    ParentRef=GenericListRef, Sublevel:int, ManufacturerPartNumber:31, UnitOfMeasureSetRef=SimpleListRef,
    IsTaxIncluded:bool, SalesTaxCodeRef=SalesTaxCodeListRef, (SalesOrPurchase!= | SalesAndPurchase!=)?,
    ExternalGUID:guid, DataExtRet*=
ItemInventoryRet = $ListCore, Name:31, FullName:159, BarCodeValue:50, IsActive:bool, ClassRef=ListRef,
    ParentRef=GenericListRef, Sublevel:int, ManufacturerPartNumber:31, UnitOfMeasureSetRef=SimpleListRef,
    IsTaxIncluded:bool, SalesTaxCodeRef=SalesTaxCodeListRef, SalesDesc:4095, SalesPrice:price,
    IncomeAccountRef=ListRef, PurchaseDesc:4095, PurchaseCost:price, PurchaseTaxCodeRef=SalesTaxCodeListRef,
    COGSAccountRef=ListRef, PrefVendorRef=VendorListRef, AssetAccountRef=ListRef, ReorderPoint:quan, Max:quan,
    QuantityOnHand:quan, AverageCost:price, QuantityOnOrder:quan, QuantityOnSalesOrder:quan, ExternalGUID:guid,
    DataExtRet*=
ItemOtherChargeRet = $ListCore, Name:31, FullName:159, BarCodeValue:50, IsActive:bool, ClassRef=ListRef,
    ParentRef=GenericListRef, Sublevel:int, IsTaxIncluded:bool, SalesTaxCodeRef=SalesTaxCodeListRef,
    (SalesOrPurchase!= | SalesAndPurchase!=)?,
    SpecialItemType:{FinanceCharge|ReimbursableExpenseGroup|ReimbursableExpenseSubtotal}, ExternalGUID:guid,
    DataExtRet*=
ItemDiscountRet = $ListCore, Name:31, FullName:159, BarCodeValue:50, IsActive:bool, ClassRef=ListRef,
    ParentRef=GenericListRef, Sublevel:int, ItemDesc:4095, SalesTaxCodeRef=SalesTaxCodeListRef, (DiscountRate!:price
    | DiscountRatePercent!:percent)?, AccountRef=ListRef, ExternalGUID:guid, DataExtRet*=
ItemSubtotalRet = $ListCore, Name:31, BarCodeValue:50, IsActive:bool, ItemDesc,
    SpecialItemType:{FinanceCharge|ReimbursableExpenseGroup|ReimbursableExpenseSubtotal}, ExternalGUID:guid,
    DataExtRet*=
ItemSalesTaxRet = $ListCore, Name:31, BarCodeValue:50, IsActive:bool, ClassRef=ListRef, ItemDesc:4095,
    TaxRate:percent, TaxVendorRef=VendorListRef, SalesTaxReturnLineRef=SalesTaxReturnLineListRef, ExternalGUID:guid,
    DataExtRet*=
ItemSalesTaxGroupRet = $ListCore, Name:31, BarCodeValue:50, IsActive:bool, ItemDesc:4095, ExternalGUID:guid,
    ItemSalesTaxRef*=SimpleListRef, DataExtRet*=
"""
