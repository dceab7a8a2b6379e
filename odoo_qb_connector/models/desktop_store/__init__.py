"""Where the sessions of the Web Connector live: desktop.session_store.SessionStore over the database (architecture 4).

`door` says who may come in and how the connection is, `sets` what travels; `calls` answers one call.
"""

from .door import Door
from .sets import Sets


class DesktopStore(Door, Sets):
    """Everything a session of one connection remembers. `Door` stands before `Sets`: it lets nothing out through a
    closed door, and adds the look at QuickBooks that a person asked for to what waits."""
