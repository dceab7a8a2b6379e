"""The last step of a run: what failed gets its card, what holds nothing any more loses it."""

from __future__ import annotations

import logging

_logger = logging.getLogger(__name__)


def gather_issues(run):
    """Never raises: the cards that are missing now the next run makes, and nothing of what was sent hangs on them."""
    try:
        run.retrying(lambda env: env["qb.issue"]._gather(run.connection(env)))
    except Exception:
        _logger.exception("QuickBooks: the issues of connection %s could not be gathered", run.connection_id)
