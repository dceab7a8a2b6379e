"""The lines of sales documents (spec qbo 5.0, 5.5): checks, amounts, ids, the subtotal line."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ...books.money import ZERO, dec, half_up
from .. import faults
from ..schema.lines import DETAILS
from .base import Change
from .session import Row, Session
from .tax import SalesLine

MAX_LINES = 10_000
SHIPPING = "SHIPPING_ITEM_ID"
GRATUITY = "GRATUITY_ITEM_ID"


@dataclass
class Lines:
    """The document's lines after reading: bodies in order, what is taxable, what is discounted."""

    bodies: list[dict] = field(default_factory=list)
    taxable: list[SalesLine] = field(default_factory=list)
    discount: Decimal = ZERO
    _taxable_bodies: list[dict] = field(default_factory=list)

    @property
    def subtotal(self) -> Decimal:
        return sum((line.amount for line in self.taxable), ZERO)

    def add_taxable(self, body: dict, line: SalesLine) -> None:
        self.taxable.append(line)
        self._taxable_bodies.append(body)

    def take_amounts(self) -> None:
        """After tax: TaxInclusive may have changed net amounts."""
        for body, line in zip(self._taxable_bodies, self.taxable, strict=True):
            body["Amount"] = line.amount


def read_lines(change: Change) -> Lines:
    """Check the sent lines (or take the standing ones) and give them ids; errors go to `change.fail`."""
    result = Lines()
    sent = [line for line in change.values["Line"] if line.get("DetailType") != "SubTotalLineDetail"]
    if not sent:
        change.fail(faults.required("Line"))
    if len(sent) > MAX_LINES:
        change.fail(faults.business(f"A transaction cannot have more than {MAX_LINES} lines."))
        return result
    for line in sent:
        _read(change, result, dict(line))
    _check_singles(change, result)
    if not change.errors:
        _apply_discount(change, result)
        _number(change, result)
    return result


