"""Building the sample company."""

from __future__ import annotations

from datetime import timedelta

from ..kinds import HIERARCHICAL
from ..lists.handlers import HANDLERS
from ..work import Work
from . import chart, goods
from .countries import COUNTRIES, address
from .customers import CUSTOMERS, JOBS, NOT_TAXABLE
from .preferences import company, preferences


class Builder:
    """One company in the making; `ids` maps names to ListIDs."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.country = COUNTRIES[work.company.country]
        self.ids: dict[str, str] = {}

    def build(self) -> None:
        self._insert("Company", "1", company(self.country))
        self._currencies()
        self._accounts()
        self._small_lists()
        self._tax_agencies()
        self._tax_codes()
        body = preferences(self.country, self.ids, multicurrency=self._multicurrency)
        row = self.work.rows.insert("Preferences", "1", body)
        row.extra["last_ar_account"] = self.ids["receivable"]
        self.work.rows.keep(row)
        self._people()
        self._items()

    @property
    def _multicurrency(self) -> bool:
        return self.work.company.multicurrency

    # ------------------------------------------------------------------------------------------ plain insertion

    def _insert(
        self, type_: str, object_id: str, body: dict, key: str | None = None, extra: dict | None = None
    ) -> None:
        self.work.rows.insert(type_, object_id, dict(body), name_key=key, extra=extra)

    def _entry(self, type_: str, name: str, body: dict, *, built_in: bool = False, key: str | None = None) -> None:
        """A list entry that no message makes."""
        made = {"Name": name, "IsActive": "true", **body}
        if type_ in HIERARCHICAL:
            made |= {"FullName": name, "Sublevel": "0"}
        list_id = self.work.rows.new_list_id(type_)
        self._insert(type_, list_id, made, name.lower(), {"built_in": True} if built_in else None)
        self.ids[key or name] = list_id

    def _add(self, type_: str, body: dict) -> None:
        self.ids[body["Name"]] = HANDLERS[type_].add(self.work, body).id

    # ------------------------------------------------------------------------------------------------ the lists

    def _currencies(self) -> None:
        layout = {
            "ThousandSeparator": "Comma",
            "ThousandSeparatorGrouping": "XX_XXX_XXX",
            "DecimalPlaces": "2",
            "DecimalSeparator": "Period",
        }
        for name, code, rate, active in self.country.currencies:
            body = {"CurrencyCode": code, "CurrencyFormat": layout, "IsUserDefinedCurrency": "false"}
            body |= {"ExchangeRate": rate, "IsActive": "true" if active else "false"}
            body["AsOfDate"] = self.work.today().isoformat()
            self._entry("Currency", name, body, built_in=True, key=code)

    def _tax_codes(self) -> None:
        for code in self.country.codes:
            body = {"IsTaxable": "true" if code.taxable else "false", "Desc": code.text}
            if code.item:
                body["ItemSalesTaxRef"] = self.ids[f"tax {code.item}"]
            self._entry("SalesTaxCode", code.name, body, built_in=True, key=f"code {code.name}")

    def _accounts(self) -> None:
        for key, name, kind, special in chart.ACCOUNTS:
            body = {"AccountType": kind, "CashFlowClassification": "Operating"}
            if special:
                body["SpecialAccountType"] = special
            if self._multicurrency:
                body["CurrencyRef"] = self.ids[self.country.home]
            self._entry("Account", name, body, built_in=bool(special), key=key)
        if self._multicurrency:
            body = {"AccountType": "AccountsReceivable", "CurrencyRef": self.ids["EUR"]}
            self._entry("Account", "Accounts Receivable - EUR", body, key="receivable EUR")

    def _small_lists(self) -> None:
        entries = [
            *[("StandardTerms", name, body) for name, body in chart.STANDARD_TERMS],
            *[("DateDrivenTerms", name, body) for name, body in chart.DATE_DRIVEN_TERMS],
            *[("Class", name, {}) for name in chart.CLASSES],
            *[("PaymentMethod", name, {"PaymentMethodType": kind}) for name, kind in chart.PAYMENT_METHODS],
            *[("ShipMethod", name, {}) for name in chart.SHIP_METHODS],
            *[("Template", name, {"TemplateType": kind}) for name, kind in chart.TEMPLATES],
            *[("CustomerMsg", name, {}) for name in chart.MESSAGES],
        ]
        for type_, name, body in entries:
            self._entry(type_, name, body)
        for name, kinds in chart.CUSTOM_FIELDS:
            body = {"OwnerID": "0", "DataExtName": name, "DataExtType": "STR255TYPE", "AssignToObject": kinds}
            self._insert("DataExtDef", f"0|{name}", body, f"0|{name}".lower())

    def _tax_agencies(self) -> None:
        """Vendors and the taxes owed to them: they come before the preferences that name a default tax."""
        for name in (*self.country.agencies, *goods.VENDORS):
            is_agency = "true" if name in self.country.agencies else "false"
            element = "IsTaxAgency" if self.country.is_us else "IsSalesTaxAgency"
            body = {"CompanyName": name, element: is_agency, "IsVendorEligibleFor1099": "false"}
            if self._multicurrency:
                body["CurrencyRef"] = self.ids[self.country.home]
            self._entry("Vendor", name, body)
        for name, rate, agency in self.country.taxes:
            body = {"ItemDesc": name, "TaxRate": rate, "TaxVendorRef": self.ids[agency]}
            self._entry("ItemSalesTax", name, body, key=f"tax {name}")
        for name, members in self.country.groups:
            body = {"ItemDesc": f"{name} sales tax", "ItemSalesTaxRef": [self.ids[f"tax {one}"] for one in members]}
            self._entry("ItemSalesTaxGroup", name, body, key=f"tax {name}")

    # ---------------------------------------------------------------------------------------- people and goods

    def _people(self) -> None:
        for name, street, city, state, code, email, terms in CUSTOMERS[self.country.code]:
            body: dict = {"Name": name, "CompanyName": name}
            if street:
                there = address(name, street, city, state, code)
                body |= {"BillAddress": there, "ShipAddress": dict(there), "Email": email}
            if terms:
                body["TermsRef"] = {"FullName": terms}
            if name in NOT_TAXABLE:
                body |= self._code(False)
            self._add("Customer", body)
        for name, *_rest in CUSTOMERS[self.country.code]:
            if name in JOBS:
                self._add("Customer", {"Name": JOBS[name], "ParentRef": {"FullName": name}})
        self._employees()
        if self._multicurrency:
            self._foreign_customer()

    def _employees(self) -> None:
        for kind, name in goods.PEOPLE:
            self._entry(kind, name, {})
        for initial, name in goods.SALES_REPS:
            self._entry("SalesRep", initial, {"Initial": initial, "SalesRepEntityRef": self.ids[name]})

    def _foreign_customer(self) -> None:
        name, street, city, code, country = goods.FOREIGN_CUSTOMER
        there = {**address(name, street, city, "", code), "Country": country}
        self._add("Customer", {"Name": name, "BillAddress": there, "CurrencyRef": {"FullName": "Euro"}})

    def _items(self) -> None:
        for name, text, price, taxable in goods.SERVICES:
            sold = {"Desc": text, "Price": price, "AccountRef": self._account("services")}
            self._add("ItemService", {"Name": name, **self._code(taxable), "SalesOrPurchase": sold})
        for name, text, price, cost in goods.NON_INVENTORY:
            sides = {"SalesDesc": text, "SalesPrice": price, "IncomeAccountRef": self._account("sales")}
            sides |= {"PurchaseDesc": text, "PurchaseCost": cost, "ExpenseAccountRef": self._account("supplies")}
            self._add("ItemNonInventory", {"Name": name, **self._code(True), "SalesAndPurchase": sides})
        for name, text, price, cost, quantity in goods.INVENTORY:
            self._inventory_item(name, text, price, cost, quantity)
        charge = {"Desc": "Shipping and handling", "Price": "0.00", "AccountRef": self._account("shipping")}
        self._add("ItemOtherCharge", {"Name": "Shipping", **self._code(False), "SalesOrPurchase": charge})
        discount = {"Name": "Discount", "ItemDesc": "Discount", "DiscountRate": "0.00", **self._code(True)}
        self._add("ItemDiscount", {**discount, "AccountRef": self._account("discounts")})
        self._entry("ItemSubtotal", "Subtotal", {"ItemDesc": "Subtotal"})

    def _inventory_item(self, name: str, text: str, price: str, cost: str, quantity: str) -> None:
        body = {"Name": name, "SalesDesc": text, "SalesPrice": price, "PurchaseDesc": text, "PurchaseCost": cost}
        body |= {"IncomeAccountRef": self._account("sales"), "COGSAccountRef": self._account("cogs")}
        opening = {"QuantityOnHand": quantity, "InventoryDate": self._day(365)}
        self._add(
            "ItemInventory", {**body, "AssetAccountRef": self._account("inventory"), **opening, **self._code(True)}
        )

    def _account(self, key: str) -> dict:
        return {"ListID": self.ids[key]}

    def _code(self, taxable: bool) -> dict:
        return {"SalesTaxCodeRef": {"FullName": self.country.taxable if taxable else self.country.untaxed}}

    def _day(self, days_ago: int) -> str:
        return (self.work.today() - timedelta(days=days_ago)).isoformat()
