"""Whether an item that QuickBooks has is the product that is looked for, and who decides when it may not be."""

from __future__ import annotations

from dataclasses import dataclass

from ...documents import Problem
from ..item_sentences import KINDS
from . import item, item_kinds

ITEM = "Item"


@dataclass(frozen=True)
class Obstacle:
    """Why an item that was found is not linked by itself. `taken`: it is another one that only has the name, so another
    name may be tried. `linkable`: a person may link it all the same."""

    problem: Problem
    taken: bool = False
    linkable: bool = False


def obstacle(product, connection, found, *, shared: bool) -> Obstacle | None:
    """What keeps `found` (gateway.Acknowledged) from being `product`; None when nothing does. `shared`: another product
    in Odoo has the same name."""
    sku, theirs = item.sku(product), str(found.details.get("sku") or "")
    for judge in (_other_kind, _elsewhere):
        problem = judge(product, connection, found)
        if problem:
            return Obstacle(problem, taken=True)
    if sku and theirs and sku.casefold() != theirs.casefold():
        return Obstacle(
            Problem("item_other_sku", {"name": found.name, "sku": sku, "theirs": theirs}, "sku"), taken=True
        )
    if not found.active:
        return Obstacle(Problem("item_inactive", {"name": found.name}, "name"))
    if shared and not (sku and theirs):
        return Obstacle(Problem("item_of_namesakes", {"name": found.name}, "name"), linkable=True)
    return stock_obstacle(product, connection, found)


def stock_obstacle(product, connection, found) -> Obstacle | None:
    """An item that keeps stock in another way than the connection: linking it is a decision, not a matter of names."""
    code = item_kinds.disagreement(product, connection, _kind(found))
    values = {"name": found.name, "kind": kind_label(product.env, _kind(found))}
    return Obstacle(Problem(code, values, "kind"), linkable=True) if code else None


def never(product, connection, found) -> Problem | None:
    """What no person can link either: no product at all, or an inactive one."""
    problem = _other_kind(product, connection, found)
    return problem or (None if found.active else Problem("item_inactive", {"name": found.name}, "name"))


def _other_kind(product, _connection, found) -> Problem | None:
    if _kind(found) not in item_kinds.NO_PRODUCTS:
        return None
    return Problem("item_other_kind", {"name": found.name, "kind": kind_label(product.env, _kind(found))}, "name")


def _elsewhere(product, connection, found) -> Problem | None:
    holder = product.env["qb.link"]._holder(connection, ITEM, found.ref.id)
    if not holder or (holder.res_model, holder.res_id) == (product._name, product.id):
        return None
    return Problem("item_linked_elsewhere", {"name": found.name, "other": holder.record_name}, "name")


def _kind(found) -> str:
    return str(found.details.get("kind") or "")


def kind_label(env, kind: str) -> str:
    """QuickBooks' own word for a kind, as people there say it."""
    return env._(KINDS[kind]) if kind in KINDS else kind
