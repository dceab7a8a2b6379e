"""What a person reads about taxes, charges and the accounts behind them (docs/taxes.md)."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TAX_SENTENCES = {
    "charge_account_unknown": _lt(
        "“%(charge)s” stands on “%(item)s”, and it is not known yet to which account this item belongs in QuickBooks. "
        "Press Refresh under QuickBooks › Configuration › Charges, then press Send Again."
    ),
    "charge_account_income": _lt(
        "“%(charge)s” stands on “%(item)s”, an item of the account “%(account)s” (%(kind)s). A down payment is owed to "
        "the customer until it is earned: choose an item of a liability account under QuickBooks › Configuration › "
        "Charges, or tick “Book as Income” there if you book income when cash comes in."
    ),
    "charge_account_no_liability": _lt(
        "“%(charge)s” stands on “%(item)s”, an item of the account “%(account)s” (%(kind)s). Choose an item of a "
        "liability account under QuickBooks › Configuration › Charges."
    ),
    "tax_line_zero_code": _lt(
        "The tax stands in lines of its own, so every line needs a code without tax, and “%(code)s”, which stands for "
        "“no tax”, is a code of %(percent)s per cent. Choose one of 0 %% for “No tax” under QuickBooks › Configuration "
        "› Taxes, then press Send Again."
    ),
}
