"""What an issue says: what happened, in one line, and what to press. The full sentence with the why stands on each
document that it holds (qb_sentences)."""

from collections import Counter, defaultdict

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TITLES = {
    "tax_unmapped": _lt("%(taxes)s has no counterpart in QuickBooks"),
    "no_tax_unmapped": _lt("Lines without tax need a tax code in QuickBooks"),
    "line_without_tax_code": _lt("Lines without tax need a tax code in QuickBooks"),
    "tax_rate_unmapped": _lt("The tax code “%(code)s” in QuickBooks has no rate like “%(tax)s”"),
    "tax_several_codes": _lt("Documents use %(codes)s, and QuickBooks takes one tax code for each"),
    "tax_rate_unknown": _lt("The rate of the sales tax item “%(code)s” is not known"),
    "tax_code_missing": _lt("Taxed documents have no tax code in QuickBooks"),
    "tax_without_taxable_line": _lt("Documents have tax, but no line is taxable in QuickBooks"),
    "tax_rate_repeated": _lt("A tax rate stands on documents twice"),
    "charge_without_item": _lt("Lines without a product need one in QuickBooks: %(charge)s"),
    "item_without_account": _lt("New products need an account: %(role)s"),
    "stocked_item_without_account": _lt("New products need an account: %(role)s"),
    "account_inactive": _lt("The account “%(account)s” is inactive in QuickBooks"),
    "account_wrong_detail": _lt("The account “%(account)s” has the wrong detail type for stocked products"),
    "period_closed": _lt("The books in QuickBooks are closed for the dates of documents"),
    "period_locked": _lt("Odoo's books are locked up to %(lock)s"),
    "return_period_locked": _lt("The books are closed or locked up to %(lock)s"),
    "redate_refused": _lt("Odoo refused another date"),
    "tax_is_off": _lt("Sales tax is switched off in QuickBooks"),
    "tax_not_set_up": _lt("Automated sales tax is not set up in QuickBooks"),
    "shipping_not_allowed": _lt("Shipping is switched off in QuickBooks"),
    "discount_not_allowed": _lt("Discounts are switched off in QuickBooks"),
    "class_not_tracked": _lt("Classes are switched off in QuickBooks"),
    "class_per_line_not_tracked": _lt("Classes per line are switched off in QuickBooks"),
    "location_not_tracked": _lt("Locations are switched off in QuickBooks"),
    "inventory_off": _lt("Inventory is switched off in QuickBooks"),
    "company_unknown": _lt("The settings of the QuickBooks company have not been read yet"),
    "currency_not_home": _lt("Documents in %(currency)s, and QuickBooks keeps one currency only"),
    "currency_not_listed": _lt("QuickBooks does not list the currency %(currency)s"),
    "receivable_account_missing": _lt("QuickBooks has no receivable account in %(currency)s"),
    "responsible_lacks_rights": _lt("%(user)s, who is responsible for the connection, lacks rights in Odoo"),
    "bad_reference": _lt("Something that documents point to is not in QuickBooks (%(list)s %(id)s)"),
    "inactive_reference": _lt("Something that documents point to is inactive in QuickBooks"),
    "number_taken": _lt("The number is taken in QuickBooks"),
    "possible_duplicate": _lt("QuickBooks has a document with this number that was not sent from here"),
    "number_too_long": _lt("The number is too long for QuickBooks"),
    "too_many_lines": _lt("The document has more lines than QuickBooks holds"),
    "too_large": _lt("The document is too large for QuickBooks"),
    "party_name_held": _lt("The name is taken in QuickBooks"),
    "party_name_held_inactive": _lt("The name is taken in QuickBooks by somebody inactive"),
    "party_name_taken": _lt("The name is taken in QuickBooks"),
    "name_taken": _lt("The name is taken in QuickBooks"),
    "party_may_not_be_created": _lt("Not in QuickBooks, and this connection creates nobody by itself"),
    "party_not_found": _lt("Not found in QuickBooks"),
    "party_inactive": _lt("Inactive in QuickBooks"),
    "party_linked_elsewhere": _lt("Linked to another contact in Odoo"),
    "item_may_not_be_created": _lt("Not in QuickBooks, and this connection creates no products by itself"),
    "item_inactive": _lt("Inactive in QuickBooks"),
    "does_not_add_up": _lt("Lines, tax and total do not add up"),
    "tax_differs": _lt("QuickBooks would compute another tax"),
    "tax_differs_by_code": _lt("QuickBooks would compute another tax"),
    "tax_there_confirmed": _lt("Confirmed with Odoo's own tax, and QuickBooks computes it"),
    "tax_there_included": _lt("A price includes Odoo's tax, and QuickBooks computes it"),
    "tax_there_rounding": _lt("The total is rounded in Odoo, and QuickBooks computes the tax"),
    "tax_there_no_tax": _lt("No tax in Odoo could hold the one that QuickBooks computes"),
    "tax_there_locked": _lt("Odoo's books are locked up to %(lock)s"),
    "tax_there_other_total": _lt("With QuickBooks' tax it comes to something else than there"),
    "tax_there_receipt": _lt("With QuickBooks' tax it comes to something else than was paid"),
    "original_not_there": _lt("It credits an invoice that is not in QuickBooks"),
}
"""One line without a full stop; what is about one record is said behind its name."""

