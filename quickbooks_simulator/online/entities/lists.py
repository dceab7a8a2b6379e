"""The simple lists: Class, Department, Term, PaymentMethod, CompanyCurrency (spec qbo 5.4, 7.1)."""

from __future__ import annotations

from .. import faults
from ..schema import currencies
from .base import Change, Handler
from .hierarchy import qualify, requalify_children, settle_active, settle_parent
from .session import Row, Session


class NamedList(Handler):
    """A list whose entries have a unique Name and are deactivated, never deleted."""

    forbidden = ":"

    def complete(self, change: Change) -> None:
        self.check_characters(change)
        settle_active(change, "Name", lambda name: self.holder(change, name) is not None)
        self.check_unique(change)

    def check_characters(self, change: Change) -> None:
        name = change.sent.values.get("Name", "")
        if any(character in name for character in self.forbidden + "\t\n"):
            change.fail(faults.invalid_string("Name", name))

    def key(self, change: Change, name: str) -> str:
        return name.lower()

    def name_key(self, body: dict) -> str | None:
        return body["Name"].lower()

    def holder(self, change: Change, name: str) -> Row | None:
        """Who already has this name, itself excepted."""
        own = change.old.id if change.old else ""
        rows = change.session.select(self.name, "name_key = ? AND id != ?", self.key(change, name), own)
        return rows[0] if rows else None

    def check_unique(self, change: Change) -> None:
        holder = self.holder(change, change.values["Name"])
        same_suffix = change.session.switches.deleted_suffix_when_taken == "same"
        if holder and not (same_suffix and not change.values.get("Active", True)):
            change.fail(faults.duplicate_name(f"Id={holder.id}"))


class TreeList(NamedList):
    """A named list with parents: unique by FullyQualifiedName."""

    flag = ""
    strict_flag = False

    def complete(self, change: Change) -> None:
        settle_parent(change, self.flag, strict=self.strict_flag)
        change.check()
        super().complete(change)
        qualify(change, change.values["Name"])

    def key(self, change: Change, name: str) -> str:
        parent = change.values.get("ParentRef")
        if not parent:
            return name.lower()
        above = change.session.require(self.name, parent["value"]).body
        return f"{above['FullyQualifiedName']}:{name}".lower()

    def name_key(self, body: dict) -> str | None:
        return body["FullyQualifiedName"].lower()

    def stored(self, session: Session, old: Row | None, new: Row) -> None:
        if old and old.body["FullyQualifiedName"] != new.body["FullyQualifiedName"]:
            requalify_children(session, new, "Name")


class Classes(TreeList):
    name = "Class"
    flag = "SubClass"

    def complete(self, change: Change) -> None:
        _plan_gate(change, "Class tracking")
        super().complete(change)


class Departments(TreeList):
    name = "Department"
    flag = "SubDepartment"

    def complete(self, change: Change) -> None:
        _plan_gate(change, "Location tracking")
        super().complete(change)


def _plan_gate(change: Change, feature: str) -> None:
    """Classes and locations come with Plus and Advanced (spec qbo 5.9)."""
    plan = change.session.company.plan
    if plan not in ("Plus", "Advanced"):
        raise faults.feature_not_supported(feature, plan)


class Terms(NamedList):
    """Either due in a number of days, or on a day of the month."""

    name = "Term"
    forbidden = ""

    def complete(self, change: Change) -> None:
        super().complete(change)
        values = change.values
        by_days, by_date = "DueDays" in values, "DayOfMonthDue" in values
        if by_days and by_date:
            change.fail(faults.conflict("DueDays", "Either DueDays or DayOfMonthDue, not both"))
        elif not by_days and not by_date:
            change.fail(faults.required("DueDays"))
        values["Type"] = "DATE_DRIVEN" if by_date else "STANDARD"
        _range(change, "DueDays", 0, 999)
        _range(change, "DiscountDays", 0, 999)
        _range(change, "DayOfMonthDue", 1, 31)
        _range(change, "DueNextMonthDays", 0, 999)
        _range(change, "DiscountDayOfMonth", 1, 31)
        if not 0 <= values.get("DiscountPercent", 0) <= 100:
            change.fail(faults.invalid_percent("DiscountPercent", values["DiscountPercent"]))


def _range(change: Change, name: str, low: int, high: int) -> None:
    value = change.values.get(name)
    if value is not None and not low <= value <= high:
        change.fail(faults.invalid_number_range(name, value))


class PaymentMethods(NamedList):
    name = "PaymentMethod"
    forbidden = ""

    def complete(self, change: Change) -> None:
        super().complete(change)
        change.values.setdefault("Type", "NON_CREDIT_CARD")


class CompanyCurrencies(Handler):
    """The currencies a multicurrency company uses (spec qbo 7.1)."""

    name = "CompanyCurrency"

    def complete(self, change: Change) -> None:
        if not change.session.company.multicurrency:
            raise faults.feature_not_supported("Multicurrency", change.session.company.plan)
        values = change.values
        values.setdefault("Active", True)
        code = values["Code"]
        if not currencies.known(code):
            change.fail(faults.invalid_currency("Code", code))
            return
        if not change.creating and change.became("Code"):
            change.fail(faults.business("The currency code cannot be changed."))
        own = change.old.id if change.old else ""
        if change.session.select(self.name, "name_key = ? AND id != ?", code.lower(), own):
            change.fail(faults.duplicate_name(f"Another currency already uses the code {code}."))
        values["Name"] = currencies.name(code)

    def name_key(self, body: dict) -> str | None:
        return body["Code"].lower()
