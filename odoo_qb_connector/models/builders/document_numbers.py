"""QuickBooks Desktop keeps eleven characters of a document's number: two of our documents must not end in the same."""

from __future__ import annotations

from ...desktop import ref_number
from ...documents import DocumentError, Problem

_AHEAD = """
    SELECT document.name
      FROM qb_operation operation
      JOIN account_move document ON document.id = operation.res_id
     WHERE operation.connection_id = %(connection)s
       AND operation.res_model = 'account.move'
       AND operation.res_id <> %(own)s
       AND operation.state IN ('sending', 'unknown')
       AND (operation.id < %(operation)s OR operation.exchange_id IS NOT NULL)
       AND right(regexp_replace(document.name, '[^A-Za-z0-9]', '', 'g'), 2) = %(end)s
"""
"""What is on its way before this one. However a number is shortened, its last two letters or digits stay."""


def check(move, operation, qb_type):
    """Raises DocumentError when another document of this kind has, or is about to get, the number that Desktop would
    hold for `move` (account.move). QuickBooks itself accepts duplicates without a word (spec qbd 5.1)."""
    if operation.connection_id.edition != "desktop" or not move.name:
        return
    short = operation.connection_id._number_there(move.name)
    other = _linked(move, operation.connection_id, qb_type, short) or _ahead(move, operation, short)
    if other:
        raise DocumentError(Problem("number_clash", {"number": move.name, "other": other, "short": short}, "number"))


def _linked(move, connection, qb_type, short):
    """The name of another document that stands there under this number, or ""."""
    links = (
        move.env["qb.link"]
        .sudo()
        .search(
            [
                ("connection_id", "=", connection.id),
                ("qb_type", "=", qb_type),
                ("number", "=", short),
                ("state", "=", "linked"),
            ]
        )
    )
    other = links.filtered(lambda link: (link.res_model, link.res_id) != (move._name, move.id))[:1]
    return other.record_name or ""


def _ahead(move, operation, short):
    env = move.env
    env["qb.operation"].flush_model(["state", "exchange_id"])
    env["account.move"].flush_model(["name"])
    values = {
        "connection": operation.connection_id.id,
        "own": move.id,
        "operation": operation.id,
        "end": "".join(one for one in move.name if one.isascii() and one.isalnum())[-2:],
    }
    env.cr.execute(_AHEAD, values)
    return next((name for (name,) in env.cr.fetchall() if ref_number(name) == short), "")