PRESS = {
    "tax": _lt(
        "Press Map the Tax and choose the tax code of QuickBooks. If the code or its rate is not in the list yet, make "
        "it in QuickBooks and press Check Again first. All that is held goes by itself when the row is saved."
    ),
    "charge": _lt(
        "Press Choose the Product and choose the product of QuickBooks that stands for these lines. All that is held "
        "goes by itself when the row is saved."
    ),
    "account": _lt(
        "Press Create the Account, or open the connection and choose one of QuickBooks' accounts under Products. All "
        "that is held goes by itself then. After a change in QuickBooks press Check Again."
    ),
    "link": _lt(
        "Press Link and choose who or what it is in QuickBooks, or press Create and Link and choose a name that is "
        "free. The documents that wait go by themselves as soon as it is linked."
    ),
    "reference": _lt(
        "Make it active in QuickBooks, or link another one on the customer's or product's form. Then press Check "
        "Again: QuickBooks is asked how it is now, and all that is held is tried again."
    ),
    "number": _lt(
        "Press Choose Another Number, or change the number of the other document in QuickBooks and press Check Again. "
        "If the two are the same document, press Link to That One."
    ),
    "period": _lt(
        "The documents are held with their own dates. Let your accountant open the period, in QuickBooks or Odoo as "
        "said above, and press Check Again: the closing date is read anew, and all that is held is tried again. Or let "
        "a QuickBooks manager date them on the first open day. What shall stay out of closed books you can dismiss."
    ),
    "company": _lt(
        "Change it in the settings of QuickBooks, then press Check Again: the settings are read anew, and all that is "
        "held is tried again."
    ),
    "rights": _lt(
        "Grant the rights to this user, or choose another responsible user on the connection. Then press Retry All."
    ),
    "words": _lt(
        "Read QuickBooks' words below, correct what they name, and press Check Again. All of these documents were "
        "refused with the same words."
    ),
    "record": _lt("Open it, correct what stands below, and press Retry All."),
    "dismissed": _lt(
        "Dismissed: nothing of it is tried again by itself. The documents still count as not sent. Press Take Up Again "
        "to have the card back, or Send Again on a document."
    ),
    "solved": _lt("Solved: it holds nothing any more."),
}

OTHERS = "~"
"""The key of what has no word of its own, sorted behind those that have one."""
ONE = {
    "": _lt("1 document"),
    "Customer": _lt("1 customer"),
    "Vendor": _lt("1 vendor"),
    "Item": _lt("1 product"),
    "Account": _lt("1 account"),
    OTHERS: _lt("1 list entry"),
}
MANY = {
    "": _lt("%(count)s documents"),
    "Customer": _lt("%(count)s customers"),
    "Vendor": _lt("%(count)s vendors"),
    "Item": _lt("%(count)s products"),
    "Account": _lt("%(count)s accounts"),
    OTHERS: _lt("%(count)s list entries"),
}

ROLES = {"income_account": "income", "expense_account": "expense", "asset_account": "asset", "cogs_account": "cogs"}
"""{field of an item: role of its account}"""


def title(issue):
    """What happened, in one line; what nobody phrased here is the first sentence of the full error."""
    words = TITLES.get(issue.problem or "")
    translated = words and issue.env._(words)
    said = translated % defaultdict(str, _said(issue)) if words else _first_sentence(issue.error or "")
    name = _record_name(issue)
    return f"{name}: {said}" if name else said


def press(issue):
    """What to press, by what ends it."""
    return issue.env._(PRESS[issue.state if issue.state != "open" else issue.kind])


def held(env, counts):
    """How much a card holds, in words, "" for nothing. `counts`: {QuickBooks type, "" for documents: how many}."""
    return ", ".join(
        env._(MANY[kind] if count > 1 else ONE[kind]) % {"count": count}
        for kind, count in sorted(_by_kind(counts).items())
    )


def _by_kind(counts):
    found = Counter()
    for kind, count in counts.items():
        found[kind if kind in ONE else OTHERS] += count
    return found


def _said(issue):
    details = issue.cause or {}
    env = issue.env
    taxes = env["account.tax"].sudo().browse(details.get("tax_ids") or []).exists()
    role = ROLES.get(str(details.get("field")))
    charge = details.get("charge_kind")
    return {
        **details,
        "taxes": " + ".join(f"“{tax.name}”" for tax in taxes) or env._("A tax"),
        "role": role and env["qb.connection"]._role_label(role),
        "charge": charge and env["qb.charge"]._label(charge),
    }


def _record_name(issue):
    """The name of the one record that it is about; "" when it is about something that many have in common."""
    model, _comma, record_id = str((issue.cause or {}).get("record") or "").partition(",")
    if model not in issue.env or not record_id.isdecimal():
        return ""
    return issue.env[model].sudo().browse(int(record_id)).exists().display_name or ""


def _first_sentence(text):
    line = text.split("\n", 1)[0]
    return line.split(". ", 1)[0].rstrip(".") or "…"


def holding(env, count):
    """How many documents, customers and products all issues of a connection hold; "" for none."""
    if not count:
        return ""
    return env._("holding 1 record") if count == 1 else env._("holding %(count)s records", count=count)


def unanswered(env, why):
    """A check that QuickBooks Desktop answered with an error, in words (`why`)."""
    return env._("QuickBooks could not be asked, so nothing was tried again. %(why)s Then press Check Again.", why=why)
