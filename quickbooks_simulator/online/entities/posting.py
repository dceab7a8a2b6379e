"""From a document to ledger lines, in home currency.

Each line is converted at the document's rate and rounded half-up; what the roundings leave is put on the
largest line that is neither a receivable nor the total of a sale, so the transaction balances, and what the customer
owes or the bank got stays exact.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ...books.ledger import Posting
from ...books.money import ZERO, dec, half_up, to_minor
from .applications import payable
from .lines import SHIPPING
from .session import Row, Session
from .taxlists import agency_account


@dataclass(frozen=True)
class Control:
    """The account that takes the document's total.

    A receivable ("AR", with its customer) or a money account.
    """

    account: str
    control: str = ""
    name: str | None = None


def home_amount(amount: Decimal, rate: Decimal) -> Decimal:
    """An amount at a rate, in home currency, rounded half-up."""
    return half_up(amount * rate)


def sales(session: Session, row: Row, control: Control, *, sign: int) -> list[Posting]:
    """Total against income, discount and tax; `sign` -1 for a credit memo."""
    body = row.body
    rate = dec(body.get("ExchangeRate", 1))
    make = _Maker(session, body, rate, sign)
    lines = [make.line(control.account, payable(body), control=control.control, name=control.name)]
    if dec(body.get("Deposit")):
        lines.append(make.line(body["DepositToAccountRef"]["value"], to_minor(dec(body["Deposit"]))))
    for line in body["Line"]:
        lines.extend(_line(session, make, row, line))
    lines.extend(_tax(session, make, body))
    return [lines[0], *balanced(lines[1:], against=lines[0].amount)]


class _Maker:
    """Makes postings with what they share."""

    def __init__(self, session: Session, body: dict, rate: Decimal, sign: int) -> None:
        self.rate = rate
        self.sign = sign
        self.currency = body.get("CurrencyRef", {}).get("value", session.home)
        self.customer = body["CustomerRef"]["value"]
        self.department = body.get("DepartmentRef", {}).get("value")
        self.klass = body.get("ClassRef", {}).get("value")

    def line(
        self,
        account: str,
        minor: int,
        *,
        control: str = "",
        name: str | None = None,
        item: str | None = None,
        klass: str | None = None,
        memo: str | None = None,
    ) -> Posting:
        foreign = minor * self.sign
        home = to_minor(half_up(Decimal(foreign) / 100 * self.rate))
        return Posting(
            account,
            home,
            foreign,
            self.currency,
            control=control,
            name=name or self.customer,
            item=item,
            klass=klass or self.klass,
            department=self.department,
            memo=memo,
        )


def _line(session: Session, make: _Maker, row: Row, line: dict) -> list[Posting]:
    memo = line.get("Description")
    if line["DetailType"] == "DiscountLineDetail":
        detail = line["DiscountLineDetail"]
        klass = detail.get("ClassRef", {}).get("value")
        account = detail["DiscountAccountRef"]["value"]
        return [make.line(account, to_minor(dec(line["Amount"])), klass=klass, memo=memo)]
    if line["DetailType"] != "SalesItemLineDetail":
        return []
    detail = line["SalesItemLineDetail"]
    klass = detail.get("ClassRef", {}).get("value")
    item = detail["ItemRef"]["value"]
    account = income_account(session, item)
    real = None if item == SHIPPING else item
    return [make.line(account, -to_minor(dec(line["Amount"])), item=real, klass=klass, memo=memo)]


def income_account(session: Session, item: str) -> str:
    if item != SHIPPING:
        return session.require("Item", item).body["IncomeAccountRef"]["value"]
    account = session.preference("SalesFormsPrefs", "DefaultShippingAccount")
    return account or session.account_by_subtype("OtherPrimaryIncome").id


def _tax(session: Session, make: _Maker, body: dict) -> list[Posting]:
    """Each rate to its agency's liability; a total kept without rates to the first tax liability account."""
    detail = body.get("TxnTaxDetail")
    if not detail:
        return []
    lines, left = [], dec(detail["TotalTax"])
    for share in detail.get("TaxLine", []):
        amount = dec(share["Amount"])
        account = agency_account(session, share["TaxLineDetail"]["TaxRateRef"]["value"])
        lines.append(make.line(account, -to_minor(amount)))
        left -= amount
    if left != ZERO:
        subtype = "SalesTaxPayable" if session.company.is_us else "GlobalTaxPayable"
        lines.append(make.line(session.account_by_subtype(subtype).id, -to_minor(left)))
    return lines


def balanced(lines: list[Posting], *, against: int = 0) -> list[Posting]:
    """Put the rounding rest of the home amounts, `against` (minor units) that is not among them, on the largest line
    that is no receivable."""
    rest = against + sum(line.amount for line in lines)
    if not rest:
        return lines
    open_lines = [n for n, line in enumerate(lines) if not line.control]
    largest = max(open_lines, key=lambda n: abs(lines[n].amount))
    lines[largest] = replace(lines[largest], amount=lines[largest].amount - rest)
    return lines
