"""Paid orders as sales receipts, and channels whose documents somebody else enters in QuickBooks."""

from odoo import fields, models

EXISTING = [
    ("create", "Created there"),
    ("link", "Only linked to what is there"),
]
REFUNDS = [
    ("paid", "When the money is paid back in Odoo"),
    ("always", "Always: the money goes back with the goods"),
]
RECEIPT_ENTRIES = {
    "payment_method_id": "PaymentMethod",
    "deposit_account_id": "Account",
    "refund_account_id": "Account",
}
MONEY_ACCOUNTS = ("Bank", "Other Current Asset", "OtherCurrentAsset")
"""Kinds of accounts that money can be deposited to (spec qbo 5.5, qbd 5.2)."""


class QbEntry(models.Model):
    _inherit = "qb.entry"

    def _currency_code(self):
        """The ISO code of an account's currency; "" where QuickBooks says none. Desktop names an entry of its list of
        currencies."""
        said = str((self.details or {}).get("CurrencyRef") or "")
        if not said or self.connection_id.edition != "desktop":
            return said
        of_id = [("connection_id", "=", self.connection_id.id), ("type", "=", "Currency"), ("qb_id", "=", said)]
        return self.sudo().with_context(active_test=False).search(of_id, limit=1).number or ""


class QbChannel(models.Model):
    _inherit = "qb.channel"

    receipts = fields.Boolean(
        "Sales Receipts",
        help="Orders that are paid when they are sent become sales receipts, which hold their payment, and everything "
        "else invoices. What is in QuickBooks as an invoice stays one. Switch it on only where the payments of this "
        "channel are not entered in QuickBooks in another way: they would be booked twice.",
    )
    payment_method_id = fields.Many2one(
        "qb.entry",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'PaymentMethod')]",
        help="The payment method on the sales receipts of this channel.",
    )
    deposit_account_id = fields.Many2one(
        "qb.entry",
        "Deposit To",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Account'),"
        f" ('kind', 'in', {list(MONEY_ACCOUNTS)})]",
        help="The account that the money of the sales receipts comes to. Empty: Undeposited Funds.",
    )
    refunds = fields.Selection(
        REFUNDS,
        "Refund Receipts",
        required=True,
        default="paid",
        help="When the credit note of a sales receipt becomes a refund receipt, which holds the money that was paid "
        "back, and not a credit memo, which the customer can still use. It is decided when it is sent for the first "
        "time. QuickBooks Desktop has no refund receipts: credit memos go there, and somebody enters the refund.",
    )
    refund_account_id = fields.Many2one(
        "qb.entry",
        "Refunds Are Paid From",
        check_company=True,
        ondelete="restrict",
        domain="[('connection_id', '=', connection_id), ('type', '=', 'Account'),"
        f" ('kind', 'in', {list(MONEY_ACCOUNTS)})]",
        help="The account that the money of refund receipts leaves. Empty: the account of Deposit To; one of the two "
        "must be there before a refund receipt can go.",
    )
    existing = fields.Selection(
        EXISTING,
        "Documents Are",
        required=True,
        default="create",
        help="Only linked: for channels whose documents another program enters in QuickBooks. A document is looked for "
        "there by number, customer and total, and linked; nothing is ever created or changed.",
    )
