"""The lists of a company file: which types share a name space, and which list a reference points into.

Customers, vendors, employees and other names share one name space, all items another (spec qbd 5.1).
"""

from __future__ import annotations

from dataclasses import dataclass

ITEMS = (
    "ItemService",
    "ItemNonInventory",
    "ItemInventory",
    "ItemOtherCharge",
    "ItemDiscount",
    "ItemSubtotal",
    "ItemSalesTax",
    "ItemSalesTaxGroup",
    "ItemGroup",
)
# What a line's ItemRef may name: groups of items or taxes have elements of their own.
LINE_ITEMS = tuple(item for item in ITEMS if item not in ("ItemSalesTaxGroup", "ItemGroup"))
TERMS = ("StandardTerms", "DateDrivenTerms")
TAX_ITEMS = ("ItemSalesTax", "ItemSalesTaxGroup")
GROUPS = {
    "Entity": ("Customer", "Vendor", "Employee", "OtherName"),
    "Item": ITEMS,
    "Account": ("Account",),
    "Class": ("Class",),
    "Terms": TERMS,
    "SalesTaxCode": ("SalesTaxCode",),
    "PaymentMethod": ("PaymentMethod",),
    "ShipMethod": ("ShipMethod",),
    "Template": ("Template",),
    "Currency": ("Currency",),
    "CustomerMsg": ("CustomerMsg",),
    "SalesRep": ("SalesRep",),
}
GROUP_OF = {type_: group for group, types in GROUPS.items() for type_ in types}
HIERARCHICAL = frozenset(
    [
        "Customer",
        "Account",
        "Class",
        "ItemService",
        "ItemNonInventory",
        "ItemInventory",
        "ItemOtherCharge",
        "ItemDiscount",
    ]
)
BY_HAND_ONLY = ("Employee", "OtherName")  # of the entities; no message writes them here
MERGEABLE = ("Account", "Class", "Customer", "Vendor", *(item for item in ITEMS))  # as ListMergeType has them
TRANSACTIONS = ("Invoice", "ReceivePayment", "InventoryAdjustment", "JournalEntry")


@dataclass(frozen=True)
class Target:
    """Where a reference points: the types it may name and the word of status 3140."""

    types: tuple[str, ...]
    word: str


def _accounts(*elements: str) -> dict[str, Target]:
    return {element: Target(("Account",), "Account") for element in elements}


REFERENCES: dict[str, Target] = {
    **_accounts("AccountRef", "IncomeAccountRef", "COGSAccountRef", "AssetAccountRef", "ExpenseAccountRef"),
    **_accounts("OverrideItemAccountRef", "PrefillAccountRef", "TaxOnPurchasesAccountRef", "TaxOnSalesAccountRef"),
    **_accounts("DefaultDiscountAccountRef", "FinanceChargeAccountRef", "DepositToAccountRef"),
    "ARAccountRef": Target(("Account",), "AR Account"),
    "CustomerRef": Target(("Customer",), "Customer"),
    "TaxVendorRef": Target(("Vendor",), "Vendor"),
    "PrefVendorRef": Target(("Vendor",), "Vendor"),
    "ClassRef": Target(("Class",), "Class"),
    "TermsRef": Target(TERMS, "Terms"),
    "SalesTaxCodeRef": Target(("SalesTaxCode",), "Sales Tax Code"),
    "CustomerSalesTaxCodeRef": Target(("SalesTaxCode",), "Sales Tax Code"),
    "DefaultTaxableSalesTaxCodeRef": Target(("SalesTaxCode",), "Sales Tax Code"),
    "DefaultNonTaxableSalesTaxCodeRef": Target(("SalesTaxCode",), "Sales Tax Code"),
    "ItemSalesTaxRef": Target(TAX_ITEMS, "Item Sales Tax"),
    "ItemPurchaseTaxRef": Target(TAX_ITEMS, "Item Sales Tax"),
    "DefaultItemSalesTaxRef": Target(TAX_ITEMS, "Item Sales Tax"),
    "ItemRef": Target(LINE_ITEMS, "Item"),
    "ItemGroupRef": Target(("ItemGroup",), "Item Group"),
    "PaymentMethodRef": Target(("PaymentMethod",), "Payment Method"),
    "PreferredPaymentMethodRef": Target(("PaymentMethod",), "Payment Method"),
    "ShipMethodRef": Target(("ShipMethod",), "Ship Method"),
    "DefaultShipMethodRef": Target(("ShipMethod",), "Ship Method"),
    "TemplateRef": Target(("Template",), "Template"),
    "CurrencyRef": Target(("Currency",), "Currency"),
    "HomeCurrencyRef": Target(("Currency",), "Currency"),
    "CustomerMsgRef": Target(("CustomerMsg",), "Customer Message"),
    "SalesRepRef": Target(("SalesRep",), "Sales Rep"),
    "SalesRepEntityRef": Target(("Vendor", "Employee", "OtherName"), "Sales Rep Entity"),
    # Lists that this company file has no entries in: any reference to them is invalid.
    "CustomerTypeRef": Target((), "Customer Type"),
    "VendorTypeRef": Target((), "Vendor Type"),
    "JobTypeRef": Target((), "Job Type"),
    "PriceLevelRef": Target((), "Price Level"),
    "BillingRateRef": Target((), "Billing Rate"),
    "UnitOfMeasureSetRef": Target((), "Unit Of Measure Set"),
    "OverrideUOMSetRef": Target((), "Unit Of Measure Set"),
    "InventorySiteRef": Target((), "Inventory Site"),
    "InventorySiteLocationRef": Target((), "Inventory Site"),
}


def target(element: str, owner: str) -> Target:
    """Where a reference of a record of type `owner` points; a parent is of the record's own list."""
    if element != "ParentRef":
        return REFERENCES[element]
    word = "Item" if owner in ITEMS else owner
    return Target((owner,), word)
