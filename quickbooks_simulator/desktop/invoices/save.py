"""InvoiceAdd and InvoiceMod (spec qbd 5.1, 5.2)."""

from __future__ import annotations

from decimal import Decimal

from .. import gates, statuses
from ..compose import Composer
from ..custom import line_fields
from ..numbers import ZERO, amount, fits
from ..rows import Row
from ..work import Work
from . import checks, header, posting, tax
from .lines import LineMath

_NOT_FIELDS = (
    "InvoiceLineAdd",
    "InvoiceLineGroupAdd",
    "InvoiceLineMod",
    "InvoiceLineGroupMod",
    "LinkToTxnID",
    "SetCredit",
)
_NOT_LINE_FIELDS = ("TxnLineID", "LinkToTxn", "DataExt")
_HEADER_REQUIRED = (
    *("CustomerRef", "ARAccountRef", "TemplateRef", "TxnDate", "ItemSalesTaxRef", "CustomerSalesTaxCodeRef"),
    *("IsPending", "IsToBePrinted", "IsToBeEmailed"),
)
_LINE_REQUIRED = (
    *("ItemRef", "Quantity", "Rate", "RatePercent", "Amount"),
    *("SalesTaxCodeRef", "OverrideItemAccountRef"),
)
_FIGURES = ("ItemRef", "Quantity", "Rate", "RatePercent", "Amount")


def add(work: Work, given: dict, macro: str | None = None) -> Row:
    """A new invoice; a second one with the same RefNumber is accepted without complaint."""
    _links(work, given)
    gates.check(work, given)
    body = Composer(work, "Invoice", "Invoice", _NOT_FIELDS).added("InvoiceAdd", given)
    customer = work.rows.find("Customer", body["CustomerRef"]) if body.get("CustomerRef") else None
    if customer is None:
        raise statuses.missing("CustomerRef")
    if body.get("IsFinanceCharge") == "true":
        raise statuses.unsupported()
    header.complete(work, body, customer)
    body["InvoiceLineRet"] = [_new_line(work, line) for line in given.get("InvoiceLineAdd", [])]
    shares = _totals(work, body, body["InvoiceLineRet"])
    checks.saved(work, body, customer, None)
    checks.open_for_change(work, None, body["TxnDate"])
    return _insert(work, body, shares)


def _insert(work: Work, body: dict, shares: list[tax.Share]) -> Row:
    txn_id = work.rows.new_txn_id()
    for line in body["InvoiceLineRet"]:
        line["TxnLineID"] = work.rows.new_txn_id()
    extra = {"TxnNumber": work.rows.count_up("txn number")}
    row = work.rows.insert("Invoice", txn_id, body, **_columns(body), extra=extra)
    posting.post(work, row, shares)
    header.remember(work, body)
    return row


def _columns(body: dict) -> dict:
    number = body.get("RefNumber")
    return {"number": number.lower() if number else None, "customer": body["CustomerRef"]}


def _links(work: Work, given: dict) -> None:
    """Sales orders and credit memos to link to: this company file has none (3120)."""
    wanted = list(given.get("LinkToTxnID", []))
    wanted += [line["LinkToTxn"]["TxnID"] for line in given.get("InvoiceLineAdd", []) if "LinkToTxn" in line]
    wanted += [credit["CreditTxnID"] for credit in given.get("SetCredit", [])]
    for txn_id in wanted:
        work.transaction("SalesOrder", txn_id)
    for group in given.get("InvoiceLineGroupAdd", []) + given.get("InvoiceLineGroupMod", []):
        work.reference("ItemGroupRef", group.get("ItemGroupRef", {}), "Invoice line")


def _new_line(work: Work, given: dict, production: str = "InvoiceLineAdd") -> dict:
    line = Composer(work, "Invoice", "Invoice line", _NOT_LINE_FIELDS).added(production, given)
    line["_fresh"] = True
    if given.get("DataExt"):
        line["DataExtRet"] = line_fields(work, given["DataExt"])
    return line


def _totals(work: Work, body: dict, lines: list[dict]) -> list[tax.Share]:
    """Complete every line from top to bottom, then subtotal and tax."""
    math = LineMath(work, Decimal(body.get("ExchangeRate", "1")))
    subtotal, taxable = ZERO, []
    for line in lines:
        item = math.item(line)
        if item and item.type not in ("ItemSubtotal", "ItemSalesTax"):
            line.setdefault("SalesTaxCodeRef", tax.line_code(work, body, item))
        is_taxed = tax.is_taxable(work, line.get("SalesTaxCodeRef"))
        math.complete(line, is_taxed, fresh=line.pop("_fresh", False))
        if item and item.type != "ItemSubtotal":
            _check_size(work, line["Amount"])
            subtotal += Decimal(line["Amount"])
            taxable += [Decimal(line["Amount"])] if is_taxed else []
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


def mod(work: Work, given: dict) -> Row:
    """Change an invoice: lines that are not mentioned vanish, `-1` adds one, no line at all leaves them."""
    row = work.transaction("Invoice", given["TxnID"])
    checks.open_for_change(work, row, row.body["TxnDate"])
    if given["EditSequence"] != str(row.sequence):
        raise statuses.stale(given["EditSequence"])
    _links(work, given)
    gates.check(work, given)
    composer = Composer(work, "Invoice", "Invoice", _NOT_FIELDS)
    body = composer.changed("InvoiceMod", given, row.body, _HEADER_REQUIRED)
    customer = work.rows.find("Customer", body["CustomerRef"])
    header.settle_currency(work, body, customer)
    body["InvoiceLineRet"] = _changed_lines(work, row, given)
    shares = _totals(work, body, body["InvoiceLineRet"])
    checks.saved(work, body, customer, row)
    checks.open_for_change(work, row, body["TxnDate"])
    for line in body["InvoiceLineRet"]:
        line.setdefault("TxnLineID", work.rows.new_txn_id())
    changed = work.rows.update(row, body, **_columns(body))
    posting.post(work, changed, shares)
    header.remember(work, body)
    return changed


def _changed_lines(work: Work, row: Row, given: dict) -> list[dict]:
    sent = given.get("InvoiceLineMod")
    if sent is None:
        return [dict(line) for line in row.body["InvoiceLineRet"]]
    old = {line["TxnLineID"]: line for line in row.body["InvoiceLineRet"]}
    return [_changed_line(work, line, old) for line in sent]


def _changed_line(work: Work, given: dict, old: dict[str, dict]) -> dict:
    line_id = given["TxnLineID"]
    if line_id == "-1":
        return _new_line(work, given, "InvoiceLineMod")
    if line_id not in old:
        raise statuses.not_found(line_id)
    before = dict(old[line_id])
    sent = [name for name in _FIGURES if given.get(name) not in (None, "")]
    if sent:
        before = _without_figures(before, given)
    composer = Composer(work, "Invoice", "Invoice line", _NOT_LINE_FIELDS)
    line = composer.changed("InvoiceLineMod", given, before, _LINE_REQUIRED)
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
