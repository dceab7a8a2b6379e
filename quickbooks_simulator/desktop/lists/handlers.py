"""Which handler serves which list."""

from __future__ import annotations

from ..kinds import GROUP_OF
from .accounts import AccountHandler
from .base import ListHandler
from .items import (
    DiscountHandler,
    InventoryHandler,
    NonInventoryHandler,
    OtherChargeHandler,
    PlainHandler,
    ServiceHandler,
)
from .parties import CustomerHandler, VendorHandler
from .taxes import SalesTaxCodeHandler, SalesTaxGroupHandler, SalesTaxItemHandler

_OWN = (
    CustomerHandler(),
    VendorHandler(),
    AccountHandler(),
    ServiceHandler(),
    NonInventoryHandler(),
    OtherChargeHandler(),
    InventoryHandler(),
    DiscountHandler(),
    SalesTaxItemHandler(),
    SalesTaxGroupHandler(),
    SalesTaxCodeHandler(),
)
HANDLERS: dict[str, ListHandler] = {type_: PlainHandler(type_) for type_ in GROUP_OF} | {one.type: one for one in _OWN}
