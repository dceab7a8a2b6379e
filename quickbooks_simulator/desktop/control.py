"""What a person does at the PC, and whether an application may come in (spec qbd 2, 4.2, 5.4)."""

from __future__ import annotations

import json
from calendar import month_name
from decimal import Decimal

from ..books.store import Store, count_up
from . import merging
from .grammar.model import Simple
from .grammar.table import grammar
from .hresults import HResultError
from .invoices import credits, payment
from .invoices import deposit as deposits
from .kinds import BY_HAND_ONLY, GROUP_OF, MERGEABLE
from .lists import names
from .rows import Row
from .store import copy_company, remove_company
from .work import Caller, Company, Work

LOCKS = (3170, 3175, 3176, 3180)  # how QuickBooks refuses what somebody else is at (spec qbd 4.1)

# ------------------------------------------------------------------------------------------------------ coming in


def check_reachable(company: Company) -> None:
    """A modal dialog keeps every application out."""
    if company.dialog:
        raise HResultError("0x80040414")


def check_mode(company: Company, mode: str) -> None:
    """0x80040410 when the file is open in the other mode."""
    if mode != "DoNotCare" and (mode == "SingleUser") != company.single_user:
        raise HResultError("0x80040410")


def admitted(store: Store, company: Company, application: str, unattended: bool) -> Caller:
    """The application with its rights; one that was never permitted may do all but see personal data."""
    row = (
        store.connection()
        .execute("SELECT * FROM desktop_application WHERE realm = ? AND name = ?", (company.realm, application))
        .fetchone()
    )
    if row is None:
        return Caller(application, unattended=unattended)
    if not row["access"]:
        raise HResultError("0x8004041A")
    if unattended and not row["unattended"]:
        raise HResultError("0x8004041D")
    return Caller(application, bool(row["write"]), bool(row["personal_data"]), unattended)


# -------------------------------------------------------------------------------------------------- private data


def data_extension(work: Work, owner_id: str, name: str) -> str | None:
    field = _company_row(work).extra.get("custom", {}).get(_key(owner_id, name))
    return field["DataExtValue"] if field else None


def set_data_extension(work: Work, owner_id: str, name: str, value: str | None) -> None:
    row, key = _company_row(work), _key(owner_id, name)
    fields = row.extra.setdefault("custom", {})
    fields.pop(key, None)
    if value is not None:
        definition = {"OwnerID": owner_id, "DataExtName": name, "DataExtType": "STR255TYPE"}
        fields[key] = {**definition, "DataExtValue": value}
        if work.rows.find("DataExtDef", key) is None:
            body = {**definition, "AssignToObject": ["Company"]}
            work.rows.insert("DataExtDef", key, body, name_key=key)
    work.rows.keep(row)


def _company_row(work: Work) -> Row:
    return work.rows.select(("Company",))[0]


def _key(owner_id: str, name: str) -> str:
    return f"{owner_id}|{name}".lower()


# --------------------------------------------------------------------------------------------------- preferences


_FIXED = {
    "IsMultiCurrencyOn": "it is chosen when the company file is made, and stays",
    "IsMultiLocationInventoryAvailable": "it follows the edition",
    "IsMultiLocationInventoryEnabled": "inventory sites are not simulated",
    "EnhancedInventoryReceivingEnabled": "enhanced receiving is not simulated",
    "IsBarcodeEnabled": "bar codes are not simulated",
    "FIFOEnabled": "inventory is kept at average cost only",
}


def set_preference(work: Work, group: str, name: str, value: object) -> None:
    """KeyError for a preference that PreferencesRet does not have; None removes an optional one.

    ValueError for one whose effect is not simulated: it must not seem to be on.
    """
    elements = {element.name: element for element in grammar().flat(group)} if group in grammar() else {}
    if name not in elements or not isinstance(elements[name].content, Simple):
        raise KeyError(f"{group}.{name}")
    if name in _FIXED:
        raise ValueError(f"{name} cannot be changed here: {_FIXED[name]}")
    row = work.rows.select(("Preferences",))[0]
    values = row.body.setdefault(group, {})
    if value is None:
        values.pop(name, None)
    else:
        values[name] = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    work.rows.keep(row)


def set_sales_tax(work: Work, on: bool) -> None:
    """The group of sales tax preferences is there when sales tax is on."""
    row = work.rows.select(("Preferences",))[0]
    if on and "SalesTaxPreferences" not in row.body:
        row.body["SalesTaxPreferences"] = row.extra.pop("sales_tax")
    elif not on and "SalesTaxPreferences" in row.body:
        row.extra["sales_tax"] = row.body.pop("SalesTaxPreferences")
    work.rows.keep(row)


def set_fiscal_year(work: Work, first_month: str) -> None:
    if first_month not in month_name[1:]:
        raise ValueError(f"{first_month!r} is no month")
    row = _company_row(work)
    row.body["FirstMonthFiscalYear"] = first_month
    work.rows.keep(row)


# ------------------------------------------------------------------------------------------------------- records


