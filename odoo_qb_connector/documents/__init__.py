"""What can be said to an accounting system, in neutral words.

Frozen dataclasses with Decimal money. Nothing here knows Odoo or QuickBooks: the same document is encoded as
JSON for QuickBooks Online and as qbXML for QuickBooks Desktop. Every document checks itself:
`problems(limits)` lists what no edition could accept, so that a person reads one sentence per mistake before
anything is sent.
"""

from .account import Account, AccountKind
from .credit_application import CreditApplication, CreditedInvoice
from .item import Item, ItemKind
from .marker import MARKER_PATTERN, find_marker, new_marker, with_marker, without_marker
from .party import Party, PartyRole
from .problem import DocumentError, Problem
from .sales import SHIPMENT, SalesDocument, SalesKind
from .sales_lines import DescriptionLine, DiscountLine, ItemLine, OrderLine, ShippingLine
from .sales_parts import CustomField, OrderRef, Tax, TaxRateAmount
from .tax_lists import TaxAgency, TaxCode, TaxGroup, TaxListDocument, TaxRate
from .values import Address, Limits, Ref, money

__all__ = [
    "MARKER_PATTERN",
    "SHIPMENT",
    "Account",
    "AccountKind",
    "Address",
    "CreditApplication",
    "CreditedInvoice",
    "CustomField",
    "DescriptionLine",
    "DiscountLine",
    "DocumentError",
    "Item",
    "ItemKind",
    "ItemLine",
    "Limits",
    "OrderLine",
    "OrderRef",
    "Party",
    "PartyRole",
    "Problem",
    "Ref",
    "SalesDocument",
    "SalesKind",
    "ShippingLine",
    "Tax",
    "TaxAgency",
    "TaxCode",
    "TaxGroup",
    "TaxListDocument",
    "TaxRate",
    "TaxRateAmount",
    "find_marker",
    "money",
    "new_marker",
    "with_marker",
    "without_marker",
]
