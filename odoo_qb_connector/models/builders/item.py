"""product.product -> Item."""

from __future__ import annotations

from decimal import Decimal

from ...documents import DocumentError, Item, ItemKind, Problem, Ref
from ..account_roles import DETAIL_TYPES
from . import item_kinds
from .item_names import full_name
from .name_rules import item_rules
from .names import line

_UNIT = "uom.product_uom_unit"
ACCOUNT_NEEDED = (
    "item_without_account",
    "stocked_item_without_account",
    "account_inactive",
    "account_wrong_detail",
)
"""Problems that an account ends: what failed with one of them goes again when there is one."""


def item(product, connection, name, *, sold=False):
    """`product` as a new item called `name`, counted by whoever keeps stock. `sold`: a sales document needs it, so it
    is sold whatever the product says. Raises DocumentError when an account is missing."""
    return _item(product, connection, name, accounts_of(product, connection, name, sold=sold))


def changed_item(product, connection, name):
    """`product`, which is in QuickBooks as `name`, as an update says it. The accounts are those that are chosen, as far
    as there are any: no update writes them, so none is needed."""
    return _item(product, connection, name, _chosen_accounts(product, connection))


def _item(product, connection, name, accounts):
    kind = item_kinds.kind_of(product, connection)
    return Item(
        kind=kind,
        name=name,
        sku=sku(product),
        description=sales_description(product, connection, name),
        price=_home_price(product.lst_price, product, connection),
        # Odoo's cost moves with every receipt: QuickBooks is told once, and only where it may buy.
        cost=_home_price(product.standard_price, product, connection) if accounts.get("expense_account") else None,
        taxable=_is_taxed(product, connection),
        purchase_description=purchase_description(product, connection) if accounts.get("expense_account") else "",
        **accounts,
        **(_opening(connection) if kind is ItemKind.STOCKED else {}),
    )


def _opening(connection):
    return {"quantity_on_hand": Decimal(repr(connection.stock_quantity)), "stock_from": connection.stock_from}


# ---------------------------------------------------------------------- accounts


def accounts_of(product, connection, name, *, sold=False):
    """{field of Item: Ref}. Raises DocumentError naming each account that is missing or inactive."""
    roles = account_roles(product, connection, sold=sold)
    entries = {field: connection._account_for(role, product) for field, role in roles.items()}
    inactive = [entry for entry in entries.values() if entry and not entry.active]
    if inactive:
        raise DocumentError(*(Problem("account_inactive", {"account": one.name}, "income_account") for one in inactive))
    wrong = [(role, entry) for role, entry in _posting(entries, roles) if connection._wrong_subtype(role, entry)]
    if wrong:
        raise DocumentError(*(_wrong(connection, role, entry) for role, entry in wrong))
    found = {role: entries[field] for field, role in roles.items()}
    missing = [role for role in needed_roles(roles) if not found[role]]
    if missing:
        raise DocumentError(*(_missing(product, connection, name, role) for role in missing))
    return _refs(entries)


def _chosen_accounts(product, connection):
    """{field of Item: Ref} of what is chosen, whatever a new item would have against it."""
    roles = account_roles(product, connection)
    return _refs({field: connection._account_for(role, product) for field, role in roles.items()})


def _refs(entries):
    return {field: Ref(entry.qb_id, entry.name) for field, entry in entries.items() if entry}


def account_roles(product, connection, *, sold=False):
    """{field of Item: role of the account}: what `product` needs, and what it is given where there is one.

    Where QuickBooks counts, it posts sales, cost and stock itself. Where Odoo counts, a purchase of goods goes to the
    inventory account and everything else that is bought to other costs, as Odoo's own entries expect it.
    """
    if item_kinds.kind_of(product, connection) is ItemKind.STOCKED:
        return {"income_account": "income", "expense_account": "cogs", "asset_account": "asset"}
    roles = {"income_account": "income"} if product.sale_ok or sold or not product.purchase_ok else {}
    if product.purchase_ok:
        roles["expense_account"] = "asset" if product.type != "service" and product.is_storable else "expense"
    return roles


def needed_roles(roles):
    """Those of `roles` (account_roles) without which there is no item: every account of a counted one; of another its
    income account, or the other one where it is not sold."""
    if "asset_account" in roles or "income_account" not in roles:
        return list(roles.values())
    return [roles["income_account"]]


def _posting(entries, roles):
    """(role, entry) of the accounts of a counted item, whose detail types QuickBooks Online looks at (spec qbo 5.3)."""
    return [(roles[field], entry) for field, entry in entries.items() if entry] if "asset_account" in roles else []


def _wrong(connection, role, entry):
    values = {"account": entry.name, "role": connection._role_label(role), "wanted": DETAIL_TYPES[role]}
    return Problem("account_wrong_detail", values, f"{role}_account")


def _missing(product, connection, name, role):
    kind = item_kinds.kind_of(product, connection)
    code = "stocked_item_without_account" if kind is ItemKind.STOCKED else "item_without_account"
    return Problem(code, {"item": name, "account": connection._role_label(role)}, f"{role}_account")


# ---------------------------------------------------------------------- names, texts, numbers


def directory_name(product, connection):
    """The name under which QuickBooks lists this product: with its variant and, by policy, its unit; without its
    reference, and before anything is replaced or cut (item_names)."""
    if not (product.name or "").strip():
        return ""
    return full_name(
        product.with_context(display_default_code=False).display_name.strip(),
        _unit(product) if connection.unit_policy == "name" else "",
    )


def sales_description(product, connection, name):
    """Its sales description; where it goes under a name that is not its own, at least that; by policy with its unit."""
    own = _writable_name(product, connection)
    text = (product.description_sale or "").strip() or ("" if own.casefold() in name.casefold() else own)
    return _with_unit(text or own, product) if _tells_unit(product, connection) else text


def purchase_description(product, connection):
    text = (product.description_purchase or "").strip()
    return (
        _with_unit(text or _writable_name(product, connection), product) if _tells_unit(product, connection) else text
    )


def _writable_name(product, connection):
    """Its name for a description, without pictures that the company cannot keep; "" where that are its letters: it goes
    under its reference then."""
    rules = item_rules(connection)
    own = line(directory_name(product, connection), rules)
    return "" if rules.unsupported(own) else own


def _tells_unit(product, connection):
    return connection.unit_policy == "description" and bool(_unit(product))


def _with_unit(text, product):
    return f"{text}\n{product.env._('Unit: %(unit)s', unit=_unit(product))}"


def _unit(product):
    """The name of its unit; "" for pieces, which go without saying."""
    pieces = product.env.ref(_UNIT, raise_if_not_found=False)
    return "" if product.uom_id == pieces else product.uom_id.name


def sku(product):
    return (product.default_code or "").strip()


def _home_price(value, product, connection):
    """Exact, in the home currency of QuickBooks; None where Odoo's company has another: no price is better than one in
    the wrong currency."""
    facts = connection._facts()
    same = facts is None or facts.currency == connection.company_id.currency_id.name
    return Decimal(repr(value)) if same else None


def _is_taxed(product, connection):
    """Whether one of its sales taxes, in this company, comes to anything."""
    taxes = product.taxes_id.filtered(lambda tax: tax.company_id == connection.company_id)
    return bool(taxes.flatten_taxes_hierarchy().filtered("amount"))
