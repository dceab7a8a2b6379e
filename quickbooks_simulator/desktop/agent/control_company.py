"""Control calls about the company file of `--company`: the books, and what a person does in QuickBooks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ...online.server.control_bodies import body_of
from ...online.server.messages import Request
from ..company import DesktopCompany

if TYPE_CHECKING:
    from .server import AgentServer


def _company(server: AgentServer) -> DesktopCompany:
    return server.connector.station.company


def books(server: AgentServer, request: Request) -> dict:
    """GET /control/books"""
    return _company(server).books()


def books_of(server: AgentServer, request: Request, entity: str) -> dict:
    """GET /control/books/{type}"""
    return {entity: _company(server).objects(entity)}


def by_hand(server: AgentServer, request: Request) -> dict:
    """POST /control/by-hand {"qbxml": ...}: what a person enters in QuickBooks"""
    return {"answer": _company(server).by_hand(body_of(request, "qbxml")["qbxml"])}


def close_books(server: AgentServer, request: Request) -> dict:
    """POST /control/close-books {"date": "2026-01-31" or null}"""
    day = body_of(request, "date")["date"]
    _company(server).close_books(date.fromisoformat(day) if day else None)
    return {"date": day}


def set_preference(server: AgentServer, request: Request) -> dict:
    """POST /control/preference {"group": ..., "name": ..., "value": ...}"""
    body = body_of(request, "group", "name", "value")
    _company(server).set_preference(body["group"], body["name"], body["value"])
    return body


def set_mode(server: AgentServer, request: Request) -> dict:
    """POST /control/mode {"mode": "SingleUser" | "MultiUser"}"""
    body = body_of(request, "mode")
    _company(server).set_mode(body["mode"])
    return body


def set_edition(server: AgentServer, request: Request) -> dict:
    """POST /control/edition {"edition": "Pro" | "Premier" | "Enterprise"}"""
    body = body_of(request, "edition")
    _company(server).set_edition(body["edition"])
    return body


def show_dialog(server: AgentServer, request: Request) -> dict:
    """POST /control/dialog {"showing": bool}: a modal dialog is open until it is dismissed"""
    body = body_of(request, "showing")
    _company(server).show_dialog(bool(body["showing"]))
    return body


def lock(server: AgentServer, request: Request) -> dict:
    """POST /control/lock {"id": ListID or TxnID, "locked": bool, "code": 3170, 3175, 3176 or 3180}

    {"list": "Customer", "locked": bool}: somebody works on the whole list (3180)
    """
    body = body_of(request, "id", "list", "locked", "code")
    locked = bool(body.get("locked", True))
    if "list" in body:
        _company(server).work_on_list(body["list"], locked)
    else:
        _company(server).lock(body["id"], locked, code=int(body.get("code", 3175)))
    return body


def enter_name(server: AgentServer, request: Request) -> dict:
    """POST /control/names {"kind": "Employee" | "OtherName", "name": ..., "active": bool}"""
    body = body_of(request, "kind", "name", "active")
    list_id = _company(server).enter_name(body["kind"], body["name"], active=bool(body.get("active", True)))
    return {**body, "id": list_id}


def enter_item_group(server: AgentServer, request: Request) -> dict:
    """POST /control/item-groups {"name": ..., "items": {full name: quantity}}: a kit"""
    body = body_of(request, "name", "items")
    parts = [(item, str(quantity)) for item, quantity in body["items"].items()]
    return {**body, "id": _company(server).enter_item_group(body["name"], parts)}


def populate(server: AgentServer, request: Request) -> dict:
    """POST /control/populate {"customers": n, "vendors": n, "items": n}: many at once"""
    body = body_of(request, "customers", "vendors", "items")
    _company(server).populate(**{name: int(count) for name, count in body.items()})
    return body


def set_accountants_copy(server: AgentServer, request: Request) -> dict:
    """POST /control/accountants-copy {"dividing_date": "2026-01-31" or null}"""
    day = body_of(request, "dividing_date")["dividing_date"]
    _company(server).set_accountants_copy(date.fromisoformat(day) if day else None)
    return {"dividing_date": day}


def set_fiscal_year(server: AgentServer, request: Request) -> dict:
    """POST /control/fiscal-year {"first_month": "April"}"""
    body = body_of(request, "first_month")
    _company(server).set_fiscal_year(body["first_month"])
    return body


def permit(server: AgentServer, request: Request) -> dict:
    """POST /control/permit {"app": name, "access": bool, "unattended": bool, "write": bool}"""
    body = body_of(request, "app", "access", "unattended", "write")
    name = server.connector.named(body.pop("app", None)).name
    _company(server).permit(name, **{key: bool(value) for key, value in body.items()})
    return {"app": name, **body}


def merge(server: AgentServer, request: Request) -> dict:
    """POST /control/merge {"type": "Customer", "winner": ListID, "loser": ListID}"""
    body = body_of(request, "type", "winner", "loser")
    _company(server).merge(body["type"], body["winner"], body["loser"])
    return body


def receive_payment(server: AgentServer, request: Request) -> dict:
    """POST /control/receive-payment {"invoice": TxnID, "amount": text or null}: in full when null"""
    body = body_of(request, "invoice", "amount")
    return {"payment": _company(server).receive_payment(body["invoice"], body.get("amount"))}


def take_off_credit(server: AgentServer, request: Request) -> dict:
    """POST /control/take-off-credit {"memo": TxnID}: off all invoices that it is applied to"""
    body = body_of(request, "memo")
    _company(server).take_off_credit(body["memo"])
    return body


def deposit(server: AgentServer, request: Request) -> dict:
    """POST /control/deposit {"receipt": TxnID}: from Undeposited Funds to the bank"""
    return {"deposit": _company(server).deposit(body_of(request, "receipt")["receipt"])}


def backup(server: AgentServer, request: Request) -> dict:
    """POST /control/backup"""
    return {"name": _company(server).backup()}


def restore(server: AgentServer, request: Request) -> dict:
    """POST /control/restore {"name": ...}"""
    body = body_of(request, "name")
    _company(server).restore(body["name"])
    return body


def order_fault(server: AgentServer, request: Request) -> dict:
    """POST /control/quickbooks-faults {"at": ..., "hresult": ..., "skip": n, "kill": bool}: inside QuickBooks"""
    body = body_of(request, "at", "hresult", "skip", "kill")
    _company(server).order_fault(**body)
    return body


def clear_faults(server: AgentServer, request: Request) -> dict:
    """DELETE /control/quickbooks-faults"""
    _company(server).clear_faults()
    return {}


def list_switches(server: AgentServer, request: Request) -> dict:
    """GET /control/company-switches: QuickBooks' own"""
    return {"switches": _company(server).known_switches()}


