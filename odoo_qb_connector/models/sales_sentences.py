"""What can be wrong with a sales document beside its lines and taxes, as sentences: what happened, why, what to do."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

SALES_SENTENCES = {
    # ---------------------------------------------------------------- currencies
    "exchange_rate_missing": _lt(
        "The document is in %(currency)s and has no exchange rate, so QuickBooks would book it at a rate of its own. "
        "Enter a rate for %(currency)s in Odoo, then press Send Again."
    ),
    "exchange_rate_not_positive": _lt(
        "The exchange rate %(rate)s is not above zero. Correct the rate in Odoo, then press Send Again."
    ),
    # ---------------------------------------------------------------- only linked, never created
    "existing_not_found": _lt(
        "This channel only links what is in QuickBooks, and no document %(number)s of %(customer)s over %(total)s is "
        "there. When it has been entered there, press Send Again; or let the channel create its documents."
    ),
    "existing_several": _lt(
        "Several documents %(number)s of %(customer)s over %(total)s are in QuickBooks: %(documents)s. Press History, "
        "open the entry and press Choose the Document."
    ),
    # ---------------------------------------------------------------- taxes
    "discount_tax_not_on_lines": _lt(
        "The discount on the whole has a tax that no line has (%(code)s), and QuickBooks gives a discount the taxes of "
        "the lines. Give the discount the tax of a line, then press Send Again."
    ),
    # ---------------------------------------------------------------- orders
    "estimates_off": _lt(
        "Estimates are switched off in QuickBooks, and orders go there as estimates. Switch them on in the QuickBooks "
        "settings, press Refresh on the connection, then press Send Again."
    ),
    "refund_account_missing": _lt(
        "A refund receipt must say which account its money leaves. Choose Refunds Are Paid From on the sales channel "
        "(QuickBooks › Configuration › Sales Channels), then press Send Again."
    ),
    "no_refund_receipts": _lt(
        "QuickBooks Desktop has no refund receipts. Send a credit memo, and enter the refund in QuickBooks."
    ),
    "order_of_other_edition": _lt(
        "The order is linked to a %(type)s, which this QuickBooks does not have. Unlink the order, send it again, then "
        "press Send Again on the invoice."
    ),
    "order_on_other_document": _lt(
        "Only an invoice can close an order in QuickBooks, and this document is none. Please report this."
    ),
    # ---------------------------------------------------------------- fields
    "email_missing": _lt(
        "QuickBooks shall e-mail the document, and the customer has no e-mail address. Enter one on the contact, or "
        "let QuickBooks not e-mail it, then press Send Again."
    ),
    "customer_without_email": _lt(
        "QuickBooks shall e-mail the document, and the customer has no e-mail address in QuickBooks. Enter one on the "
        "customer there, then press Send Again."
    ),
    "deposit_currency": _lt(
        "The account “%(account)s” that %(channel)s deposits to is kept in %(theirs)s in QuickBooks, and this receipt "
        "is in %(ours)s. Choose an account in %(ours)s or in the currency of the books on the channel, or none for "
        "Undeposited Funds, then press Send Again."
    ),
    "custom_field_repeated": _lt(
        "Two values go into the same custom field of QuickBooks (%(fields)s). Choose another field for one of them "
        "on the sales channel, then press Send Again."
    ),
    "custom_field_too_long": _lt(
        "The value for the custom field “%(field)s” has %(length)s characters and QuickBooks holds %(limit)s. Shorten "
        "it, then press Send Again."
    ),
    "custom_field_unknown": _lt(
        "QuickBooks has no custom field “%(field)s” on its sales forms. Switch it on in the QuickBooks settings and "
        "press Refresh Lists on the connection, or choose another field on the sales channel, then press Send Again."
    ),
    # ---------------------------------------------------------------- what holds a document
    "held_by_deposit": _lt(
        "The document is part of a bank deposit in QuickBooks and cannot be changed or deleted: %(message)s Take it "
        "off the deposit in QuickBooks, then press Send Again."
    ),
    "held_by_payment": _lt(
        "A payment is applied to the document in QuickBooks, which does not allow this change: %(message)s Take the "
        "payment off in QuickBooks, then press Send Again."
    ),
    "held_by_bank_match": _lt(
        "The document is matched with a bank transaction in QuickBooks and cannot be deleted: %(message)s Undo the "
        "match in QuickBooks, then press Send Again."
    ),
}
