"""Questions -> requests, responses -> what the asker wants, in one message set per round (spec qbd 3.4).

Desktop answers in the next session, a long list in several rounds; `Inquiry` is one question on its way, pure and
small enough to be kept between two calls of the Web Connector.
"""

from .deleted import LIST_TYPES, TXN_TYPES, Deleted, FindDeleted
from .inquiry import Inquiry, inquire, inquiry, told
from .profiles import profiles_of
from .status import SetStatus

__all__ = [
    "LIST_TYPES",
    "TXN_TYPES",
    "Deleted",
    "FindDeleted",
    "Inquiry",
    "SetStatus",
    "inquire",
    "inquiry",
    "profiles_of",
    "told",
]
