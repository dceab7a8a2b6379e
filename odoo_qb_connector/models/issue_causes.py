"""What kept an operation from going, as a key: equal keys are one root cause (architecture, Issues).

A cause is a problem's code and the thing it is about (a set of taxes, a charge, an account, the closing date), read out
of the problem's values. What nobody listed here is about the record itself, which is always right, only never shared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

KINDS = [
    ("tax", "Tax mapping"),
    ("charge", "Charge"),
    ("account", "Account"),
    ("link", "Customer, vendor or product"),
    ("reference", "Inactive or gone there"),
    ("number", "Number"),
    ("period", "Closed period"),
    ("company", "QuickBooks settings"),
    ("rights", "Rights in Odoo"),
    ("words", "Refused by QuickBooks"),
    ("record", "The document itself"),
]
"""What ends a cause: each kind has its button."""

LONGEST_PART = 80
RECORD = ("record",)
"""The thing is the record that failed itself, whatever the values call a record."""
DIRECTORY_MODELS = ("res.partner", "qb.partner.currency", "product.product")


@dataclass(frozen=True)
class Rule:
    """`by`: names of the values that together are the thing; none: the whole QuickBooks company has this problem.
    `root`: what several codes with one cause are called in the key."""

    kind: str
    by: tuple[str, ...] = ()
    root: str = ""


@dataclass(frozen=True)
class Cause:
    """`details` are the values of the thing, as text or as lists of ids: what a button needs and a title says."""

    key: str
    kind: str
    details: Mapping[str, object]


def _rules(kind, codes, by=(), root=""):
    return {code: Rule(kind, by, root) for code in codes.split()}


RULES = {
    **_rules("tax", "tax_unmapped", ("tax_ids",)),
    **_rules("tax", "no_tax_unmapped line_without_tax_code", root="no_tax_unmapped"),
    **_rules("tax", "tax_rate_unmapped", ("tax", "code", "tax_ids")),
    **_rules("tax", "tax_several_codes", ("codes",)),
    **_rules("tax", "tax_rate_unknown", ("code",)),
    **_rules("tax", "tax_code_missing tax_without_taxable_line tax_rate_repeated"),
    **_rules("charge", "charge_without_item", ("charge_kind",)),
    **_rules("account", "item_without_account stocked_item_without_account", ("field",), root="account_missing"),
    **_rules("account", "account_inactive account_wrong_detail", ("account",)),
    **_rules("reference", "bad_reference", ("list", "id")),
    **_rules("reference", "inactive_reference", ("message",)),
    **_rules("number", "number_taken possible_duplicate number_too_long", RECORD),
    **_rules("period", "period_closed", root="period_closed"),
    **_rules("period", "period_locked return_period_locked tax_there_locked", ("lock",)),
    **_rules("period", "redate_refused", RECORD),
    **_rules(
        "company",
        "company_unknown tax_is_off tax_not_set_up shipping_not_allowed discount_not_allowed class_not_tracked "
        "class_per_line_not_tracked location_not_tracked inventory_off "
        "stocked_item_without_start_date stock_start_in_closed_period",
    ),
    **_rules("company", "currency_not_home currency_not_listed receivable_account_missing", ("currency",)),
    **_rules("company", "custom_field_unknown", ("field",)),
    **_rules("rights", "responsible_lacks_rights", ("user",)),
    **_rules(
        "words",
        "quickbooks_refused invalid_data value_missing wrong_account tax_refused currency_mismatch not_in_plan "
        "party_missing parent_refused connector_fault not_quickbooks before_stock_start credit_limit rights_missing",
        ("message",),
    ),
    **_rules("words", "unexpected odoo", ("error",)),
}
_OF_RECORD = Rule("record", RECORD)
_OF_ENTRY = Rule("link", RECORD)
COUNTING_AS_SETTINGS = ("company", "period")
"""Kinds that the settings of the QuickBooks company end."""


def cause_of(record, qb_type, problem, values) -> Cause:
    """The cause of a failure with `problem` and its `values`, of the record `record` (model name, id) that shall be a
    `qb_type` there (empty: a document)."""
    rule = RULES.get(problem) or (_OF_ENTRY if qb_type and record[0] in DIRECTORY_MODELS else _OF_RECORD)
    named = () if rule.by == RECORD else rule.by
    details = {name: _plain(values[name]) for name in named if values.get(name) not in ("", None)}
    if rule.by and not details:
        details = {"record": f"{record[0]},{record[1]}", **({"qb_type": qb_type} if qb_type else {})}
    parts = [rule.root or problem or "failed", *map(_part, details.values())]
    return Cause("/".join(parts), rule.kind, details)


def names_terms(details) -> bool:
    """Whether a cause with these details is about payment terms, as QuickBooks calls its list of them."""
    return "term" in str(details.get("list", "")).lower()


def _plain(value):
    return [int(one) for one in value] if isinstance(value, list | tuple) else str(value)


def _part(value):
    text = ",".join(map(str, sorted(value))) if isinstance(value, list) else value
    if len(text) <= LONGEST_PART:
        return text
    return hashlib.sha256(text.encode()).hexdigest()[:40]
