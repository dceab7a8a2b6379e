"""Customers, vendors and employees (spec qbo 5.2, 7.2)."""

from __future__ import annotations

from ... import clock
from ...books.money import dec
from .. import faults
from ..schema.names import CUSTOMER
from .base import Change, Handler
from .currency import settle_name_currency
from .hierarchy import level, qualify, requalify_children, settle_active, settle_parent
from .session import PSEUDO_TAX_CODES, Row, Session

NAME_TYPES = ("Customer", "Vendor", "Employee")
_PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
_CLASH = "Another customer, vendor or employee is already using this name. Please use a different name."
_FORBIDDEN = ":\t\n\r"


def name_holder(session: Session, display_name: str, *, besides: tuple[str, str] | None) -> Row | None:
    """Who holds a DisplayName among customers, vendors and employees, case-insensitively."""
    marks = ", ".join("?" for _ in NAME_TYPES)
    rows = session.connection.execute(
        f"SELECT type, id FROM object WHERE realm = ? AND type IN ({marks}) AND name_key = ? AND deleted = 0",
        (session.realm, *NAME_TYPES, _key(display_name)),
    ).fetchall()
    for row in rows:
        if (row["type"], row["id"]) != besides:
            return session.find(row["type"], row["id"])
    return None


def _key(display_name: str) -> str:
    return display_name.strip().lower()


class Names(Handler):
    """What customers, vendors and employees have in common."""

    masked = ""  # the tax identifier that reads show masked
    shown_digits = 0
    keep_on_full_update = ("CurrencyRef",)

    def complete(self, change: Change) -> None:
        _settle_display_name(change)
        change.check()
        change.values.setdefault("PrintOnCheckName", change.values["DisplayName"][: self._check_name_length()])
        settle_active(change, "DisplayName", lambda name: self._holder(change, name) is not None)
        self._check_unique(change)
        self.settle_currency(change)
        self._settle_identifier(change)
        if change.was("Active") and not change.values["Active"]:
            self.check_deactivation(change)

    def settle_currency(self, change: Change) -> None:
        """A name's currency is fixed at creation (spec qbo 7.1)."""
        settle_name_currency(change)

    def _check_name_length(self) -> int:
        return self.schema.fields["PrintOnCheckName"].length

    def name_key(self, body: dict) -> str | None:
        return _key(body["DisplayName"])

    def _holder(self, change: Change, display_name: str) -> Row | None:
        besides = (self.name, change.old.id) if change.old else None
        return name_holder(change.session, display_name, besides=besides)

    def _check_unique(self, change: Change) -> None:
        """The three Detail forms of 6240: the holder's id, another type's sentence, "null" (spec qbo 3.4)."""
        holder = self._holder(change, change.values["DisplayName"])
        if holder is None:
            return
        if not change.values["Active"] and change.session.switches.deleted_suffix_when_taken == "same":
            return
        detail = f"Id={holder.id}" if holder.type == self.name else _CLASH
        if holder.type == "Customer" == self.name and change.session.switches.customer_clash_detail == "null":
            detail = "null"
        change.fail(faults.at(faults.duplicate_name(detail), "DisplayName"))

    def _settle_identifier(self, change: Change) -> None:
        """Reads show a tax identifier masked; the mask sent back changes nothing."""
        value = change.values.get(self.masked)
        if value is None:
            change.extra.pop("identifier", None)
        elif value != change.was(self.masked):
            change.extra["identifier"] = value
            hidden = max(len(value) - self.shown_digits, 0)
            change.values[self.masked] = "X" * hidden + value[hidden:]

    def check_deactivation(self, change: Change) -> None:
        if dec(change.was("Balance", 0)):
            change.fail(faults.has_balance(self.name.lower()))

    def _with_addresses(self, change: Change, body: dict) -> dict:
        for name in ("BillAddr", "ShipAddr", "PrimaryAddr"):
            if name in body:
                body[name] = change.session.with_address_id(body[name], change.was(name))
        return body


