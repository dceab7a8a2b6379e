"""QuickBooks Online: the gateway that pushes.

`OnlineGateway` implements the port; `SignIn` and `Access` get and keep tokens; everything else is theirs.
Imports neither Odoo nor Desktop: the documents and the port come in, bytes go out.
"""

from .auth import Access, SignIn
from .gateway import OnlineGateway
from .links import APP_BASE, SANDBOX_APP_BASE
from .throttle import Throttle, throttle_of

__all__ = ["APP_BASE", "SANDBOX_APP_BASE", "Access", "OnlineGateway", "SignIn", "Throttle", "throttle_of"]
