"""What both editions' demos stand on: a fresh Odoo, and orders that are shipped in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from .. import environment, processes, sessions
from ..templates import Templates
from . import orders
from .odoo_user import OdooUser
from .shop import Shop

PATIENCE = 120
KNOW_ADDRESS = "UPDATE ir_config_parameter SET value = 'http://{host}:{port}' WHERE key = 'web.base.url'"


@contextmanager
def fresh_odoo(port: int) -> Iterator[tuple[processes.OdooServer, str]]:
    """An Odoo that is starting, and the name of its fresh database; ended and dropped on the way out."""
    odoo = environment.odoo()
    templates = Templates(odoo)
    port = port or processes.free_port()
    with sessions.own(templates) as database:
        with templates.lent("addon") as template:
            databases = templates.clone(template, database)
        # The first sign-in would write it too, but a scheduled action that began before can put what it had read then
        # back into Odoo's cache, and the wrong address stays there.
        databases.query(KNOW_ADDRESS.format(host=processes.LOOPBACK, port=port), database)
        with processes.OdooServer(odoo, database, port=port) as server:
            yield server, database


def ship(user: OdooUser, shop: Shop, several: list[orders.Wanted]) -> dict[int, orders.Wanted]:
    """Confirm them all, then validate one delivery after the other."""
    confirmed = {orders.confirm(user, shop, wanted): wanted for wanted in several}
    for order in confirmed:
        orders.ship(user, order)
    return confirmed