def lock(work: Work, object_id: str, code: int | None) -> None:
    """Open (code) or close (None) the form of a record."""
    if code is not None and code not in LOCKS:
        raise ValueError(f"{code!r} is none of {LOCKS}")
    rows = work.connection.execute(
        "SELECT type, extra FROM object WHERE realm = ? AND id = ? AND deleted = 0", (work.company.realm, object_id)
    ).fetchall()
    if not rows:
        raise KeyError(object_id)
    for row in rows:
        extra = {**json.loads(row["extra"]), "locked": code}
        work.connection.execute(
            "UPDATE object SET extra = ? WHERE realm = ? AND type = ? AND id = ?",
            (json.dumps(extra), work.company.realm, row["type"], object_id),
        )


def set_accountants_copy(work: Work, dividing_date: str | None) -> None:
    """An accountant has a copy of the file (None: no more): CompanyQuery says so, nothing can be merged (5.4)."""
    row = _company_row(work)
    dividing = {"DividingDate": dividing_date} if dividing_date else {}
    row.body["AccountantCopy"] = {"AccountantCopyExists": "true" if dividing_date else "false", **dividing}
    work.rows.keep(row)


def work_on_list(work: Work, type_: str, busy: bool) -> None:
    """A person begins or ends working on a whole list."""
    if type_ not in GROUP_OF:
        raise KeyError(type_)
    row = work.rows.select(("Preferences",))[0]
    others = [one for one in row.extra.get("busy_lists", []) if one != type_]
    row.extra["busy_lists"] = [*others, type_] if busy else others
    work.rows.keep(row)


def receive_payment(work: Work, txn_id: str, value: Decimal | None) -> str:
    return payment.receive(work, txn_id, value).id


def take_off_credit(work: Work, memo_id: str) -> None:
    credits.take_off(work, memo_id)


def deposit(work: Work, txn_id: str) -> str:
    return deposits.make(work, txn_id).id


def merge(work: Work, type_: str, winner_id: str, loser_id: str) -> None:
    """By hand; KeyError for a record that is not there, Status for a pair that QuickBooks does not merge."""
    winner, loser = work.rows.find(type_, winner_id), work.rows.find(type_, loser_id)
    if winner is None or loser is None or type_ not in MERGEABLE:
        raise KeyError(f"{type_} {winner_id} or {loser_id}")
    merging.merge(work, type_, winner, loser, same_ship_address=True)


def enter_name(work: Work, kind: str, name: str, *, active: bool) -> str:
    """A name in a list that applications do not write here; Status when QuickBooks refuses it."""
    if kind not in BY_HAND_ONLY:
        raise ValueError(f"{kind!r} is none of {BY_HAND_ONLY}")
    body = {"Name": name, "IsActive": "true" if active else "false"}
    key = names.settle(work, kind, body, None)
    return work.rows.insert(kind, work.rows.new_list_id(kind), body, name_key=key).id


def enter_item_group(work: Work, name: str, parts: list[tuple[str, str]]) -> str:
    """A group of items ("kit"); `parts` are full names and quantities. Status when QuickBooks refuses it."""
    body: dict = {"Name": name, "IsActive": "true", "IsPrintItemsInGroup": "false"}
    key = names.settle(work, "ItemGroup", body, None)
    body["ItemGroupLine"] = [
        {"ItemRef": work.reference("ItemRef", {"FullName": item}, "ItemGroup").id, "Quantity": quantity}
        for item, quantity in parts
    ]
    return work.rows.insert("ItemGroup", work.rows.new_list_id("ItemGroup"), body, name_key=key).id


def open_currency(work: Work, name: str, code: str, rate: str) -> str:
    """Make a currency of the list active, or enter it; the ListID. ValueError while multicurrency is off."""
    if not work.company.multicurrency:
        raise ValueError("multicurrency is off in this company file")
    known = work.named(("Currency",), name)
    if known:
        return work.rows.update(known, {**known.body, "IsActive": "true", "ExchangeRate": rate}).id
    home = work.rows.find("Currency", work.preferences["MultiCurrencyPreferences"]["HomeCurrencyRef"])
    kept = {key: home.body[key] for key in ("CurrencyFormat", "AsOfDate")}
    body = {"Name": name, "IsActive": "true", "CurrencyCode": code, "ExchangeRate": rate, **kept}
    body["IsUserDefinedCurrency"] = "true"
    return work.rows.insert("Currency", work.rows.new_list_id("Currency"), body, name_key=name.lower()).id


# ------------------------------------------------------------------------------------------------------- backups


def backup(store: Store, realm: str) -> str:
    with store.transaction() as connection:
        name = f"{realm}#backup-{count_up(connection, realm, 'backup')}"
        copy_company(connection, realm, name)
    return name


def restore(store: Store, realm: str, name: str) -> None:
    with store.transaction() as connection:
        found = connection.execute("SELECT 1 FROM desktop_company WHERE realm = ?", (name,)).fetchone()
        if not found or not name.startswith(f"{realm}#"):
            raise KeyError(name)
        remove_company(connection, realm)
        copy_company(connection, name, realm)