def with_subtotal(lines: Lines) -> list[dict]:
    """The lines plus the subtotal that QuickBooks adds, without Id (spec qbo 5.0).

    Discounts come after it.
    """
    subtotal = {"Amount": lines.subtotal, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    before = [line for line in lines.bodies if line["DetailType"] != "DiscountLineDetail"]
    after = [line for line in lines.bodies if line["DetailType"] == "DiscountLineDetail"]
    return [*before, subtotal, *after]


def _read(change: Change, result: Lines, line: dict) -> None:
    kind = line.get("DetailType")
    if kind is None:
        change.fail(faults.required("DetailType"))
        return
    if line.get("LinkedTxn"):
        raise faults.not_simulated("LinkedTxn on a sales line")
    line.pop("LinkedTxn", None)
    for other in DETAILS:
        if other in line and DETAILS[other] != kind:
            change.fail(faults.conflict(other, f"{other} does not belong to a line of type {kind}"))
            return
    readers = {
        "SalesItemLineDetail": _read_item,
        "DiscountLineDetail": _read_discount,
        "DescriptionOnly": _read_description,
    }
    if kind not in readers:
        raise faults.not_simulated(f"lines of type {kind}")
    readers[kind](change, result, line)


def _read_description(change: Change, result: Lines, line: dict) -> None:
    """Documentation: no amount, no posting."""
    line.pop("Amount", None)
    detail = line["DescriptionLineDetail"] = dict(line.get("DescriptionLineDetail", {}))
    _settle_service_date(change, detail)
    result.bodies.append(line)


def _read_item(change: Change, result: Lines, line: dict) -> None:
    detail = line.get("SalesItemLineDetail")
    if detail is None:
        change.fail(faults.required("SalesItemLineDetail"))
        return
    detail = line["SalesItemLineDetail"] = dict(detail)
    if "ItemRef" not in detail:
        text = {key: line[key] for key in ("Id", "Description") if key in line}
        _read_description(change, result, {**text, "DetailType": "DescriptionOnly"})
        return
    if "Amount" not in line:
        change.fail(faults.required("Amount"))
        return
    _settle_class(change, detail)
    _settle_service_date(change, detail)
    if detail["ItemRef"]["value"] == GRATUITY:
        raise faults.not_simulated("gratuity lines")
    if detail["ItemRef"]["value"] == SHIPPING:
        taxable = _read_shipping(change, line, detail)
    else:
        taxable = _read_product(change, line, detail)
    if taxable is not None:
        result.bodies.append(line)
        result.add_taxable(line, taxable)


def _read_shipping(change: Change, line: dict, detail: dict) -> SalesLine | None:
    """Amount only, and AllowShipping on."""
    detail["ItemRef"] = {"value": SHIPPING}
    if not change.session.preference("SalesFormsPrefs", "AllowShipping", False):
        if change.session.switches.shipping_off == "refuse":
            change.fail(faults.business("Shipping is turned off in the company's settings."))
        return None
    for name in ("Qty", "UnitPrice"):
        if name in detail:
            change.fail(faults.conflict(name, f"{name} is not allowed on the shipping line"))
    return SalesLine(dec(line["Amount"]), detail, shipping=True)


def _read_product(change: Change, line: dict, detail: dict) -> SalesLine | None:
    item = change.session.require("Item", detail["ItemRef"]["value"])
    kind = item.body["Type"]
    if kind == "Category":
        change.fail(faults.business("A category cannot be used on a transaction.", "ItemRef"))
        return None
    if kind == "Group":
        change.fail(faults.business("A bundle is used through a line of type GroupLineDetail.", "ItemRef"))
        return None
    if "IncomeAccountRef" not in item.body:
        change.fail(faults.business(f"The item {item.body['Name']} has no income account.", "ItemRef"))
        return None
    _check_amount(change, line, detail)
    if kind == "Inventory" and not (change.old and change.old.extra.get("voided")):
        _check_stock(change, item, detail)
    return SalesLine(dec(line["Amount"]), detail, item_taxable=item.body.get("Taxable", False))


def _check_amount(change: Change, line: dict, detail: dict) -> None:
    """Amount = UnitPrice x Qty, rounded half-up to cents, when both are sent (spec qbo 5.0): 6070.

    With TaxInclusiveAmt the product may be the gross or the net.
    """
    if "Line" not in change.sent.values or "UnitPrice" not in detail or "Qty" not in detail:
        return
    product = half_up(dec(detail["UnitPrice"]) * dec(detail["Qty"]))
    allowed = {dec(line["Amount"])}
    if "TaxInclusiveAmt" in detail:
        allowed.add(dec(detail["TaxInclusiveAmt"]))
    if product not in allowed:
        change.fail(faults.wrong_amount(line["Amount"]))


def _check_stock(change: Change, item: Row, detail: dict) -> None:
    if "Qty" not in detail:
        change.fail(faults.quantity_required(item.body["Name"]))
    if change.values["TxnDate"] < item.body["InvStartDate"]:
        change.fail(faults.before_start_date(item.body["Name"]))


def _read_discount(change: Change, result: Lines, line: dict) -> None:
    session = change.session
    if not session.preference("SalesFormsPrefs", "AllowDiscount", False):
        change.fail(faults.business("Discounts are turned off in the company's settings."))
        return
    detail = line["DiscountLineDetail"] = dict(line.get("DiscountLineDetail", {}))
    percent = detail.get("DiscountPercent") if detail.get("PercentBased") else None
    if percent is None and "Amount" not in line:
        change.fail(faults.discount_incomplete())
        return
    if percent is not None and not 0 <= percent <= 100:
        change.fail(faults.invalid_percent("DiscountPercent", percent))
    if "Amount" in line and line["Amount"] < 0:
        change.fail(faults.negative_amount())
    detail.setdefault("PercentBased", False)
    _settle_class(change, detail)
    _settle_service_date(change, detail)
    _settle_discount_account(change, detail)
    result.bodies.append(line)


def _settle_discount_account(change: Change, detail: dict) -> None:
    session = change.session
    reference = detail.get("DiscountAccountRef")
    if reference is None:
        default = session.preference("SalesFormsPrefs", "DefaultDiscountAccount")
        row = session.require("Account", default) if default else session.account_by_subtype("DiscountsRefundsGiven")
        detail["DiscountAccountRef"] = session.reference(row)
        return
    account = session.require("Account", reference["value"]).body
    if (account["AccountType"], account["AccountSubType"]) != ("Income", "DiscountsRefundsGiven"):
        change.fail(change.session.invalid_account_type(account["AccountType"], "DiscountAccountRef"))


def _check_singles(change: Change, result: Lines) -> None:
    """One discount line and one shipping line at most."""
    discounts = [line for line in result.bodies if line["DetailType"] == "DiscountLineDetail"]
    shipping = [line for line in result.taxable if line.shipping]
    if len(discounts) > 1:
        change.fail(faults.business("Only one discount line is allowed on a transaction."))
    if len(shipping) > 1:
        change.fail(faults.business("Only one shipping line is allowed on a transaction."))


def _apply_discount(change: Change, result: Lines) -> None:
    """A percentage is of the lines' sum, shipping left out, rounded half-up."""
    for line in result.bodies:
        if line["DetailType"] == "DiscountLineDetail":
            detail = line["DiscountLineDetail"]
            if detail["PercentBased"]:
                base = sum((part.amount for part in result.taxable if not part.shipping), ZERO)
                line["Amount"] = half_up(base * dec(detail["DiscountPercent"]) / 100)
            result.discount = dec(line["Amount"])


def _number(change: Change, result: Lines) -> None:
    """Line ids: one that exists on the transaction is kept, everything else gets a new one (spec qbo 1.4)."""
    standing = {line["Id"] for line in change.was("Line", []) if "Id" in line}
    last = change.extra.get("last_line", 0)
    used: set[str] = set()
    for number, line in enumerate(result.bodies, 1):
        if line.get("Id") not in standing - used:
            last += 1
            line["Id"] = str(last)
        used.add(line["Id"])
        line["LineNum"] = number
    change.extra["last_line"] = last


def _settle_class(change: Change, detail: dict) -> None:
    if "ClassRef" in detail and not feature(change, "ClassTrackingPerTxnLine", "Class tracking"):
        del detail["ClassRef"]


def _settle_service_date(change: Change, detail: dict) -> None:
    """ServiceDate needs AllowServiceDate (spec qbo 5.1); without it a switch decides."""
    if "ServiceDate" not in detail or change.session.preference("SalesFormsPrefs", "AllowServiceDate", False):
        return
    if change.session.switches.service_date_off == "refuse":
        change.fail(faults.business("Service dates are turned off in the company's settings.", "ServiceDate"))
    del detail["ServiceDate"]


def feature(change: Change, preference: str, label: str) -> bool:
    """Whether a tracking feature is on; a switch decides between dropping and 5030 when it is not (5.9)."""
    if change.session.preference("AccountingInfoPrefs", preference, False):
        return True
    if change.session.switches.class_tracking_off == "refuse":
        change.fail(faults.feature_not_supported(label, change.session.company.plan))
    return False


def is_inventory(session: Session, line: dict) -> Row | None:
    """The tracked item of a line, if it has one."""
    reference = line.get("SalesItemLineDetail", {}).get("ItemRef")
    if reference is None or reference["value"] == SHIPPING:
        return None
    row = session.require("Item", reference["value"])
    return row if row.body["Type"] == "Inventory" else None
