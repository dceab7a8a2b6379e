"""Every problem code as a sentence: what happened, why, and what to press.

Documents and gateways speak in codes (`documents.Problem`, `gateway.GatewayError.problem`) because they
know no languages; this is the one place where a code becomes words. A code without a sentence is shown as
it is, never hidden. Those of products are in `item_sentences`, those that only Desktop has in `desktop_sentences`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from odoo.tools.translate import LazyTranslate

from .channel_sentences import CHANNEL_SENTENCES
from .desktop_sentences import DESKTOP_SENTENCES, TEXTS
from .import_sentences import IMPORT_SENTENCES
from .item_sentences import ITEM_SENTENCES
from .policy_sentences import POLICY_SENTENCES
from .return_sentences import RETURN_SENTENCES
from .sales_sentences import SALES_SENTENCES
from .tax_sentences import TAX_SENTENCES

_lt = LazyTranslate(__name__)

SENTENCES = {
    # ---------------------------------------------------------------- customers
    "party_name_missing": _lt("The contact has no name. Enter one, then press Send Again."),
    "party_name_unwritable": _lt(
        "QuickBooks can write nothing of the name “%(name)s”. Press Create and Link and enter a name for QuickBooks, "
        "or change the name on the contact, then press Send Again."
    ),
    "party_name_too_long": _lt(
        "The name has %(length)s characters and QuickBooks holds %(limit)s. Press Create and Link and enter a shorter "
        "one."
    ),
    "party_name_forbidden": _lt(
        "The name contains %(characters)s, which QuickBooks does not allow in names. Press Create and Link and enter a "
        "name without it."
    ),
    "party_name_held": _lt(
        "The name “%(name)s” is taken in QuickBooks (%(holder)s): customers, vendors, employees and other names share "
        "one list of names there. Press Create and Link and choose another name, such as “%(proposal)s”, or rename the "
        "%(holder)s in QuickBooks, then press Send Again."
    ),
    "party_name_held_inactive": _lt(
        "The name “%(name)s” is taken in QuickBooks (%(holder)s, inactive): customers, vendors, employees and other "
        "names share one list of names there, and inactive ones keep theirs. Press Create and Link and choose another "
        "name, such as “%(proposal)s”, or rename the %(holder)s in QuickBooks (show the inactive ones first), then "
        "press Send Again."
    ),
    "party_name_taken": _lt(
        "In QuickBooks somebody else has the name “%(name)s” and also “%(proposal)s”. Press Create and Link and choose "
        "another name."
    ),
    "party_not_found": _lt(
        "QuickBooks has no %(role)s “%(name)s”. Check the name, press Link and choose another one, or press Create and "
        "Link."
    ),
    "party_linked_elsewhere": _lt(
        "QuickBooks has a %(role)s “%(name)s” already, and it belongs to another contact in Odoo, "
        "%(other)s. Merge the two contacts if they are the same, or give this contact a name of its own, "
        "then press Send Again."
    ),
    "party_namesake": _lt(
        "Another contact in Odoo, %(other)s, is just going to QuickBooks under the name “%(name)s”, and "
        "names are unique there. Merge the two contacts if they are the same, or give this contact a name "
        "of its own, then press Send Again."
    ),
    "party_inactive": _lt(
        "QuickBooks has a %(role)s “%(name)s” that is inactive. Make it active in QuickBooks, or give "
        "this contact another name, then press Send Again."
    ),
    "party_made_inactive": _lt(
        "The customer “%(name)s” was made inactive in QuickBooks (seen on %(date)s). Make it active there, or link "
        "this contact to another customer; what waits goes by itself then."
    ),
    "party_merged": _lt(
        "The customer “%(name)s” was merged into “%(other)s” in QuickBooks (seen on %(date)s). Open this contact "
        "and press Relink, or link it to another customer; what waits goes by itself then."
    ),
    "customer_currency": _lt(
        "The customer “%(name)s” is kept in %(theirs)s in QuickBooks and cannot get a document in "
        "%(ours)s: QuickBooks fixes the currency of a customer for ever. Use a contact of its own for "
        "%(ours)s, then press Send Again; or let a QuickBooks manager give customers a second name for each currency "
        "(on the connection, under Policies), and it goes by itself."
    ),
    "party_currency": _lt(
        "The %(role)s “%(name)s” is kept in %(theirs)s in QuickBooks and cannot get a document in "
        "%(ours)s: QuickBooks fixes the currency of a customer or vendor for ever. Use a contact of its own for "
        "%(ours)s, then press Send Again; or press Link and choose %(theirs)s, if its documents are in %(theirs)s."
    ),
    "party_may_not_be_created": _lt(
        "QuickBooks has no %(role)s “%(name)s”, and this connection does not create any by itself. Create it in "
        "QuickBooks under exactly this name and press Send Again, or press Create and Link."
    ),
    "entry_gone": _lt(
        "It no longer exists in QuickBooks (id %(id)s): somebody deleted it there or merged it into another one. Press "
        "Link and choose another one, or Create and Link."
    ),
    # ---------------------------------------------------------------- products
    "item_made_inactive": _lt(
        "The product “%(name)s” was made inactive in QuickBooks (seen on %(date)s). Make it active there, or link "
        "this product to another one; what waits goes by itself then."
    ),
    "item_merged": _lt(
        "The product “%(name)s” was merged into “%(other)s” in QuickBooks (seen on %(date)s). Open this product "
        "and press Relink, or link it to another one; what waits goes by itself then."
    ),
    "item_not_found": _lt(
        "QuickBooks has no product “%(name)s”. Check the name, press Link and choose another one, or press Create and "
        "Link."
    ),
    # ---------------------------------------------------------------- charges
    "charge_without_item": _lt(
        "The line “%(line)s” has no product, and QuickBooks needs one on every line. Choose the "
        "QuickBooks product for “%(charge)s” under QuickBooks › Configuration › Charges, then press Send "
        "Again."
    ),
    # ---------------------------------------------------------------- taxes
    "tax_unmapped": _lt(
        "The tax “%(tax)s” has no counterpart in QuickBooks. Choose one under QuickBooks › Configuration "
        "› Taxes, then press Send Again."
    ),
    "no_tax_unmapped": _lt(
        "The line “%(line)s” has no tax, and this QuickBooks company needs a tax code on every line. "
        "Choose the code for “no tax” under QuickBooks › Configuration › Taxes, then press Send Again."
    ),
    "tax_rate_unmapped": _lt(
        "The tax “%(tax)s” has no counterpart among the rates of the QuickBooks tax code “%(code)s”. "
        "Choose a code with this rate under QuickBooks › Configuration › Taxes, then press Send Again."
    ),
    "tax_several_codes": _lt(
        "The invoice uses %(codes)s, and this QuickBooks company knows one tax code per invoice. Map "
        "these taxes to one code under QuickBooks › Configuration › Taxes, or split the invoice, then "
        "press Send Again."
    ),
    "tax_is_off": _lt(
        "The invoice has %(tax)s of tax, and sales tax is switched off in QuickBooks. Switch it on in "
        "QuickBooks under Taxes and refresh the connection, then press Send Again."
    ),
    "tax_not_set_up": _lt(
        "The invoice has %(tax)s of tax, and automated sales tax is not set up in QuickBooks. Finish the "
        "set-up in QuickBooks under Taxes and refresh the connection, then press Send Again."
    ),
    "tax_code_missing": _lt(
        "The invoice has %(tax)s of tax and no tax code in QuickBooks. Map its taxes under QuickBooks › "
        "Configuration › Taxes, then press Send Again."
    ),
    "tax_without_taxable_line": _lt(
        "The invoice has %(tax)s of tax, but no line is taxable in QuickBooks. Check QuickBooks › "
        "Configuration › Taxes, then press Send Again."
    ),
    "tax_inclusive_in_us": _lt(
        "QuickBooks in the US knows no prices including tax. Use taxes on top, then press Send Again."
    ),
    "line_without_tax_code": _lt(
        "Line %(line)s has no tax code, and this QuickBooks company needs one on every line. Choose it "
        "under QuickBooks › Configuration › Taxes, then press Send Again."
    ),
    "tax_rates_do_not_add_up": _lt(
        "The tax per rate (%(rates)s) is not the tax of the document (%(tax)s). Reset the invoice to "
        "draft and correct its taxes, then press Send Again."
    ),
    "tax_rate_repeated": _lt(
        "A tax rate stands on the document twice. Check QuickBooks › Configuration › Taxes, then press Send Again."
    ),
    # ---------------------------------------------------------------- documents
    "company_unknown": _lt(
        "The settings of the QuickBooks company have not been read yet. Open the connection and press "
        "Refresh, then press Send Again."
    ),
    "total_negative": _lt(
        "The total %(total)s is negative, and QuickBooks takes no negative invoice. Make a credit note instead."
    ),
    "amount_not_in_cents": _lt(
        "The amount %(amount)s on line %(line)s has more than two decimals, and QuickBooks keeps two. "
        "Correct the price, then press Send Again."
    ),
    "amount_too_large": _lt(
        "The amount %(amount)s on line %(line)s is more than QuickBooks can hold. Correct it, then press Send Again."
    ),
    "discount_negative": _lt(
        "The discount of %(amount)s adds money instead of taking it off. Correct it, then press Send Again."
    ),
    "shipping_not_allowed": _lt(
        "Shipping is switched off in QuickBooks. Switch it on there under Sales, or choose a product for "
        "shipping under QuickBooks › Configuration › Charges, then press Send Again."
    ),
    "discount_not_allowed": _lt(
        "Discounts are switched off in QuickBooks. Switch them on there under Sales, or choose a product "
        "for discounts under QuickBooks › Configuration › Charges, then press Send Again."
    ),
    "several_shipping_lines": _lt(
        "QuickBooks takes one shipping line, not %(count)s. Join them, then press Send Again."
    ),
    "several_discount_lines": _lt(
        "QuickBooks takes one discount line, not %(count)s. Join them, then press Send Again."
    ),
    "discount_with_inclusive_tax": _lt(
        "QuickBooks cannot take a discount off prices including tax. Use a discount per line, then press Send Again."
    ),
    "class_per_line_not_tracked": _lt(
        "QuickBooks does not track classes per line. Switch that on in QuickBooks, or remove the class, "
        "then press Send Again."
    ),
    "class_not_tracked": _lt(
        "QuickBooks does not track classes. Switch that on in QuickBooks, or remove the class, then press Send Again."
    ),
    "location_not_tracked": _lt(
        "QuickBooks does not track locations. Switch that on in QuickBooks, or remove the location, then "
        "press Send Again."
    ),
    "email_malformed": _lt("“%(email)s” is no e-mail address. Correct it on the contact, then press Send Again."),
    "website_malformed": _lt("“%(website)s” is no web address. Correct it on the contact, then press Send Again."),
    "email_too_long": _lt(
        "The e-mail address has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the "
        "contact, then press Send Again."
    ),
    "phone_too_long": _lt(
        "The phone number has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the "
        "contact, then press Send Again."
    ),
    "website_too_long": _lt(
        "The website has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the contact, "
        "then press Send Again."
    ),
    "company_name_too_long": _lt(
        "The company name has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the "
        "contact, then press Send Again."
    ),
    "given_name_too_long": _lt(
        "The given name has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the "
        "contact, then press Send Again."
    ),
    "family_name_too_long": _lt(
        "The family name has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the "
        "contact, then press Send Again."
    ),
    "address_too_long": _lt(
        "A part of the address has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on "
        "the contact, then press Send Again."
    ),
    "sku_too_long": _lt(
        "The internal reference has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on "
        "the product, then press Send Again."
    ),
    "description_too_long": _lt(
        "The sales description has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on "
        "the product, then press Send Again."
    ),
    "payment_reference_too_long": _lt(
        "The payment reference has %(length)s characters and QuickBooks holds %(limit)s. Shorten it, then "
        "press Send Again."
    ),
    "characters_not_supported": _lt(
        "QuickBooks cannot write %(characters)s. Replace these characters in names, "
        "descriptions and notes, then press Send Again."
    ),
    "cannot_be_voided": _lt("QuickBooks cannot void this kind of document (%(type)s). Delete it there instead."),
    "currency_not_home": _lt(
        "The document is in %(currency)s, and the QuickBooks company works in %(home)s only. Switch on "
        "multicurrency in QuickBooks and refresh the connection, or invoice in %(home)s, then press Send "
        "Again."
    ),
    "no_lines": _lt("There is no line with a product or an amount to send. Add a line, then press Send Again."),
    "number_too_long": _lt(
        "The number %(number)s has %(length)s characters and QuickBooks holds %(limit)s. Reset the "
        "invoice to draft and shorten its number, then press Send Again."
    ),
    "memo_too_long": _lt(
        "The terms and conditions have %(length)s characters and QuickBooks holds %(limit)s. Shorten them "
        "on the invoice, then press Send Again."
    ),
    "note_too_long": _lt(
        "The note with order, deliveries and customer reference has %(length)s characters and QuickBooks "
        "holds %(limit)s. Shorten the customer reference on the invoice, then press Send Again."
    ),
    "too_many_lines": _lt(
        "The document has %(count)s lines and QuickBooks holds %(limit)s. Split it into several, then press Send Again."
    ),
    "line_description_too_long": _lt(
        "The description of line %(line)s has %(length)s characters and QuickBooks holds %(limit)s. "
        "Shorten it, then press Send Again."
    ),
    "does_not_add_up": _lt(
        "The lines (%(lines)s) and the tax (%(tax)s) do not add up to the total (%(total)s): "
        "%(difference)s is missing. Reset the invoice to draft, correct it, and press Send Again."
    ),
    "not_posted": _lt("%(document)s is not confirmed. Confirm it; it goes to QuickBooks then."),
    "not_sent_kind": _lt(
        "%(document)s is neither a customer invoice nor a credit note; documents of this kind are not sent to "
        "QuickBooks."
    ),
    "original_not_there": _lt(
        "%(document)s credits %(original)s, which is not in QuickBooks. Press Send Now on that invoice first, then "
        "Send Again here; if it was booked in QuickBooks before Odoo was connected, enter the credit there by hand."
    ),
    # ---------------------------------------------------------------- deliveries
    "order_cancelled": _lt(
        "The order %(order)s is cancelled, so this delivery is not invoiced. Set the order to quotation "
        "and confirm it, then press Send Again, or return the goods."
    ),
    "not_delivered": _lt("The delivery %(delivery)s is not done, so there is nothing to invoice. Validate it first."),
    "no_order": _lt(
        "The delivery %(delivery)s has no sales order, so nothing says what it costs. Make the invoice by "
        "hand; when it is confirmed it goes to QuickBooks."
    ),
    "nothing_to_invoice": _lt(
        "Nothing of the order %(order)s can be invoiced now: nothing has been delivered that is not "
        "invoiced. Validate a delivery first."
    ),
    "order_without_lines": _lt(
        "The order %(order)s has no lines, so there is nothing to invoice. Add a product to the order, "
        "then press Send Now."
    ),
    "period_locked": _lt(
        "The delivery was done on %(date)s, and Odoo's books are locked up to %(lock)s. Ask your "
        "accountant to move the lock date, or make the invoice by hand with a later date, then press Send "
        "Again."
    ),
    "invoice_failed": _lt(
        "Odoo could not make the invoice for %(delivery)s: %(reason)s Correct this on the order, then press Send Again."
    ),
    "order_total_negative": _lt(
        "The deductions on the order %(order)s are more than this delivery is worth, so an invoice would "
        "be negative. Make a credit note by hand, or correct the order, then press Send Again."
    ),
    # ---------------------------------------------------------------- the queue itself
    "record_busy": _lt("Another delivery of the same order is being invoiced just now. It is tried again by itself."),
    "unexpected": _lt(
        "Something unforeseen happened: %(error)s Press Send Again; if it happens again, please report it."
    ),
    "odoo": _lt("Odoo refused: %(error)s"),
    "linked_elsewhere": _lt(
        "“%(name)s” in QuickBooks belongs to another record in Odoo, %(record)s. Give one of them another "
        "name, or remove the link that is wrong, then press Send Again."
    ),
    "responsible_lacks_rights": _lt(
        "%(user)s, who is responsible for the connection, lacks rights in Odoo: %(error)s Grant them, or "
        "choose somebody else on the connection, then press Send Again."
    ),
    "foreign_answer": _lt(
        "QuickBooks answered with a document that is not ours (%(object)s %(id)s). Look it up in "
        "QuickBooks, then press Send Again."
    ),
    # ---------------------------------------------------------------- what QuickBooks answered
    "quickbooks_refused": _lt("QuickBooks refused this: %(message)s Correct it, then press Send Again."),
    "busy": _lt("QuickBooks is busy. It is tried again by itself."),
    "throttled": _lt("QuickBooks limits the number of requests per minute. It is tried again by itself."),
    "no_answer": _lt("QuickBooks did not answer in time. It is tried again by itself."),
    "unavailable": _lt("QuickBooks could not be reached. It is tried again by itself."),
    "connection_down": _lt("The connection to QuickBooks does not work. Open the connection and press Test."),
    "token_expired": _lt("The sign-in to QuickBooks has expired. It is renewed by itself."),
    "sign_in_again": _lt("QuickBooks no longer accepts the sign-in. Open the connection and press Connect."),
    "wrong_keys": _lt(
        "QuickBooks does not accept the client id and secret. Correct them on the connection, then press Connect."
    ),
    "rights_missing": _lt(
        "The person who connected QuickBooks lacks rights there. Let a company administrator press Connect."
    ),
    "company_suspended": _lt(
        "The QuickBooks subscription has ended or the company is locked. Renew it in QuickBooks, then "
        "press Test on the connection."
    ),
    "quota_exhausted": _lt(
        "The monthly allowance of questions to QuickBooks is used up. Sending goes on when it is renewed."
    ),
    "company_reset": _lt(
        "The data of this QuickBooks company was wiped. Open the connection and press Test before "
        "anything is sent again."
    ),
    "value_missing": _lt("QuickBooks misses a value: %(message)s Fill it in, then press Send Again."),
    "value_too_long": _lt("A text is too long for QuickBooks: %(message)s Shorten it, then press Send Again."),
    "amounts_disagree": _lt(
        "QuickBooks says the amounts do not fit together: %(message)s Correct quantity and price, then "
        "press Send Again."
    ),
    "inactive_reference": _lt(
        "Something that this points to is inactive in QuickBooks: %(message)s Make it active there or "
        "link another one, then press Send Again."
    ),
    "wrong_account": _lt(
        "QuickBooks does not accept the type of the account: %(message)s Choose another account under "
        "QuickBooks › Configuration, then press Send Again."
    ),
    "currency_mismatch": _lt(
        "The customer or account has another currency in QuickBooks: %(message)s Use one in the "
        "document's currency, then press Send Again."
    ),
    "party_missing": _lt("QuickBooks needs a customer or vendor here: %(message)s Enter one, then press Send Again."),
    "parent_refused": _lt("QuickBooks does not accept the parent: %(message)s Correct it, then press Send Again."),
    "link_refused": _lt(
        "QuickBooks cannot link the documents: %(message)s Look at the other document in QuickBooks, then "
        "press Send Again."
    ),
    "held_by_other_record": _lt(
        "Something in QuickBooks holds this, such as a payment or a deposit: %(message)s Undo "
        "that in QuickBooks, then press Send Again."
    ),
    "before_stock_start": _lt(
        "The date is before the product's inventory start date in QuickBooks: %(message)s Change that "
        "date in QuickBooks, then press Send Again."
    ),
    "file_refused": _lt("QuickBooks does not take the attachment: %(message)s Attach a smaller file of a usual type."),
    "too_large": _lt("The document is too large for QuickBooks. Split it into several, then press Send Again."),
    "connector_fault": _lt(
        "QuickBooks did not understand the connector: %(message)s This is an error of the connector; please report it."
    ),
    "not_quickbooks": _lt(
        "Something between here and QuickBooks answered instead of it: %(message)s Ask whoever runs the "
        "network to check address, proxy and firewall, then press Send Again."
    ),
    "invalid_data": _lt("QuickBooks does not accept a value: %(message)s Correct it, then press Send Again."),
    "bad_reference": _lt(
        "Something that this points to does not exist in QuickBooks or is inactive: %(message)s Make "
        "it active there or choose another one, then press Send Again."
    ),
    "name_taken": _lt(
        "QuickBooks has another customer, vendor, employee or product of this name: %(message)s Press Link to That One "
        "where it is offered and it is the same; else press Create and Link and choose another name."
    ),
    "number_taken": _lt(
        "QuickBooks has a document with this number already: %(message)s Change the number here or there, "
        "then press Send Again."
    ),
    "period_closed": _lt(
        "The books in QuickBooks are closed for the date of this document. Ask your accountant to open "
        "the period there, or give the document a later date, then press Send Again."
    ),
    "not_in_plan": _lt(
        "The plan or the settings of the QuickBooks company do not include this: %(message)s Switch it on or upgrade "
        "there, or take it off the document, then press Send Again."
    ),
    "tax_refused": _lt(
        "QuickBooks does not accept the taxes: %(message)s Check QuickBooks › Configuration › Taxes, then "
        "press Send Again."
    ),
    "broke_off": _lt(
        "The queue broke off while it worked on this. It is tried again by itself; if it stays, show the server's log "
        "to whoever looks after Odoo."
    ),
    "possible_duplicate": _lt(
        "QuickBooks has a %(type)s with the number %(number)s that was not sent from here (id %(id)s). Compare the "
        "two. If it is the same document, open it under QuickBooks › Queue and press Link to That One; if not, give "
        "one of them another number, then press Send Again."
    ),
    "candidate_gone": _lt(
        "The document in QuickBooks (id %(id)s) no longer exists. Press Send Again to create it there."
    ),
    "line_without_inclusive_amount": _lt(
        "A line's price includes tax, but its price with tax is not known. Reset the document to draft and confirm it "
        "again, then press Send Again."
    ),
    "gone": _lt(
        "The document no longer exists in QuickBooks. Press Send Again to create it there once more, or "
        "leave it as it is."
    ),
    "stale": _lt(
        "Somebody changed this in QuickBooks meanwhile, so it was not changed from here. Press Send Again to write "
        "Odoo's version over it."
    ),
    "outcome_unknown": _lt(
        "The answer of QuickBooks was lost. It is looked up by itself before anything is sent again."
    ),
    "account_name_missing": _lt("The account has no name. Enter one."),
    "account_name_too_long": _lt(
        "The account's name has %(length)s characters and QuickBooks holds %(limit)s. Choose a shorter one."
    ),
    "account_name_forbidden": _lt(
        "The account's name contains %(characters)s, which QuickBooks does not allow there. Choose another name."
    ),
    "account_number_too_long": _lt(
        "The account number %(number)s has %(length)s characters and QuickBooks holds %(limit)s. Choose a shorter one, "
        "or none."
    ),
    "account_number_forbidden": _lt(
        "The account number %(number)s contains a colon, which QuickBooks does not allow there. Choose another one, or "
        "none."
    ),
    "account_currency_not_home": _lt(
        "An income or expense account is always in %(home)s, QuickBooks' home currency, never in %(currency)s. Leave "
        "the currency empty."
    ),
    "purchase_description_too_long": _lt(
        "The purchase description has %(length)s characters and QuickBooks holds %(limit)s. Shorten it on the product, "
        "then press Send Again."
    ),
    "price_too_large": _lt(
        "The price or cost %(amount)s of “%(item)s” is more than QuickBooks can hold. Correct it on the product, then "
        "press Send Again."
    ),
    "inventory_off": _lt(
        "“%(item)s” shall be counted in QuickBooks, where inventory is switched off. Switch it on there and press "
        "Refresh Lists on the connection, or let Odoo keep the stock; then press Send Again."
    ),
    "stock_start_in_closed_period": _lt(
        "The books in QuickBooks are closed until %(closing_date)s, and the stock would begin on %(date)s. Choose a "
        "later day or open the period there, then press Send Again."
    ),
    "item_kind_fixed": _lt(
        "“%(item)s” is of another kind in QuickBooks (%(kind)s), and an item keeps its kind there. Change it in "
        "QuickBooks by hand, or link the product to another item."
    ),
    "changes_too_old": _lt(
        "QuickBooks tells changes of the last %(days)s days only. Compare all customers, vendors and products instead."
    ),
    **ITEM_SENTENCES,
    **DESKTOP_SENTENCES,
    **IMPORT_SENTENCES,
    **CHANNEL_SENTENCES,
    **POLICY_SENTENCES,
    **SALES_SENTENCES,
    **RETURN_SENTENCES,
    **TAX_SENTENCES,
}


def sentence(env, code: str, values: Mapping[str, object] | None = None) -> str:
    """The sentence for `code` in the user's language; what `values` lack is left out."""
    parts = spoken(env, code, values)
    if not parts:
        return env._("QuickBooks connector: %(code)s %(values)s", code=code, values=_shown(values)).strip()
    return " ".join(parts).strip()


def spoken(env, code: str, values: Mapping[str, object] | None = None) -> list[str]:
    """The parts of the sentence for `code`: two (what happened, what to press) for what concerns a connection, else
    one; none for a code without a sentence."""
    found = SENTENCES.get(code, ())
    words = [env._(part) for part in (found if isinstance(found, tuple) else (found,))]
    said = dict(values or {})
    if said.get("text") in TEXTS:
        said["text"] = env._(TEXTS[said["text"]])
    return [part % defaultdict(str, said) for part in words]


def sentences(env, problems: Iterable) -> str:
    """One sentence per problem (`documents.Problem`), each only once, one per line."""
    return "\n".join(dict.fromkeys(sentence(env, problem.code, problem.values) for problem in problems))


def _shown(values):
    return ", ".join(f"{name}: {value}" for name, value in (values or {}).items())
