"""Tokens the sign-in tests speak about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from odoo.addons.odoo_qb_connector.gateway import TokenSet

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC).replace(tzinfo=None)  # naive UTC, as Odoo keeps times
REFRESH = "refresh-xyz"


def tokens(access="access-0", refresh=REFRESH, minutes=60.0, hard=None) -> TokenSet:
    """A grant whose access token lasts `minutes` from NOW on."""
    return TokenSet(access, refresh, NOW + timedelta(minutes=minutes), NOW + timedelta(days=100), hard)
