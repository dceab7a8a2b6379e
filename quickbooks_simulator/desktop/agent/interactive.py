"""Interactive mode: the service wants a person to look at a page (spec qbd 1.5)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from .codes import QbwcError
from .transport import Unreachable

if TYPE_CHECKING:
    from .update import Update

NO_USER = "The user did not agree to interactive mode."
NOT_DONE = "The user closed the page before it was done."


def run(update: Update) -> bool:
    """True when the service said `Done`: sendRequestXML follows; False when the update is over."""
    ticket = update.outcome.ticket
    address = update.call("getInteractiveURL", wcTicket=ticket, sessionID=secrets.token_hex(8)) or ""
    if not update.switches["user_opens_interactive"]:
        return _reject(update, NO_USER)
    try:
        update.wire.open(address)
    except Unreachable as error:
        return _reject(update, f"The page could not be opened: {error}")
    for _ in range(int(update.switches["interactive_limit"])):
        if (update.call("interactiveDone", wcTicket=ticket) or "") == "Done":
            return True
        if not update.pause(float(update.switches["interactive_seconds"])):
            return False
    return _reject(update, NOT_DONE)


def _reject(update: Update, reason: str) -> bool:
    text = update.call("interactiveRejected", wcTicket=update.outcome.ticket, reason=reason) or ""
    update.fail(QbwcError("QBWC1031", text or reason))
    return False
