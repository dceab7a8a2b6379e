"""Preflight: what QuickBooks Online would refuse, said before anything is sent (design 6: "what cannot be
made equal to the cent is refused before it is sent").

The sentences are the Odoo models'. Codes beside those of the documents, with their values:

| code | values | what a person must do |
|---|---|---|
| company_unknown | | refresh the connection: the company's settings were never read |
| cannot_be_voided | type | delete it, or make a credit memo |
| characters_not_supported | characters | replace them: a US company stores ISO-8859-1 |
| company_name_too_long, given_name_too_long, family_name_too_long | length, limit | shorten it |
| email_too_long, phone_too_long, website_too_long | length, limit | shorten it |
| sku_too_long, description_too_long, purchase_description_too_long | length, limit | shorten it |
| payment_reference_too_long | length, limit | shorten it |
| address_too_long | length, limit | shorten the address (billing, shipping) |
| email_malformed | email | correct the address |
| website_malformed | website | correct the address |
| stocked_item_without_start_date | item | say from which day QuickBooks counts it |
| stock_start_in_closed_period | date, closing_date | begin to count later, or open the period in QuickBooks |
| price_too_large | item, amount | correct the price or the cost |
| inventory_off | item | switch on inventory in QuickBooks, or let Odoo count |
| account_currency_not_home | currency, home | leave the currency out: only the balance sheet has others |
| currency_not_home | currency, home | invoice in the home currency, or switch on multicurrency |
| exchange_rate_missing | currency | give the document its rate |
| estimates_off | | switch on estimates in QuickBooks |
| refund_account_missing | | say which account refunds are paid from |
| order_of_other_edition | type | link the order again: this edition has no such document |
| custom_field_too_long | field, length, limit | shorten the value |
| custom_field_unknown | field | define the field in QuickBooks, or unmap it |
| period_closed | date, closing_date | open the period in QuickBooks or date it later |
| total_negative | total | make a credit memo |
| amount_not_in_cents | line (0: the document), amount | round to cents |
| amount_too_large | line (0: the document), amount | split it: ten digits before the point is all |
| discount_negative | amount | enter it as a charge |
| shipping_not_allowed, discount_not_allowed | | switch it on in QuickBooks, or map the charge to an item |
| several_shipping_lines, several_discount_lines | count | join them, or map the charge to an item |
| class_not_tracked, class_per_line_not_tracked, location_not_tracked | | switch it on, or unmap |
| tax_is_off, tax_not_set_up | tax | switch on or finish sales tax in QuickBooks |
| tax_inclusive_in_us | | use prices before tax |
| tax_without_taxable_line | tax | map the lines' taxes to a taxable code |
| tax_code_missing | tax | map the tax to the document's one code |
| line_without_tax_code | line | map the tax (also "no tax") to a code |
| tax_rates_do_not_add_up | rates, tax | map the tax to a code with the same rates |
| tax_rate_repeated | count | as before |
| discount_tax_not_on_lines | code | give the discount the tax of the lines |
| discount_with_inclusive_tax | | put the discount on the lines |
"""

from __future__ import annotations

from ...documents import Account, CreditApplication, Item, Problem, SalesDocument
from ...gateway import Command, Verb
from ..encode import Context, entity_of
from ..encode.commands import VOID_BY_INCLUDE, VOID_BY_OPERATION
from ..encode.kept import as_kept
from ..limits import ONLINE
from .applications import application_problems
from .lists import account_problems, item_problems
from .sales import TOUCHED_ALWAYS, sales_problems
from .texts import text_problems


def problems(command: Command, context: Context) -> list[Problem]:
    """Everything known to be wrong with `command`, in the order a form shows its fields."""
    if command.verb is Verb.VOID:
        return _void_problems(command)
    if command.document is None:
        return []
    document = command.document
    if isinstance(document, CreditApplication):
        return application_problems(document, context)
    kept = as_kept(document, context)
    found = [*kept.problems(ONLINE), *text_problems(kept, context)]
    if isinstance(document, SalesDocument):
        found += sales_problems(document, context)
        return [one for one in found if not command.changes or one.field in command.changes | TOUCHED_ALWAYS]
    creating = command.verb is Verb.CREATE
    if isinstance(kept, Item):
        found += item_problems(kept, context, creating=creating)
    if isinstance(kept, Account):
        found += account_problems(kept, context, creating=creating)
    return [one for one in found if not command.changes or one.field in command.changes]


def _void_problems(command: Command) -> list[Problem]:
    entity = entity_of(command)
    possible = VOID_BY_OPERATION | VOID_BY_INCLUDE
    return [] if entity in possible else [Problem("cannot_be_voided", {"type": entity})]
