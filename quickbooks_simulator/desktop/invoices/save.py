"""Add and Mod of invoices and the other sales documents (spec qbd 5.1, 5.2)."""

from __future__ import annotations

from decimal import Decimal

from .. import gates, statuses
from ..compose import Composer
from ..custom import line_fields
from ..numbers import ZERO, amount, fits
from ..rows import Row
from ..work import Work
from . import checks, fulfilment, header, links, posting, tax
from .forms import Form
from .lines import LineMath
from .rates import home_rate

_NOT_FIELDS = ("LinkToTxnID", "SetCredit")
_NOT_LINE_FIELDS = ("TxnLineID", "LinkToTxn", "DataExt")
_HEADER_REQUIRED = (
    *("CustomerRef", "ARAccountRef", "TemplateRef", "TxnDate", "ItemSalesTaxRef", "CustomerSalesTaxCodeRef"),
    *("IsPending", "IsToBePrinted", "IsToBeEmailed", "IsManuallyClosed", "IsActive", "DepositToAccountRef"),
)
_LINE_REQUIRED = (
    *("ItemRef", "Quantity", "Rate", "RatePercent", "Amount"),
    *("SalesTaxCodeRef", "OverrideItemAccountRef", "IsManuallyClosed"),
)
_FIGURES = ("ItemRef", "Quantity", "Rate", "RatePercent", "Amount")


def add(work: Work, form: Form, given: dict) -> Row:
    """A new document; a second one with the same RefNumber is accepted without complaint."""
    gates.check_orders(work, form.type)
    _credits(work, form, given)
    gates.check(work, given)
    body = _composer(work, form).added(f"{form.type}Add", given)
    customer = _customer(work, form, body)
    if body.get("IsFinanceCharge") == "true":
        raise statuses.unsupported()
    header.complete(work, form, body, customer)
    new = links.new_lines(work, form.type, given, customer)
    body[form.lines] = [_new_line(work, form, line.given) for line in new]
    shares = _totals(work, body, body[form.lines])
    checks.saved(work, form, body, customer, None)
    checks.open_for_change(work, form, None, body["TxnDate"])
    row = _insert(work, form, body, shares)
    pairs = zip(row.body[form.lines], new, strict=True)
    fulfilment.record(work, row, {line["TxnLineID"]: one.link for line, one in pairs if one.link})
    return row


def _composer(work: Work, form: Form) -> Composer:
    lines = tuple(f"{form.type}Line{part}" for part in ("Add", "GroupAdd", "Mod", "GroupMod"))
    return Composer(work, form.type, form.type, (*_NOT_FIELDS, *lines))


def _customer(work: Work, form: Form, body: dict) -> Row | None:
    customer = work.rows.find("Customer", body["CustomerRef"]) if body.get("CustomerRef") else None
    if customer is None and form.needs_customer:
        raise statuses.missing("CustomerRef")
    return customer


def _insert(work: Work, form: Form, body: dict, shares: list[tax.Share]) -> Row:
    txn_id = work.rows.new_txn_id()
    for line in body[form.lines]:
        line["TxnLineID"] = work.rows.new_txn_id()
    extra = {"TxnNumber": work.rows.count_up("txn number")}
    row = work.rows.insert(form.type, txn_id, body, **columns(body), extra=extra)
    posting.post(work, row, shares)
    header.remember(work, form, body)
    return row


def columns(body: dict) -> dict:
    """What the rows of documents are found by."""
    number = body.get("RefNumber")
    return {"number": number.lower() if number else None, "customer": body.get("CustomerRef")}


def _credits(work: Work, form: Form, given: dict) -> None:
    """Credits to apply, groups of items: 3120 or 3140 for what is not there, 1030 for what is, as these are not
    simulated.
    """
    for credit in given.get("SetCredit", []):
        work.transaction("CreditMemo", credit["CreditTxnID"])
        raise statuses.unsupported()
    for group in given.get(f"{form.type}LineGroupAdd", []) + given.get(f"{form.type}LineGroupMod", []):
        work.reference("ItemGroupRef", group.get("ItemGroupRef", {}), f"{form.type} line")
        raise statuses.unsupported()


def _line_composer(work: Work, form: Form) -> Composer:
    return Composer(work, form.type, f"{form.type} line", _NOT_LINE_FIELDS)


def _new_line(work: Work, form: Form, given: dict, verb: str = "Add") -> dict:
    line = _line_composer(work, form).added(f"{form.type}Line{verb}", given)
    line["_fresh"] = True
    if given.get("DataExt"):
        line["DataExtRet"] = line_fields(work, given["DataExt"])
    return line


