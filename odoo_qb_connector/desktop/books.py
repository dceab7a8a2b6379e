"""What encoding depends on besides the document: the company and the entries of its lists that documents
imply without naming them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..documents import Ref
from ..gateway import CompanyFacts, TaxModel
from .returned import Reading

_WITH_ORDERS = ("PREMIER", "ENTERPRISE", "ACCOUNTANT")
TAXABLE, NOT_TAXABLE = "TAX", "NON"
"""The ids by which documents say taxable and not taxable (the same two words as online)."""


@dataclass(frozen=True)
class TaxItem:
    """An entry a document's tax code may point to: `rates` are (single tax item, percent), one for a sales tax
    item, several for a group."""

    rates: tuple[tuple[Ref, Decimal], ...]

    @property
    def percents(self) -> tuple[Decimal, ...]:
        return tuple(percent for _item, percent in self.rates)


@dataclass(frozen=True)
class Books:
    """One company file, as far as documents need it. Everything may be missing; preflight says what then cannot
    be sent.

    `receivables` and `currencies` by ISO code; `tax_items` by ListID; `code_items`: the tax item that a line's code
    points to outside the United States. `taxable` and `non_taxable` are the
    ListIDs of sales tax codes that mean so. `discount_items` are the items that take no quantity (spec qbd 5.2).
    `zero_tax` is a sales tax item of 0 %: with it a tax that QuickBooks would compute differently travels in lines of
    its own (spec qbd 5.2), without it such a document is refused. `refuses_likeness`: a text that QuickBooks could
    keep only with other characters is refused instead of written so.
    """

    facts: CompanyFacts | None = None
    receivables: Mapping[str, Ref] = field(default_factory=dict)
    currencies: Mapping[str, Ref] = field(default_factory=dict)
    tax_items: Mapping[str, TaxItem] = field(default_factory=dict)
    code_items: Mapping[str, str] = field(default_factory=dict)
    ship_methods: Mapping[str, Ref] = field(default_factory=dict)
    taxable: frozenset[str] = frozenset()
    non_taxable: frozenset[str] = frozenset()
    taxable_code: Ref | None = None
    non_taxable_code: Ref | None = None
    shipping_item: Ref | None = None
    discount_item: Ref | None = None
    discount_items: frozenset[str] = frozenset()
    zero_tax: Ref | None = None
    refuses_likeness: bool = False

    @property
    def us(self) -> bool:
        """Sales tax by an item in the header and Tax or Non on the lines; elsewhere a code per line says all
        (spec qbd 5.2)."""
        return self.tax_model is TaxModel.DESKTOP

    @property
    def tax_model(self) -> TaxModel:
        return self.facts.tax_model if self.facts else TaxModel.OFF

    @property
    def multicurrency(self) -> bool:
        return bool(self.facts) and self.facts.multicurrency

    @property
    def home(self) -> str:
        return self.facts.currency if self.facts else ""

    @property
    def country(self) -> str:
        """ISO code of the country of the books; QuickBooks' own name for the United Kingdom is another."""
        said = self.facts.country.upper() if self.facts else ""
        return "GB" if said == "UK" else said

    @property
    def order_entity(self) -> str:
        """What an open order is in this edition: Premier and Enterprise keep sales orders, Pro has estimates only (spec
        qbd 3.6). An edition that was never read counts as one that keeps them."""
        product = self.facts.plan.upper() if self.facts else ""
        keeps = not product or any(word in product for word in _WITH_ORDERS)
        return "SalesOrder" if keeps else "Estimate"

    def off(self, feature: str) -> bool:
        """A preference known to be switched off; one that was never read counts as on."""
        return bool(self.facts) and self.facts.features.get(feature) is False

    def tax_code(self, taxable: bool) -> Ref:
        """The company's own code; Tax and Non exist always, but may have been renamed (spec qbd 5.3)."""
        found = self.taxable_code if taxable else self.non_taxable_code
        return found or Ref("", "Tax" if taxable else "Non")

    def is_taxable(self, tax: Ref | None) -> bool:
        return tax is not None and tax.id != NOT_TAXABLE and tax.id not in self.non_taxable

    def rates_of(self, code: Ref | None) -> tuple[tuple[Ref, Decimal], ...] | None:
        """What a line with this code is taxed with outside the United States; None when nobody said it."""
        if code is None:
            return None
        if code.id in self.non_taxable:
            return ()
        found = self.tax_items.get(self.code_items.get(code.id, ""))
        return found.rates if found else None

    def ship_method(self, name: str) -> Ref | None:
        """Only a method that QuickBooks lists can be named (3140 otherwise)."""
        return self.ship_methods.get(name.strip().casefold())

    def reading(self) -> Reading:
        """What answers of this company are read with."""
        taxes = frozenset(item.id for one in self.tax_items.values() for item, _percent in one.rates)
        currencies = {ref.id: code for code, ref in self.currencies.items()}
        return Reading(taxes, currencies, self._meanings(), self.home, self.country)

    def _meanings(self) -> dict[str, bool]:
        """Whether a sales tax code means taxable; only in the US it says that and nothing else."""
        if not self.us:
            return {}
        return {**dict.fromkeys(self.taxable, True), **dict.fromkeys(self.non_taxable, False)}
