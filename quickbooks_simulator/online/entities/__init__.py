"""The rules of every entity; to add one, write its schema and its handler and list the handler here."""

from __future__ import annotations

from .. import faults
from .accounts import Accounts
from .base import Handler
from .creditmemo import CreditMemos
from .estimate import Estimates
from .invoice import Invoices
from .items import Items
from .lists import Classes, CompanyCurrencies, Departments, PaymentMethods, Terms
from .names import Customers, Employees, Vendors
from .payment import Payments
from .refundreceipt import RefundReceipts
from .salesreceipt import SalesReceipts
from .setup import CompanyInfos, PreferencesHandler
from .taxlists import TaxAgencies, TaxCodes, TaxRates, TaxServices

HANDLERS: dict[str, Handler] = {
    one.name: one
    for one in (
        Accounts(),
        Classes(),
        CompanyCurrencies(),
        CompanyInfos(),
        CreditMemos(),
        Customers(),
        Departments(),
        Employees(),
        Estimates(),
        Invoices(),
        Items(),
        PaymentMethods(),
        Payments(),
        PreferencesHandler(),
        RefundReceipts(),
        SalesReceipts(),
        TaxAgencies(),
        TaxCodes(),
        TaxRates(),
        TaxServices(),
        Terms(),
        Vendors(),
    )
}


def handler(entity: str) -> Handler:
    """The rules of `entity`; 2000 for a name the simulator does not serve."""
    found = HANDLERS.get(entity)
    if found is None:
        raise faults.unsupported_object(entity)
    return found