def _settle_display_name(change: Change) -> None:
    values = change.values
    sent = change.sent.values.get("DisplayName")
    if sent is not None and any(character in sent for character in _FORBIDDEN):
        change.fail(faults.invalid_string("DisplayName", sent))
        return
    if values.get("DisplayName", "").strip():
        values["DisplayName"] = values["DisplayName"].strip()
        return
    parts = [values[part] for part in _PARTS if values.get(part)]
    if not change.creating and (change.sparse or not parts):
        change.fail(faults.required("DisplayName"))
    elif not parts:
        change.fail(faults.no_name())
    else:
        values["DisplayName"] = " ".join(parts)


class Customers(Names):
    name = "Customer"
    masked = "PrimaryTaxIdentifier"
    shown_digits = 5

    def complete(self, change: Change) -> None:
        settle_parent(change, "Job", strict=True)
        super().complete(change)
        change.check()
        qualify(change, change.values["DisplayName"])
        values, session = change.values, change.session
        values.setdefault("BillWithParent", False)
        values.setdefault("PreferredDeliveryMethod", "Print")
        values.setdefault("Taxable", session.company.is_us)
        if values["BillWithParent"] and not values["Job"]:
            change.fail(faults.parent_required("BillWithParent"))
        _settle_tax_code(change)
        _check_exemption(change)
        if values["Job"]:
            values["Level"] = level(session, "Customer", values["ParentRef"])
        else:
            values.pop("Level", None)

    def compose(self, change: Change) -> dict:
        values = dict(change.values)
        opening, day = values.pop("Balance", 0), values.pop("OpenBalanceDate", None)
        if change.creating and opening:
            change.extra["opening"] = str(opening)
            change.extra["opening_date"] = day or clock.today().isoformat()
        body = self._with_addresses(change, values)
        body["Balance"] = change.was("Balance", 0)
        body["BalanceWithJobs"] = change.was("BalanceWithJobs", 0)
        return {name: body[name] for name in CUSTOMER.fields if name in body}

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        if old and old.body["FullyQualifiedName"] != new.body["FullyQualifiedName"]:
            requalify_children(session, new, "DisplayName")
        if old is None and "opening" in new.extra:
            from .invoice import Invoices

            Invoices().create_opening(session, new)


def _settle_tax_code(change: Change) -> None:
    """US: the company's own code, system-set under AST, ignored when not taxable (spec qbo 5.2)."""
    session, values = change.session, change.values
    if not session.company.is_us:
        return
    code = values.get("DefaultTaxCodeRef", {}).get("value")
    if code in PSEUDO_TAX_CODES:
        change.fail(faults.invalid_reference(session.list_word("TaxCode"), code, "DefaultTaxCodeRef"))
    ast = "PartnerTaxEnabled" in session.preferences["TaxPrefs"]
    if not values["Taxable"]:
        values.pop("DefaultTaxCodeRef", None)
    elif code is None or ast:
        default = session.preference("TaxPrefs", "TaxGroupCodeRef")
        values.pop("DefaultTaxCodeRef", None)
        if default:
            values["DefaultTaxCodeRef"] = {"value": default["value"]}


def _check_exemption(change: Change) -> None:
    reason = change.values.get("TaxExemptionReasonId")
    if reason is not None and not (reason.isdigit() and 1 <= int(reason) <= 15):
        change.fail(faults.invalid_enumeration("TaxExemptionReasonId", reason))


class Vendors(Names):
    name = "Vendor"
    masked = "TaxIdentifier"
    shown_digits = 4

    def complete(self, change: Change) -> None:
        super().complete(change)
        change.values.setdefault("Vendor1099", False)

    def compose(self, change: Change) -> dict:
        body = self._with_addresses(change, dict(change.values))
        body["Balance"] = change.was("Balance", 0)
        return body


class Employees(Names):
    """They share the names of customers and vendors; only a person enters them here."""

    name = "Employee"
    keep_on_full_update = ()

    def complete(self, change: Change) -> None:
        if not change.session.by_hand:
            raise faults.not_simulated("writing employees by API")
        super().complete(change)

    def settle_currency(self, change: Change) -> None:
        """Employees have none."""

    def compose(self, change: Change) -> dict:
        return self._with_addresses(change, dict(change.values))
