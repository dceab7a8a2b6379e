"""What a document or an order says where a sales channel's settings or the schedule decide."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

CHANNEL_SENTENCES = {
    "quickbooks_counts_not": _lt(
        "%(channel)s leaves the number to QuickBooks, which gives none while Custom transaction numbers is on. Switch "
        "it off there under Account and settings › Sales and press Refresh Lists on the connection, or choose another "
        "document number for the channel; then press Send Again."
    ),
    "channel_off": _lt(
        "%(channel)s is switched off: nothing of it goes to QuickBooks. A QuickBooks manager can switch it on under "
        "QuickBooks › Configuration › Sales Channels."
    ),
    "kind_off": _lt(
        "%(connection)s does not send %(kind)s. A QuickBooks manager can switch them on under QuickBooks › "
        "Configuration › Connections › What and When."
    ),
    # Why the queue does not invoice an order yet.
    "not_due_cancelled": _lt("The order %(order)s was cancelled: nothing to invoice."),
    "not_due_nothing_delivered": _lt("Nothing of the order %(order)s was delivered: nothing to invoice."),
    "not_due_open": _lt("The order %(order)s is invoiced when it is fully delivered. Still open: %(open)s."),
    "not_due_not_paid": _lt("The order %(order)s is invoiced when it is paid: %(paid)s of %(total)s so far."),
    "not_due_nothing_paid": _lt("The order %(order)s is invoiced when it is paid, at least partly."),
}

KINDS = {
    "orders": _lt("sales orders"),
    "invoices": _lt("invoices and receipts"),
    "shipments": _lt("shipment details"),
    "credit_memos": _lt("credit memos"),
}
