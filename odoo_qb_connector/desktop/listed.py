"""The company's cached lists -> Books: what the Odoo models have as rows (qb.entry), encoding wants by key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from ..documents import Ref
from ..gateway import CompanyFacts, ListEntry
from .books import Books, TaxItem
from .lists import known, percent


def books_of(
    facts: CompanyFacts,
    entries: Iterable[ListEntry],
    *,
    shipping: Ref | None = None,
    discount: Ref | None = None,
    zero_tax: Ref | None = None,
    refuses_likeness: bool = False,
) -> Books:
    """`entries` of any lists, in any order; inactive ones are of no use for new documents. `shipping` and `discount`
    are the items that a person mapped for these charges; `zero_tax` the item of 0 % that a person chose so that
    taxes may stand in lines of their own (it changes what QuickBooks' sales tax reports show)."""
    lists: dict[str, list[ListEntry]] = {}
    for entry in entries:
        if entry.active:
            lists.setdefault(known(entry.type), []).append(entry)
    codes, taxes, currencies = lists.get("SalesTaxCode", []), lists.get("ItemSalesTax", []), lists.get("Currency", [])
    return Books(
        facts=facts,
        receivables=_receivables(facts, lists.get("Account", []), {one.id: one.number for one in currencies}),
        currencies={one.number: _ref(one) for one in currencies if one.number},
        tax_items=_tax_items(taxes),
        code_items={one.id: str(one.details["ItemSalesTaxRef"]) for one in codes if one.details.get("ItemSalesTaxRef")},
        ship_methods={one.name.casefold(): _ref(one) for one in lists.get("ShipMethod", [])},
        taxable=frozenset(one.id for one in codes if one.details.get("IsTaxable") == "true"),
        non_taxable=frozenset(one.id for one in codes if one.details.get("IsTaxable") == "false"),
        taxable_code=_named(codes, facts, "DefaultTaxableSalesTaxCodeRef"),
        non_taxable_code=_named(codes, facts, "DefaultNonTaxableSalesTaxCodeRef"),
        shipping_item=shipping,
        discount_item=discount,
        discount_items=frozenset(one.id for one in lists.get("Item", []) if one.kind == "ItemDiscount"),
        zero_tax=zero_tax,
        refuses_likeness=refuses_likeness,
    )


def _ref(entry: ListEntry) -> Ref:
    return Ref(entry.id, entry.name)


def _receivables(facts: CompanyFacts, accounts: list[ListEntry], codes: Mapping[str, str]) -> dict[str, Ref]:
    """The first receivable account of each currency; one without a currency is of the home currency."""
    found: dict[str, Ref] = {}
    for one in accounts:
        if one.kind == "AccountsReceivable":
            currency = str(one.details.get("CurrencyRef", ""))
            found.setdefault(codes.get(currency, currency) or facts.currency, _ref(one))
    return found


def _tax_items(entries: list[ListEntry]) -> dict[str, TaxItem]:
    """Single items with their rate, groups with the rates of their members; a group with an unknown member is left
    out, because nobody could say what it computes."""
    rates: dict[str, tuple[Ref, Decimal]] = {}
    for one in entries:
        rate = percent(one)
        if rate is not None:
            rates[one.id] = (_ref(one), rate)
    found = {identity: TaxItem((rate,)) for identity, rate in rates.items()}
    for one in entries:
        members = one.details.get("group") or []
        if members and all(member in rates for member in members):
            found[one.id] = TaxItem(tuple(rates[member] for member in members))
    return found


def _named(codes: list[ListEntry], facts: CompanyFacts, feature: str) -> Ref | None:
    """The code that the preferences name."""
    return next((_ref(one) for one in codes if one.id == facts.features.get(feature)), None)
