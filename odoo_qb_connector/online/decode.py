"""Answers -> outcomes. Pure. A success that does not hold what it must hold is no success: OutcomeUnknown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ..documents import find_marker
from ..gateway import (
    Acknowledged,
    Failed,
    Member,
    ObjectRef,
    Outcome,
    OutcomeUnknown,
    Removed,
    WireAnswer,
    WireRequest,
    Written,
)
from .fault_shapes import parse_json
from .faults import classify, fault_error, reference_of
from .held_lines import sales_lines
from .lists import rates
from .values import amount, inner, reference, text

TRANSACTIONS = frozenset(
    [
        "Invoice",
        "SalesReceipt",
        "Estimate",
        "CreditMemo",
        "RefundReceipt",
        "Payment",
        "Bill",
        "BillPayment",
        "VendorCredit",
        "Purchase",
        "PurchaseOrder",
        "JournalEntry",
        "Deposit",
        "Transfer",
    ]
)


def outcomes(request: WireRequest, answer: WireAnswer) -> list[Outcome]:
    """One outcome per member of `request`, in order. A fault of the whole answer is every member's (spec qbo
    9)."""
    if not request.is_batch:
        return [_plain(member, answer, request.writes) for member in request.members]
    error = classify(answer, writes=request.writes)
    if error:
        return [Failed(error) for _member in request.members]
    items = _items_by_bid(parse_json(answer.body))
    return [_of_item(member, items.get(member.bid), answer) for member in request.members]


def _plain(member: Member, answer: WireAnswer, writes: bool) -> Outcome:
    error = classify(answer, writes=writes, verb=member.verb)
    return Failed(error) if error else _success(member, parse_json(answer.body), answer)


def _items_by_bid(data: object) -> dict[str, Mapping]:
    """A batch's answers by bId; a bId answered twice says nothing about either and is left out."""
    found = data.get("BatchItemResponse") if isinstance(data, Mapping) else None
    items = [item for item in found or [] if isinstance(item, Mapping)] if isinstance(found, list) else []
    bids = [str(item.get("bId")) for item in items]
    return {bid: item for bid, item in zip(bids, items, strict=True) if bids.count(bid) == 1}


def _of_item(member: Member, item: Mapping | None, answer: WireAnswer) -> Outcome:
    if item is None:
        return _unknown(answer, f"no answer for item {member.bid} of the batch")
    status = answer.status or 200
    error = fault_error(item, status=status, reference=reference_of(answer), writes=True, verb=member.verb)
    return Failed(error) if error else _success(member, item, answer)


def _success(member: Member, data: object, answer: WireAnswer) -> Outcome:
    made = tax_code_made(data) if member.type == "TaxCode" else None
    if made:
        return Written(made)
    entity = data.get(member.type) if isinstance(data, Mapping) else None
    if not isinstance(entity, Mapping) or not entity.get("Id"):
        return _unknown(answer, f"a success without {member.type}")
    if entity.get("status") == "Deleted":
        return Removed(ObjectRef(member.type, str(entity["Id"])))
    try:
        return Written(acknowledged(member.type, entity))
    except ValueError as error:
        return _unknown(answer, str(error))


def tax_code_made(data: object) -> Acknowledged | None:
    """The answer of TaxService is a form of its own, bare or wrapped (spec qbo 5.4: unconfirmed); its rates as the list
    of codes says them. None for anything else."""
    data = data.get("TaxService", data) if isinstance(data, Mapping) else None
    if not isinstance(data, Mapping) or not data.get("TaxCodeId"):
        return None
    told = [one for one in data.get("TaxRateDetails") or [] if isinstance(one, Mapping) and one.get("TaxRateId")]
    listed = [{"rate": text(one["TaxRateId"]), "applies": "TaxOnAmount", "order": str(n)} for n, one in enumerate(told)]
    made = [
        {"id": text(one["TaxRateId"]), "name": text(one.get("TaxRateName")), "percent": text(one.get("RateValue"))}
        for one in told
    ]
    details = {"sales_rates": listed, "rates_made": made}
    return Acknowledged(ObjectRef("TaxCode", text(data["TaxCodeId"])), name=text(data.get("TaxCode")), details=details)


def _unknown(answer: WireAnswer, message: str) -> Failed:
    return Failed(OutcomeUnknown(message, status=answer.status, reference=reference_of(answer)))


