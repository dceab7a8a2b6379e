"""Where a person opens an object in the browser."""

from __future__ import annotations

from urllib.parse import quote

from ..gateway import ObjectRef

APP_BASE = "https://app.qbo.intuit.com/app"
SANDBOX_APP_BASE = "https://app.sandbox.qbo.intuit.com/app"

_PAGES = {
    "Customer": "customerdetail?nameId=",
    "Vendor": "vendordetail?nameId=",
    "Invoice": "invoice?txnId=",
    "SalesReceipt": "salesreceipt?txnId=",
    "CreditMemo": "creditmemo?txnId=",
    "RefundReceipt": "refundreceipt?txnId=",
    "Estimate": "estimate?txnId=",
    "Payment": "recvpayment?txnId=",
    "Bill": "bill?txnId=",
    "BillPayment": "billpayment?txnId=",
    "VendorCredit": "vendorcredit?txnId=",
    "PurchaseOrder": "purchaseorder?txnId=",
    "Purchase": "expense?txnId=",
    "JournalEntry": "journal?txnId=",
    "Deposit": "deposit?txnId=",
    "Transfer": "transfer?txnId=",
}


def deep_link(app_base: str, ref: ObjectRef) -> str:
    """The address, or "" for a type without a page of its own (an item) or without an `app_base`."""
    page = _PAGES.get(ref.type)
    return f"{app_base.rstrip('/')}/{page}{quote(ref.id, safe='')}" if page and app_base and ref.id else ""
