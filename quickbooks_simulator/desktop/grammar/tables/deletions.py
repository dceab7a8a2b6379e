"""Deletion, merging, voiding, deleted queries, custom fields and error recovery (spec qbd 5.4).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#ListDelType = Account | BillingRate | Class | Currency | Customer | CustomerMsg | CustomerType | DateDrivenTerms |
    Employee | InventorySite | ItemDiscount | ItemFixedAsset | ItemGroup | ItemInventory | ItemInventoryAssembly |
    ItemNonInventory | ItemOtherCharge | ItemPayment | ItemSalesTax | ItemSalesTaxGroup | ItemService | ItemSubtotal
    | JobType | OtherName | PaymentMethod | PayrollItemNonWage | PayrollItemWage | PriceLevel | SalesRep |
    SalesTaxCode | ShipMethod | StandardTerms | ToDo | UnitOfMeasureSet | Vehicle | Vendor | VendorType |
    WorkersCompCode
#TxnDelType = ARRefundCreditCard | Bill | BillPaymentCheck | BillPaymentCreditCard | BuildAssembly | Charge | Check
    | CreditCardCharge | CreditCardCredit | CreditMemo | Deposit | Estimate | InventoryAdjustment | Invoice |
    ItemReceipt | JournalEntry | PayrollLiabilityAdjustment | PayrollPriorPayment | PayrollYearToDateAdjustment |
    PurchaseOrder | ReceivePayment | SalesOrder | SalesReceipt | SalesTaxPaymentCheck | TimeTracking |
    TransferInventory | VehicleMileage | VendorCredit
#TxnVoidType = ARRefundCreditCard | Bill | BillPaymentCheck | BillPaymentCreditCard | Charge | Check |
    CreditCardCharge | CreditCardCredit | CreditMemo | Deposit | InventoryAdjustment | Invoice | ItemReceipt |
    JournalEntry | SalesReceipt | VendorCredit
#TxnDataExtType = ARRefundCreditCard | Bill | BillPaymentCheck | BillPaymentCreditCard | BuildAssembly | Charge |
    Check | CreditCardCharge | CreditCardCredit | CreditMemo | Deposit | Estimate | InventoryAdjustment | Invoice |
    ItemReceipt | JournalEntry | PurchaseOrder | ReceivePayment | SalesOrder | SalesReceipt | SalesTaxPaymentCheck |
    VendorCredit
#DataExtType = AMTTYPE | DATETIMETYPE | INTTYPE | PERCENTTYPE | PRICETYPE | QUANTYPE | STR1024TYPE | STR255TYPE
DataExt = OwnerID!:guid, DataExtName!:31, DataExtValue!
ListDel = ListDelType!:#ListDelType, ListID!:id
ListDelRq = $ListDel, @requestID
ListDelRet = ListDelType:#ListDelType, ListID:id, TimeDeleted:datetime, FullName
ListDelRs = $ListDelRet, @requestID, @statusCode!:int, @statusSeverity!, @statusMessage
#ListMergeType = Account | Class | Customer | ItemDiscount | ItemGroup | ItemInventory | ItemNonInventory |
    ItemOtherCharge | ItemPayment | ItemSalesTax | ItemSalesTaxGroup | ItemService | ItemSubtotal | Vendor
ListMerge = ListMergeType!:#ListMergeType, MergeFrom!=, MergeTo!=, SameShipAddrOk:bool
MergeFrom = ListID!:id, EditSequence!:16
MergeTo = ListID!:id, EditSequence!:16
ListMergeRq = $ListMerge, @requestID
ListMergeRet = ListMergeType:#ListMergeType, MergedFrom=, MergedTo=
MergedFrom = ListID!:id, TimeDeleted!:datetime, FullName!
MergedTo = ListID!:id, TimeCreated!:datetime, TimeModified!:datetime, EditSequence!:16, FullName!
ListMergeRs = $ListMergeRet, @requestID, @statusCode!:int, @statusSeverity!, @statusMessage
TxnDel = TxnDelType!:#TxnDelType, TxnID!:id
TxnDelRq = $TxnDel, @requestID
TxnDelRet = TxnDelType:#TxnDelType, TxnID:id, TimeDeleted:datetime, RefNumber
ErrorRecovery = (ListID:id | OwnerID:guid | TxnID:id), TxnNumber:int, EditSequence:16, ExternalGUID:guid
TxnDelRs = $TxnDelRet, ErrorRecovery=, @requestID, @statusCode!:int, @statusSeverity!, @statusMessage
TxnVoid = TxnVoidType!:#TxnVoidType, TxnID!:id
TxnVoidRq = $TxnVoid, @requestID
TxnVoidRet = TxnVoidType:#TxnVoidType, TxnID:id, TimeCreated:datetime, TimeModified:datetime, RefNumber
TxnVoidRs = $TxnVoidRet, ErrorRecovery=, @requestID, @statusCode!:int, @statusSeverity!, @statusMessage
ListDeletedQuery = ListDelType+:#ListDelType, DeletedDateRangeFilter=, IncludeRetElement*:50
DeletedDateRangeFilter = FromDeletedDate:datetime, ToDeletedDate:datetime
ListDeletedQueryRq = $ListDeletedQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
TxnDeletedQuery = TxnDelType+:#TxnDelType, DeletedDateRangeFilter=, IncludeRetElement*:50
TxnDeletedQueryRq = $TxnDeletedQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
ListDataExt = ListDataExtType!:{Account|Customer|Employee|Item|OtherName|Vendor}, ListObjRef!=ListRef
TxnDataExtWithMacro = TxnDataExtType!:#TxnDataExtType, TxnID!:macro, TxnLineID:id
DataExtAdd = OwnerID!:guid, DataExtName!:31, ($ListDataExt | $TxnDataExtWithMacro | OtherDataExtType!:{Company}),
    DataExtValue!
DataExtAddRq = DataExtAdd!=, @requestID
TxnDataExt = TxnDataExtType!:#TxnDataExtType, TxnID!:id, TxnLineID:id
DataExtMod = OwnerID!:guid, DataExtName!:31, ($ListDataExt | $TxnDataExt | OtherDataExtType!:{Company}),
    DataExtValue!
DataExtModRq = DataExtMod!=, @requestID
DataExtRet = OwnerID:guid, DataExtName!:31, DataExtType!:#DataExtType, DataExtValue!
ListDeletedRet = ListDelType:#ListDelType, ListID:id, TimeCreated:datetime, TimeDeleted:datetime, FullName
TxnDeletedRet = TxnDelType:#TxnDelType, TxnID:id, TimeCreated:datetime, TimeDeleted:datetime, RefNumber
"""
