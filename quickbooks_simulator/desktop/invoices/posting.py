"""A sales document in the ledger: receivable (or money) against income, discounts, sales tax; inventory at average
cost. A credit memo is the same the other way round.

Each line is converted at the document's rate and rounded; the rest goes to the largest line but the first.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ...books.ledger import Entry, Posting
from ...books.money import half_up, to_minor
from .. import stock
from ..lists.accounts import special
from ..numbers import ZERO
from ..rows import Row
from ..work import Work
from .forms import FORMS
from .lines import LineMath
from .rates import home_rate
from .tax import Share


def total(body: dict) -> Decimal:
    return Decimal(body["Subtotal"]) + Decimal(body["SalesTaxTotal"])


def entry(row: Row) -> Entry:
    return Entry(row.type, row.id, row.body["TxnDate"], row.body.get("RefNumber"))


def post(work: Work, row: Row, shares: list[Share]) -> None:
    """Replace what the document has posted; a pending one or an order posts nothing (spec qbd 5.2)."""
    stock.take_back(work, entry(row))
    if row.body.get("IsPending") == "true" or not FORMS[row.type].posts:
        work.ledger.remove(entry(row))
        return
    work.ledger.post(entry(row), _balanced(_Poster(work, row).postings(shares)))
    _issue(work, row)


def unpost(work: Work, row: Row) -> None:
    """Take it out of the ledger and its goods back into stock."""
    stock.take_back(work, entry(row))
    work.ledger.remove(entry(row))


class _Poster:
    def __init__(self, work: Work, row: Row) -> None:
        self.work = work
        self.body = row.body
        self.form = FORMS[row.type]
        self.rate = home_rate(work, row.body)
        self.currency = currency_code(work, row.body)
        self.math = LineMath(work, self.rate)

    def postings(self, shares: list[Share]) -> list[Posting]:
        control = "AR" if self.form.account == "ARAccountRef" else ""
        head = self._line(self.body[self.form.account], total(self.body), control=control)
        lines = [head, *[self._item_line(line) for line in self.body[self.form.lines]]]
        owed = special(self.work, "SalesTaxPayable").id
        lines += [self._line(owed, -share.amount, memo=share.vendor) for share in shares if share.amount]
        return [line for line in lines if line]

    def _item_line(self, line: dict) -> Posting | None:
        item = self.math.item(line)
        if item is None or item.type == "ItemSubtotal":
            return None
        account = line.get("OverrideItemAccountRef") or income_account(self.work, item)
        return self._line(
            account, -Decimal(line["Amount"]), item=item.id, klass=line.get("ClassRef"), memo=line.get("Desc")
        )

    def _line(self, account: str, value: Decimal, *, control: str = "", item=None, klass=None, memo=None) -> Posting:
        value *= self.form.sign
        home = to_minor(half_up(value * self.rate))
        return Posting(
            *(account, home, to_minor(value), self.currency),
            control=control,
            name=self.body.get("CustomerRef"),
            item=item,
            klass=klass or self.body.get("ClassRef"),
            memo=memo,
        )


def income_account(work: Work, item: Row) -> str:
    """Where a line of this item posts to."""
    if item.type == "ItemSalesTax":
        return special(work, "SalesTaxPayable").id
    body = item.body
    part = body.get("SalesOrPurchase") or body.get("SalesAndPurchase") or body
    return part.get("IncomeAccountRef") or part["AccountRef"]


def currency_code(work: Work, body: dict) -> str:
    """ISO code of a document's currency."""
    if "CurrencyRef" not in body:
        return work.company.home_currency
    return work.rows.find("Currency", body["CurrencyRef"]).body["CurrencyCode"]


def _balanced(lines: list[Posting]) -> list[Posting]:
    rest = sum(line.amount for line in lines)
    others = range(1, len(lines))
    if not rest or not others:
        return lines
    largest = max(others, key=lambda number: abs(lines[number].amount))
    lines[largest] = replace(lines[largest], amount=lines[largest].amount - rest)
    return lines


def _issue(work: Work, row: Row) -> None:
    """Tracked goods leave at average cost; those of a credit memo come back at it."""
    form = FORMS[row.type]
    for line in row.body[form.lines]:
        item = work.rows.find("ItemInventory", line["ItemRef"]) if line.get("ItemRef") else None
        count = Decimal(line.get("Quantity", "1")) * form.sign if item else ZERO
        if count:
            stock.issue(work, entry(row), item, count)