def _totals(work: Work, body: dict, lines: list[dict]) -> list[tax.Share]:
    """Complete every line from top to bottom, then subtotal and tax."""
    math = LineMath(work, home_rate(work, body))
    subtotal, taxable = ZERO, []  # of each taxed line its code and amount
    for line in lines:
        item = math.item(line)
        if item and item.type not in ("ItemSubtotal", "ItemSalesTax"):
            line.setdefault("SalesTaxCodeRef", tax.line_code(work, body, item))
        is_taxed = tax.is_taxable(work, line.get("SalesTaxCodeRef"))
        math.complete(line, is_taxed, fresh=line.pop("_fresh", False))
        if item and item.type != "ItemSubtotal":
            _check_size(work, line["Amount"])
            subtotal += Decimal(line["Amount"])
            taxable += [(line["SalesTaxCodeRef"], Decimal(line["Amount"]))] if is_taxed else []
            _describe(line, item)
    _check_size(work, amount(subtotal))
    body["Subtotal"] = amount(subtotal)
    return tax.settle(work, body, taxable)


def _check_size(work: Work, value: str) -> None:
    if not fits(Decimal(value), work.switches.largest_amount):
        raise statuses.bad_amount(value, "Amount")


def _describe(line: dict, item: Row) -> None:
    """A line without Desc shows the item's."""
    part = item.body.get("SalesOrPurchase") or item.body
    both = item.body.get("SalesAndPurchase", {})
    text = part.get("Desc") or both.get("SalesDesc") or item.body.get("SalesDesc") or item.body.get("ItemDesc")
    if text:
        line.setdefault("Desc", text)


# ------------------------------------------------------------------------------------------------------------- Mod


def mod(work: Work, form: Form, given: dict) -> Row:
    """Change a document: lines that are not mentioned vanish, `-1` adds one, no line at all leaves them."""
    row = work.transaction(form.type, given["TxnID"])
    checks.open_for_change(work, form, row, row.body["TxnDate"])
    if given["EditSequence"] != str(row.sequence):
        raise statuses.stale(given["EditSequence"])
    gates.check_estimates(work, form.type)
    _credits(work, form, given)
    gates.check(work, given)
    body = _composer(work, form).changed(f"{form.type}Mod", given, row.body, _required(form))
    customer = _customer(work, form, body)
    header.refuse_header_tax(work, form, body)
    header.settle_currency(work, form, body, customer)
    body[form.lines] = _changed_lines(work, form, row, given)
    fulfilment.check_order(work, row, body[form.lines])
    shares = _totals(work, body, body[form.lines])
    checks.saved(work, form, body, customer, row)
    checks.open_for_change(work, form, row, body["TxnDate"])
    for line in body[form.lines]:
        line.setdefault("TxnLineID", work.rows.new_txn_id())
    changed = work.rows.update(row, body, **columns(body))
    posting.post(work, changed, shares)
    header.remember(work, form, body)
    if form.type == "Invoice":
        fulfilment.record(work, changed, fulfilment.kept_links(changed, body))
    return changed


def _required(form: Form) -> tuple[str, ...]:
    """What a Mod cannot clear; a sales receipt's customer it can."""
    return tuple(name for name in _HEADER_REQUIRED if form.needs_customer or name != "CustomerRef")


def _changed_lines(work: Work, form: Form, row: Row, given: dict) -> list[dict]:
    sent = given.get(f"{form.type}LineMod")
    if sent is None:
        return [dict(line) for line in row.body[form.lines]]
    old = {line["TxnLineID"]: line for line in row.body[form.lines]}
    return [_changed_line(work, form, line, old) for line in sent]


def _changed_line(work: Work, form: Form, given: dict, old: dict[str, dict]) -> dict:
    line_id = given["TxnLineID"]
    if line_id == "-1":
        return _new_line(work, form, given, "Mod")
    if line_id not in old:
        raise statuses.not_found(line_id)
    before = dict(old[line_id])
    sent = [name for name in _FIGURES if given.get(name) not in (None, "")]
    if sent:
        before = _without_figures(before, given)
    line = _line_composer(work, form).changed(f"{form.type}LineMod", given, before, _LINE_REQUIRED)
    line["_fresh"] = bool(sent)
    return line


def _without_figures(line: dict, given: dict) -> dict:
    """The figures that follow from what was sent are computed anew."""
    new_item = "ItemRef" in given
    dropped = {"Amount"}
    if new_item:
        dropped |= {"Rate", "RatePercent", "SalesTaxCodeRef", "Desc"}
    if "Amount" in given:
        dropped |= {"Rate", "RatePercent"}
    return {name: value for name, value in line.items() if name not in dropped}