def set_switches(server: AgentServer, request: Request) -> dict:
    """POST /control/company-switches {name: value}"""
    for name, value in body_of(request).items():
        _company(server).set_switch(name, value)
    return list_switches(server, request)


COMPANY_ROUTES = {
    ("GET", "/books"): books,
    ("GET", "/books/{entity}"): books_of,
    ("POST", "/by-hand"): by_hand,
    ("POST", "/close-books"): close_books,
    ("POST", "/preference"): set_preference,
    ("POST", "/mode"): set_mode,
    ("POST", "/edition"): set_edition,
    ("POST", "/dialog"): show_dialog,
    ("POST", "/lock"): lock,
    ("POST", "/names"): enter_name,
    ("POST", "/item-groups"): enter_item_group,
    ("POST", "/populate"): populate,
    ("POST", "/accountants-copy"): set_accountants_copy,
    ("POST", "/fiscal-year"): set_fiscal_year,
    ("POST", "/permit"): permit,
    ("POST", "/merge"): merge,
    ("POST", "/receive-payment"): receive_payment,
    ("POST", "/take-off-credit"): take_off_credit,
    ("POST", "/deposit"): deposit,
    ("POST", "/backup"): backup,
    ("POST", "/restore"): restore,
    ("POST", "/quickbooks-faults"): order_fault,
    ("DELETE", "/quickbooks-faults"): clear_faults,
    ("GET", "/company-switches"): list_switches,
    ("POST", "/company-switches"): set_switches,
}