def acknowledged(entity_type: str, entity: Mapping) -> Acknowledged:
    """What an entity says of itself. Raises ValueError when it lacks Id, SyncToken or, for a transaction,
    TotalAmt."""
    identity, token = entity.get("Id"), entity.get("SyncToken")
    if not identity or token is None:
        raise ValueError(f"{entity_type} without Id or SyncToken")
    posts = entity_type in TRANSACTIONS
    if posts and entity.get("TotalAmt") is None:
        raise ValueError(f"{entity_type} {identity} without TotalAmt")
    return Acknowledged(
        ref=ObjectRef(entity_type, str(identity), str(token)),
        name=text(entity.get("DisplayName") or entity.get("Name")),
        number=text(entity.get("DocNumber") or (entity.get("AcctNum") if entity_type == "Account" else None)),
        total=amount(entity.get("TotalAmt")),
        tax=_tax(entity) if posts else None,
        balance=amount(entity.get("Balance")),
        currency=reference(entity.get("CurrencyRef")),
        party_id=_party(entity),
        marker=find_marker(text(entity.get("PrivateNote") or entity.get("Notes"))) or "",
        active=entity.get("Active") is not False,
        updated_at=text(inner(entity, "MetaData").get("LastUpdatedTime")),
        details=_details(entity),
        lines=sales_lines(entity),
    )


def _details(entity: Mapping) -> dict[str, object]:
    """What callers compare or show now and then; only what is there."""
    plain = {
        "created_at": inner(entity, "MetaData").get("CreateTime"),
        "date": entity.get("TxnDate"),
        "sku": entity.get("Sku"),
        "kind": entity.get("Type") or entity.get("AccountType"),
        "income_account": reference(entity.get("IncomeAccountRef")) or None,
        "note": entity.get("PrivateNote"),
        "exchange_rate": amount(entity.get("ExchangeRate")),
        "voided": text(entity.get("PrivateNote")).startswith("Voided") or None,
        "linked": tuple(_links(entity)) or None,
        "applied": tuple(_applied(entity)) or None,
        "status": entity.get("TxnStatus"),
        "closed": entity.get("TxnStatus") == "Closed" or None,
        "due_date": entity.get("DueDate"),
        "ship_date": entity.get("ShipDate"),
        "tracking_number": entity.get("TrackingNum"),
        "email_status": entity.get("EmailStatus"),
        "sales_rates": rates(entity["SalesTaxRateList"]) if entity.get("SalesTaxRateList") else None,
        "tax_lines": _tax_lines(entity) or None,
    }
    return {key: value for key, value in plain.items() if value is not None}


def _links(entity: Mapping):
    """(type, id) of every linked transaction, from the header and from the lines (payments link on lines)."""
    lines = [line for line in entity.get("Line") or [] if isinstance(line, Mapping)]
    for holder in (entity, *lines):
        for link in holder.get("LinkedTxn") or []:
            yield text(link.get("TxnType")), text(link.get("TxnId"))


def _applied(entity: Mapping):
    """(type, id, amount) of every line of a payment: what it takes from which document."""
    for line in entity.get("Line") or []:
        for link in (line.get("LinkedTxn") or [])[:1] if isinstance(line, Mapping) else []:
            if not line.get("DetailType"):
                yield text(link.get("TxnType")), text(link.get("TxnId")), amount(line.get("Amount"))


def _tax(entity: Mapping) -> Decimal:
    """TxnTaxDetail.TotalTax; an absent one is no tax."""
    return amount(inner(entity, "TxnTaxDetail").get("TotalTax")) or Decimal(0)


def _tax_lines(entity: Mapping) -> list[list[str]]:
    """[per cent, amount], as text, of each rate in TxnTaxDetail; empty when they are not all told."""
    found = [line for line in inner(entity, "TxnTaxDetail").get("TaxLine") or [] if isinstance(line, Mapping)]
    told = [[text(inner(line, "TaxLineDetail").get("TaxPercent")), text(line.get("Amount"))] for line in found]
    return told if all(percent and part for percent, part in told) else []


def _party(entity: Mapping) -> str:
    for key in ("CustomerRef", "VendorRef", "EntityRef"):
        if entity.get(key):
            return reference(entity[key])
    return ""
