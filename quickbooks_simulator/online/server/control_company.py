"""Control calls about one company."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from ..company import Company
from .control_bodies import BadControl, body_of, seconds_of
from .messages import Request

if TYPE_CHECKING:
    from .application import OnlineServer


def create_company(server: OnlineServer, request: Request) -> dict:
    """POST /control/companies: a fresh realm, consented, with tokens."""
    body = body_of(request, "profile", "multicurrency", "realm_id", "preferences", "switches", "plan")
    company = server.companies.create(
        body.get("profile", "us-ast"),
        multicurrency=bool(body.get("multicurrency", False)),
        realm_id=body.get("realm_id"),
    )
    if body.get("plan"):
        company.set_plan(body["plan"])
    if body.get("preferences"):
        company.set_preferences(body["preferences"])
    for name, value in (body.get("switches") or {}).items():
        company.set_switch(name, value)
    return {**describe(server, request, company), **new_tokens(server, request, company)}


def describe(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET /control/companies/{realm}"""
    return {
        "realm_id": company.realm_id,
        "profile": company.profile,
        "country": company.country,
        "home_currency": company.home_currency,
        "multicurrency": company.multicurrency,
        "books": server.books_page(company.realm_id),
    }


def new_tokens(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../tokens: a fresh consent."""
    pair = server.connected(company)
    return {"access_token": pair.access_token, "refresh_token": pair.refresh_token}


def disconnect(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../disconnect: the user disconnects the app inside QuickBooks; every token dies."""
    server.tokens.disconnect(company.realm_id)
    return {}


# --------------------------------------------------------------------------------------- the books


def objects(company: Company, entity: str) -> list[dict]:
    """Every live object of a type, inactive ones too."""
    return [json.loads(row["body"]) for row in company.rows(entity)]


def books(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET .../books: every object by type, the ledger and the trial balance."""
    found = {name: objects(company, name) for name in company.entities() if name != "TaxService"}
    return {
        "realm_id": company.realm_id,
        "entities": {name: rows for name, rows in found.items() if rows},
        "ledger": _plain(company.ledger()),
        "trial_balance": _plain(company.trial_balance()),
    }


def books_of(server: OnlineServer, request: Request, company: Company, entity: str) -> dict:
    """GET .../books/{entity}: the objects of one type, or `ledger`, or `trial_balance`."""
    if entity == "ledger":
        return {"ledger": _plain(company.ledger())}
    if entity == "trial_balance":
        return {"trial_balance": _plain(company.trial_balance())}
    names = {name.lower(): name for name in company.entities()}
    if entity.lower() not in names:
        raise BadControl(f"there is no entity {entity}")
    name = names[entity.lower()]
    return {name: objects(company, name)}


def _plain(rows: list[dict]) -> list[dict]:
    """Rows with dates as text; amounts stay exact texts, because a ledger is compared to the cent."""
    return [{name: _shown(value) for name, value in row.items()} for row in rows]


def _shown(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)


# --------------------------------------------------------------- what a person does in the browser


def set_preferences(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../preferences {"SalesFormsPrefs": {...}}"""
    return {"Preferences": company.set_preferences(body_of(request))}


def close_books(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../close-books {"date": "2026-01-31" or null}"""
    day = body_of(request, "date")["date"]
    company.close_books(date.fromisoformat(day) if day else None)
    return {"date": day}


def suspend(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../suspend {"suspended": true}"""
    suspended = bool(body_of(request, "suspended").get("suspended", True))
    company.suspend(suspended)
    return {"suspended": suspended}


def set_plan(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../plan {"plan": "Essentials"}"""
    plan = body_of(request, "plan")["plan"]
    company.set_plan(plan)
    return {"plan": plan}


def merge(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../merge {"entity": "Customer", "winner": "1", "loser": "2"}"""
    body = body_of(request, "entity", "winner", "loser")
    company.merge(body["entity"], body["winner"], body["loser"])
    return {}


def deposit(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../deposit {"entity": "SalesReceipt", "id": "12"}: from Undeposited Funds to the bank"""
    body = body_of(request, "entity", "id")
    company.deposit(body["entity"], body["id"])
    return {}


def populate(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../populate {"customers": n, "vendors": n, "items": n}: many at once"""
    body = body_of(request, "customers", "vendors", "items")
    company.populate(**{name: int(count) for name, count in body.items()})
    return body


def set_exchange_rate(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../exchange-rate {"currency": "EUR", "rate": "1.1", "date": "2026-01-31"}"""
    body = body_of(request, "currency", "rate", "date")
    day = date.fromisoformat(body["date"]) if body.get("date") else None
    company.set_exchange_rate(body["currency"], str(body["rate"]), day)
    return {}


def write(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../write {"entity", "operation", "body", "include"}: a person's own entry in the browser."""
    body = body_of(request, "entity", "operation", "body", "include")
    include = frozenset(body.get("include") or ())
    entity = body["entity"]
    return {entity: company.write(entity, body["operation"], body["body"], include=include, by_hand=True)}


def read_switches(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET .../switches: value, default, choices and meaning of each."""
    return company.known_switches()


def set_switches(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../switches {"limits": false, ...}"""
    changes = body_of(request)
    for name, value in changes.items():
        company.set_switch(name, value)
    return changes


# ------------------------------------------------------------------------------ what was asked for


def counters(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET .../counters"""
    return server.meter.shown(company.realm_id)


def reset_counters(server: OnlineServer, request: Request, company: Company) -> dict:
    """DELETE .../counters: counters to zero, throttle windows empty."""
    server.meter.reset(company.realm_id)
    server.limits.forget(company.realm_id)
    return {}


def log(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET .../log: the requests of this company, oldest first."""
    return {"log": server.journal.entries(company.realm_id)}


def clear_log(server: OnlineServer, request: Request, company: Company) -> dict:
    """DELETE .../log"""
    server.journal.clear(company.realm_id)
    return {}


def idle(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET .../idle?seconds=10: waits until nothing is being worked on."""
    return {"idle": server.journal.wait_idle(company.realm_id, seconds_of(request))}


# ---------------------------------------------------------------------------------- ordered faults


def order_faults(server: OnlineServer, request: Request, company: Company) -> dict:
    """POST .../faults: one order, or {"faults": [...]}."""
    body = body_of(request)
    wishes = body.get("faults", [body])
    return {"faults": [server.orders.add(company.realm_id, wish).shown() for wish in wishes]}


def list_faults(server: OnlineServer, request: Request, company: Company) -> dict:
    """GET .../faults: the queue, with when and for what each order struck."""
    return {"faults": [order.shown() for order in server.orders.list(company.realm_id)]}


def clear_faults(server: OnlineServer, request: Request, company: Company) -> dict:
    """DELETE .../faults: forget them and end their delays."""
    server.orders.clear(company.realm_id)
    return {}


def release_fault(server: OnlineServer, request: Request, company: Company, order: str) -> dict:
    """POST .../faults/{order}/release: end the delays of one order now."""
    return {"released": server.orders.release(company.realm_id, int(order))}


def wait_fault(server: OnlineServer, request: Request, company: Company, order: str) -> dict:
    """GET .../faults/{order}/wait?seconds=10&times=1: waits until the order has struck so often."""
    times = int(request.query.get("times", 1))
    return {"fired": server.orders.wait_fired(company.realm_id, int(order), seconds_of(request), times)}


_COMPANY: dict[tuple[str, str], Callable[..., object]] = {
    ("GET", ""): describe,
    ("POST", "/tokens"): new_tokens,
    ("POST", "/disconnect"): disconnect,
    ("GET", "/books"): books,
    ("GET", "/books/{entity}"): books_of,
    ("POST", "/preferences"): set_preferences,
    ("POST", "/close-books"): close_books,
    ("POST", "/suspend"): suspend,
    ("POST", "/plan"): set_plan,
    ("POST", "/merge"): merge,
    ("POST", "/deposit"): deposit,
    ("POST", "/populate"): populate,
    ("POST", "/exchange-rate"): set_exchange_rate,
    ("POST", "/write"): write,
    ("GET", "/switches"): read_switches,
    ("POST", "/switches"): set_switches,
    ("GET", "/counters"): counters,
    ("DELETE", "/counters"): reset_counters,
    ("GET", "/log"): log,
    ("DELETE", "/log"): clear_log,
    ("GET", "/idle"): idle,
    ("POST", "/faults"): order_faults,
    ("GET", "/faults"): list_faults,
    ("DELETE", "/faults"): clear_faults,
    ("POST", "/faults/{order}/release"): release_fault,
    ("GET", "/faults/{order}/wait"): wait_fault,
}
COMPANY_ROUTES = {(method, "/companies/{realm}" + path): route for (method, path), route in _COMPANY.items()}
