"""What both editions' demos stand on: a fresh Odoo, and orders that are shipped in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from .. import environment, processes, sessions
from ..templates import Templates
from . import orders
from .odoo_user import OdooUser
from .shop import Shop

PATIENCE = 120


@contextmanager
def fresh_odoo(port: int) -> Iterator[tuple[processes.OdooServer, str]]:
    """An Odoo that is starting, and the name of its fresh database; ended and dropped on the way out."""
    odoo = environment.odoo()
    templates = Templates(odoo)
    with sessions.own(templates) as database:
        with templates.lent("addon") as template:
            templates.clone(template, database)
        with processes.OdooServer(odoo, database, port=port) as server:
            yield server, database


def ship(user: OdooUser, shop: Shop, several: list[orders.Wanted]) -> dict[int, orders.Wanted]:
    """Confirm them all, then validate one delivery after the other."""
    confirmed = {orders.confirm(user, shop, wanted): wanted for wanted in several}
    for order in confirmed:
        orders.ship(user, order)
    return confirmed
