"""What the tests of connections share."""

from datetime import timedelta
from urllib.parse import urlsplit

from odoo import fields
from odoo.addons.odoo_qb_connector.gateway import TokenSet

from .online_company import READY

MANAGER = "base.group_user,odoo_qb_connector.group_qb_manager"
USER = "base.group_user,odoo_qb_connector.group_qb_user"


def own_address(**more):
    """Values of a connection to the simulator, or to nowhere when it does not run."""
    return {
        "name": "Books",
        "environment": "own",
        "api_base": READY["api_base"] if READY else "http://localhost:1/v3",
        "discovery_url": READY["discovery"] if READY else "http://localhost:1/discovery",
        "client_id": READY["client_id"] if READY else "id",
        "client_secret": READY["client_secret"] if READY else "a-secret-of-the-app",
        "execution_limit": 0.1,
        **more,
    }


def some_tokens(access="access-1", refresh="refresh-1"):
    now = fields.Datetime.now()
    return TokenSet(access, refresh, now + timedelta(hours=1), now + timedelta(days=100))


def connect_directly(connection, company):
    """Connect to a simulated company with the tokens that its control interface gave, without a browser."""
    tokens = some_tokens(company.access_token, company.refresh_token)
    intuit = connection._intuit(connection.redirect_address)
    facts = connection._ask_company(intuit, tokens, company.realm_id)
    connection._store_sign_in(tokens, facts, company.realm_id)


def path_of(address):
    """An address without its host: the test server's own is used."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"
