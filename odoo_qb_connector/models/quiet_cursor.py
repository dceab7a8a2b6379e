"""Cursors whose failed queries are not written down."""

import contextlib
from functools import partial


@contextlib.contextmanager
def quiet_cursor(registry):
    """A cursor that logs no failed query: its text would hold tickets and what travels (issue 3). The error itself
    is raised as ever."""
    with registry.cursor() as cr:
        cr.execute = partial(cr.execute, log_exceptions=False)
        yield cr
