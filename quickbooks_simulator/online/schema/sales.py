"""Sales documents: Invoice, SalesReceipt, CreditMemo, RefundReceipt, Estimate, and Payment (spec qbo 5.0, 5.5)."""

from __future__ import annotations

from .model import entity

_TRANSACTION = """
    DocNumber string(21) filter
    TxnDate date filter
    DepartmentRef ref:Department filter
    CurrencyRef ref:CompanyCurrency
    ExchangeRate decimal
    PrivateNote string(4000)
    LinkedTxn object:LinkedTxn[]
    TxnSource string readonly
    unsupported: TaxFormType TaxFormNum TransactionLocationType Tag TxnApprovalInfo
    unsupported: RecurDataRef RecurringInfo ProjectRef TotalCostAmount HomeTotalCostAmount
"""

_SALES = (
    _TRANSACTION
    + """
    CustomerRef ref:Customer required filter
    Line object:Line[] required
    TxnTaxDetail object:TxnTaxDetail
    CustomerMemo object:MemoRef
    BillAddr object:PhysicalAddress
    ShipAddr object:PhysicalAddress
    ShipFromAddr object:PhysicalAddress
    FreeFormAddress boolean readonly
    ClassRef ref:Class
    SalesTermRef ref:Term filter
    DueDate date filter
    ShipMethodRef object:ShipMethod
    ShipDate date
    TrackingNum string
    GlobalTaxCalculation enum:TaxInclusive|TaxExcluded|NotApplicable
    TotalAmt money readonly filter
    HomeTotalAmt money readonly
    ApplyTaxAfterDiscount boolean
    ShippingTaxIncludedInTotalTax boolean inert
    PrintStatus enum:NotSet|NeedToPrint|PrintComplete
    EmailStatus enum:NotSet|NeedToSend|EmailSent
    BillEmail object:EmailAddress
    BillEmailCc object:EmailAddress echo
    BillEmailBcc object:EmailAddress echo
    Balance money readonly filter
    HomeBalance money readonly
    PaymentMethodRef ref:PaymentMethod echo
    PaymentRefNum string(21) filter
    DepositToAccountRef ref:Account
    DeliveryInfo object:DeliveryInfo readonly
    unsupported: AutoDocNumber RemitToRef SalesRepRef PONumber FOB TemplateRef ARAccountRef FinanceCharge
    unsupported: PaymentType CheckPayment CreditCardPayment DiscountRate DiscountAmt GovtTxnRefIdentifier
    unsupported: TaxExemptionRef
"""
)

_OPERATIONS = "read query create update delete"

INVOICE = entity(
    "Invoice",
    "transaction",
    _OPERATIONS + " void",
    _SALES
    + """
    Deposit money
    AllowIPNPayment boolean readonly
    AllowOnlinePayment boolean readonly
    AllowOnlineCreditCardPayment boolean
    AllowOnlineACHPayment boolean
    EInvoiceStatus string readonly
    InvoiceLink string readonly
    unsupported: TxnStatus AllowOnlinePayPalPayment ECloudStatusTimeStamp CfdiUse Exportation GlobalInfo
    unsupported: invoiceStatus callToAction invoiceStatusLog InvoiceEx LessCIS PaymentDetailsMessage
    unsupported: ConvenienceFeeDetail InvoiceLinkSecurityCode InvoiceLinkExpiryDate AutoPayEligible
    unsupported: SchedulePayEligible ScheduledPaymentId GratuityEnabled FinancingProductType
    unsupported: SubscriptionPaymentsSetting
    """,
)

SALES_RECEIPT = entity(
    "SalesReceipt",
    "transaction",
    _OPERATIONS + " void",
    _SALES + "\n    unsupported: TxnStatus SalesReceiptEx LessCIS",
)

CREDIT_MEMO = entity(
    "CreditMemo",
    "transaction",
    _OPERATIONS,
    _SALES
    + """
    RemainingCredit money readonly
    InvoiceRef ref:Invoice inert
    unsupported: TxnStatus CreditMemoEx
    """,
)

REFUND_RECEIPT = entity(
    "RefundReceipt",
    "transaction",
    _OPERATIONS,
    _SALES.replace("CustomerRef ref:Customer required", "CustomerRef ref:Customer")
    .replace("PaymentRefNum string(21)", "PaymentRefNum string(100)")
    .replace("DepositToAccountRef ref:Account", "DepositToAccountRef ref:Account required")
    + "\n    unsupported: TxnStatus RefundReceiptEx RemainingCredit",
)

ESTIMATE = entity(
    "Estimate",
    "transaction",
    _OPERATIONS,
    _SALES
    + """
    TxnStatus enum:Accepted|Closed|Pending|Rejected|Converted filter
    ExpirationDate date echo
    AcceptedBy string echo
    AcceptedDate date echo
    unsupported: EstimateEx
    """,
)

PAYMENT = entity(
    "Payment",
    "transaction",
    _OPERATIONS + " void",
    """
    TxnDate date filter
    CurrencyRef ref:CompanyCurrency
    ExchangeRate decimal
    PrivateNote string(4000)
    CustomerRef ref:Customer required filter
    TotalAmt money filter
    Line object:PaymentLine[]
    LinkedTxn object:LinkedTxn[] readonly
    ARAccountRef ref:Account
    DepositToAccountRef ref:Account
    PaymentMethodRef ref:PaymentMethod echo
    PaymentRefNum string(21) filter
    UnappliedAmt money readonly
    ProcessPayment boolean readonly
    TxnSource string readonly
    unsupported: DocNumber DepartmentRef TxnStatus TxnTaxDetail TaxFormType TaxFormNum
    unsupported: TransactionLocationType Tag TxnApprovalInfo RecurDataRef RecurringInfo ProjectRef
    unsupported: TotalCostAmount HomeTotalCostAmount RemitToRef PaymentType CheckPayment CreditCardPayment
    unsupported: PaymentEx
    """,
)
