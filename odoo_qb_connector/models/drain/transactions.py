"""Steps of a connection's queue, each in a transaction of its own."""

from __future__ import annotations

import contextlib
import random
import threading

from odoo import SUPERUSER_ID, api

from ..quiet_cursor import quiet_cursor
from .claim import CONFLICTS

TRIES = 5


class Transactions:
    """Of one connection. `registry` is the database's."""

    def __init__(self, registry, connection_id):
        self.registry = registry
        self.connection_id = connection_id
        self._pause = threading.Event()

    @contextlib.contextmanager
    def transaction(self):
        """A superuser environment on a cursor of its own; committed on a clean exit."""
        with quiet_cursor(self.registry) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def connection(self, env):
        return env["qb.connection"].browse(self.connection_id)

    def retrying(self, step):
        """Run `step(env)` in its own transaction, again on a fresh snapshot when PostgreSQL reports a conflict."""
        for attempt in range(1, TRIES + 1):
            try:
                with self.transaction() as env:
                    return step(env)
            except CONFLICTS:
                if attempt == TRIES:
                    raise
                self._pause.wait(random.uniform(0.01, 0.05) * attempt)
        raise AssertionError("unreachable")
