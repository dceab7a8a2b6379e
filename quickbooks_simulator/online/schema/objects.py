"""Structures inside entities: addresses, contact points, lines and their details, tax details.

Lengths: spec qbo 5.0 and Intuit's XSD. `Lat` and `Long` are documented as unsupported but were returned for years,
so a client that sends back what it read must not be refused: they are ignored.
"""

from __future__ import annotations

from .model import ObjectType, parse_fields


def _object(name: str, text: str) -> ObjectType:
    return ObjectType(name, parse_fields(text))


_ALL = [
    _object(
        "MetaData",
        """
        CreateTime datetime readonly
        LastUpdatedTime datetime readonly
        CreatedByRef ref readonly
        LastModifiedByRef ref readonly
        LastChangedInQB datetime readonly
        Synchronized boolean readonly
        """,
    ),
    _object("AttachableRef", ""),
    _object(
        "CustomField",
        """
        DefinitionId id
        Name string
        Type enum:StringType|BooleanType|NumberType|DateType
        StringValue string(31)
        unsupported: BooleanValue DateValue NumberValue
        """,
    ),
    _object(
        "PhysicalAddress",
        """
        Id id readonly
        Line1 string(500)
        Line2 string(500)
        Line3 string(500)
        Line4 string(500)
        Line5 string(500)
        City string(255)
        Country string(255)
        County string(25) echo
        CountrySubDivisionCode string(255)
        PostalCode string(30)
        PostalCodeSuffix string(10) echo
        Lat string readonly
        Long string readonly
        Tag string echo
        Note string echo
        unsupported: CountryCode
        """,
    ),
    _object(
        "EmailAddress",
        """
        Id id readonly
        Address string(100)
        unsupported: Default Tag
        """,
    ),
    _object(
        "TelephoneNumber",
        """
        Id id readonly
        FreeFormNumber string(30)
        unsupported: DeviceType CountryCode AreaCode ExchangeCode Extension Default Tag
        """,
    ),
    _object(
        "WebSiteAddress",
        """
        Id id readonly
        URI string(1000)
        unsupported: Default Tag
        """,
    ),
    _object("MemoRef", "value string(1000)"),
    _object(
        "NameValue",
        """
        Name string
        Value string
        """,
    ),
    _object(
        "LinkedTxn",
        """
        TxnId id required
        TxnType string required
        TxnLineId id
        """,
    ),
    _object(
        "Line",
        """
        Id id
        LineNum integer
        Description string(4000)
        Amount money
        LinkedTxn object:LinkedTxn[]
        DetailType enum:SalesItemLineDetail|GroupLineDetail|DescriptionOnly|DiscountLineDetail|SubTotalLineDetail
        SalesItemLineDetail object:SalesItemLineDetail
        DescriptionLineDetail object:DescriptionLineDetail
        DiscountLineDetail object:DiscountLineDetail
        SubTotalLineDetail object:SubTotalLineDetail
        GroupLineDetail object:GroupLineDetail
        unsupported: Received PaymentLineDetail TaxLineDetail ItemBasedExpenseLineDetail
        unsupported: AccountBasedExpenseLineDetail ReimburseLineDetail DepositLineDetail
        unsupported: PurchaseOrderItemLineDetail SalesOrderItemLineDetail ItemReceiptLineDetail
        unsupported: JournalEntryLineDetail TDSLineDetail ItemAdjustmentLineDetail CustomField LineEx ProjectRef
        unsupported: CostAmount HomeCostAmount
        """,
    ),
    _object(
        "SalesItemLineDetail",
        """
        ItemRef ref:Item
        ClassRef ref:Class
        UnitPrice decimal
        Qty decimal
        ItemAccountRef ref:Account readonly
        TaxCodeRef ref:TaxCode
        ServiceDate date
        TaxInclusiveAmt money
        unsupported: DiscountRate DiscountAmt UnitCostPrice RatePercent PriceLevelRef MarkupInfo UOMRef InventorySiteRef
        unsupported: TaxClassificationRef DeferredRevenue SalesItemLineDetailEx
        """,
    ),
    _object(
        "DescriptionLineDetail",
        """
        ServiceDate date
        TaxCodeRef ref:TaxCode
        unsupported: DescriptionLineDetailEx
        """,
    ),
    _object(
        "DiscountLineDetail",
        """
        PercentBased boolean
        DiscountPercent decimal
        DiscountAccountRef ref:Account
        ClassRef ref:Class
        TaxCodeRef ref:TaxCode
        ServiceDate date
        unsupported: DiscountRef DiscountLineDetailEx
        """,
    ),
    _object(
        "SubTotalLineDetail",
        """
        ItemRef ref:Item readonly
        ServiceDate date readonly
        """,
    ),
    _object(
        "GroupLineDetail",
        "unsupported: GroupItemRef Quantity UOMRef ServiceDate Line GroupLineDetailEx",
    ),
    _object("ItemGroupDetail", "ItemGroupLine object:ItemComponentLine[]"),
    _object(
        "ItemComponentLine",
        """
        ItemRef ref:Item
        Qty decimal
        unsupported: UOMRef
        """,
    ),
    _object(
        "PaymentLine",
        """
        Id id readonly
        LineNum integer readonly
        Amount money required
        LinkedTxn object:LinkedTxn[]
        LineEx object:Any readonly
        unsupported: Description Received DetailType PaymentLineDetail DiscountLineDetail TaxLineDetail
        unsupported: SalesItemLineDetail DescriptionLineDetail ItemBasedExpenseLineDetail
        unsupported: AccountBasedExpenseLineDetail ReimburseLineDetail DepositLineDetail
        unsupported: PurchaseOrderItemLineDetail SalesOrderItemLineDetail ItemReceiptLineDetail
        unsupported: JournalEntryLineDetail GroupLineDetail SubTotalLineDetail TDSLineDetail
        unsupported: ItemAdjustmentLineDetail CustomField ProjectRef CostAmount HomeCostAmount
        """,
    ),
    _object(
        "TxnTaxDetail",
        """
        TxnTaxCodeRef ref:TaxCode
        TotalTax money
        TaxLine object:TaxLine[]
        unsupported: DefaultTaxCodeRef TaxReviewStatus UseAutomatedSalesTax
        """,
    ),
    _object(
        "TaxLine",
        """
        Id id readonly
        LineNum integer readonly
        Amount money
        DetailType enum:TaxLineDetail
        TaxLineDetail object:TaxLineDetail
        unsupported: Description Received LinkedTxn PaymentLineDetail DiscountLineDetail
        unsupported: SalesItemLineDetail DescriptionLineDetail ItemBasedExpenseLineDetail
        unsupported: AccountBasedExpenseLineDetail ReimburseLineDetail DepositLineDetail
        unsupported: PurchaseOrderItemLineDetail SalesOrderItemLineDetail ItemReceiptLineDetail
        unsupported: JournalEntryLineDetail GroupLineDetail SubTotalLineDetail TDSLineDetail
        unsupported: ItemAdjustmentLineDetail CustomField LineEx ProjectRef CostAmount HomeCostAmount
        """,
    ),
    _object(
        "TaxLineDetail",
        """
        TaxRateRef ref:TaxRate
        PercentBased boolean
        TaxPercent decimal
        NetAmountTaxable money
        TaxInclusiveAmount money readonly
        OverrideDeltaAmount money readonly
        unsupported: ServiceDate TaxLineDetailEx
        """,
    ),
    _object("DeliveryInfo", ""),
    _object(
        "ShipMethod",
        """
        value string(30)
        name string(30)
        """,
    ),
    _object("TaxRateList", "TaxRateDetail object:TaxRateDetail[]"),
    _object(
        "TaxRateDetail",
        """
        TaxRateRef ref:TaxRate
        TaxTypeApplicable enum:TaxOnAmount|TaxOnAmountPlusTax|TaxOnTax
        TaxOrder integer
        TaxOnTaxOrder integer
        """,
    ),
    _object(
        "EffectiveTaxRate",
        """
        RateValue decimal
        EffectiveDate datetime
        EndDate datetime
        unsupported: EffectiveTaxRateEx
        """,
    ),
    _object(
        "TaxRateDetails",
        """
        TaxRateName string(10)
        TaxRateId id
        RateValue decimal
        TaxAgencyId id
        TaxApplicableOn enum:Sales|Purchase|Adjustment|Other
        """,
    ),
    _object("Any", ""),
]

OBJECTS: dict[str, ObjectType] = {one.name: one for one in _ALL}
