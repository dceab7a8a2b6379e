"""QuickBooks Desktop: the gateway that is pulled by Intuit's Web Connector.

`DesktopGateway` turns documents into message sets and answers into outcomes; `WebConnector` answers the SOAP calls;
`Recovery` and `bisect` say what to do after a lost answer and after a set that cannot be read. Imports neither Odoo
nor Online: documents and the port come in, bytes go out; nothing here talks to anybody.
"""

from .books import Books, TaxItem
from .gateway import DesktopGateway
from .listed import books_of
from .numbers import ref_number
from .questions import Deleted, FindDeleted, Inquiry, inquire, inquiry, profiles_of, told
from .qwc import Qwc, qwc_file
from .recovery import Recovery, Suspect
from .session import WebConnector
from .session_store import Door, Session, SessionStore

__all__ = [
    "Books",
    "Deleted",
    "DesktopGateway",
    "Door",
    "FindDeleted",
    "Inquiry",
    "Qwc",
    "Recovery",
    "Session",
    "SessionStore",
    "Suspect",
    "TaxItem",
    "WebConnector",
    "books_of",
    "inquire",
    "inquiry",
    "profiles_of",
    "qwc_file",
    "ref_number",
    "told",
]
