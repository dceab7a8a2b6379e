"""A document as this company would keep it: every text in its characters, so that lengths are those that arrive."""

from __future__ import annotations

from dataclasses import fields, replace

from ...documents import (
    Account,
    Address,
    CreditApplication,
    CustomField,
    Item,
    Party,
    SalesDocument,
    TaxListDocument,
    TaxRate,
)
from .fields import Context
from .text import fit

Document = Party | Item | SalesDocument | Account | TaxListDocument | CreditApplication


def as_kept(document: Document, context: Context) -> Document:
    """The same document with its texts fitted (a transliterated text may be longer: … becomes three dots)."""
    changes = {one.name: _kept(getattr(document, one.name), context) for one in fields(document)}
    return replace(document, **changes)


def _kept(value: object, context: Context) -> object:
    if isinstance(value, str):
        return fit(value, context.us)
    if isinstance(value, Address):
        texts = {one.name: _kept(getattr(value, one.name), context) for one in fields(value)}
        return replace(value, **texts)
    if isinstance(value, tuple):
        return tuple(_kept(one, context) for one in value)
    if isinstance(value, TaxRate):
        return replace(value, name=fit(value.name, context.us))
    if isinstance(value, CustomField):
        return replace(value, value=fit(value.value, context.us))
    return replace(value, description=fit(value.description, context.us)) if hasattr(value, "description") else value
