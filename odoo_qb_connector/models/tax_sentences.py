"""What a person reads about taxes, charges and the accounts behind them (docs/taxes.md)."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TAX_SENTENCES = {
    "tax_agency_name_missing": _lt("The tax agency has no name. Enter one."),
    "tax_agency_name_too_long": _lt(
        "The name of the tax agency has %(length)s characters and QuickBooks holds %(limit)s. Choose a shorter one."
    ),
    "tax_agency_name_forbidden": _lt(
        "The name of the tax agency contains %(characters)s, which QuickBooks does not allow there. Choose another one."
    ),
    "tax_rate_name_missing": _lt("The tax rate has no name. Enter one."),
    "tax_rate_name_too_long": _lt(
        "The name of the tax rate has %(length)s characters and QuickBooks holds %(limit)s. Choose a shorter one."
    ),
    "tax_rate_name_forbidden": _lt(
        "The name of the tax rate contains %(characters)s, which QuickBooks does not allow there. Choose another one."
    ),
    "tax_rate_name_twice": _lt("Two rates of this code have the same name. Give each a name of its own."),
    "tax_rate_out_of_range": _lt(
        "“%(name)s” is a rate of %(percent)s per cent, and QuickBooks holds rates from 0 to 100 per cent."
    ),
    "tax_agency_missing": _lt("“%(name)s” has no tax agency. Choose whom this tax is paid to, or name a new agency."),
    "tax_code_name_missing": _lt("The tax code has no name. Enter one."),
    "tax_code_name_too_long": _lt(
        "The name of the tax code has %(length)s characters and QuickBooks holds %(limit)s. Choose a shorter one."
    ),
    "tax_code_name_forbidden": _lt(
        "The name of the tax code contains %(characters)s, which QuickBooks does not allow there. Choose another one."
    ),
    "tax_there_differs": _lt(
        "QuickBooks has “%(name)s” already, and it is another tax: its rate differs. Press Create in QuickBooks again "
        "and choose another name."
    ),
    "tax_there_inactive": _lt(
        "QuickBooks has “%(name)s” already, but inactive. Make it active there, or press Create in QuickBooks again "
        "and choose another name."
    ),
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
