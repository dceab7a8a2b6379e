"""Building a sample company through the same rules that clients meet, so that it is consistent by
construction.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from ... import clock
from ...books.money import half_up
from ..entities import HANDLERS
from ..entities.session import Session
from ..schema import currencies
from . import goods, people
from .chart import ACCOUNTS
from .model import Profile
from .taxes import build_taxes


class Builder:
    """One company in the making; `ids` maps the sample's own keys to QuickBooks ids."""

    def __init__(self, session: Session, profile: Profile) -> None:
        self.session = session
        self.profile = profile
        self.ids: dict[str, str] = {}
        self.today = clock.today()

    def build(self) -> None:
        self._company_info()
        self._preferences()
        self._lists()
        own_code = build_taxes(self.session, self.profile.name)
        self._settle_preferences(own_code)
        self._people()
        self._items()
        self._documents()

    def create(self, entity: str, body: dict) -> dict:
        return HANDLERS[entity].create(self.session, body)

    def day(self, days_ago: int) -> str:
        return (self.today - timedelta(days=days_ago)).isoformat()

    # ----------------------------------------------------------------------------------- company and lists

    def _company_info(self) -> None:
        profile = self.profile
        country = {"US": "USA", "CA": "CAN", "GB": "GBR", "AU": "AUS"}[profile.country]
        address = {**profile.address, "Country": country}
        body = {
            "Id": "1",
            "CompanyName": profile.company,
            "LegalName": profile.company,
            "Country": profile.country,
            "Email": {"Address": "books@sample.example"},
            "WebAddr": {},
            "SupportedLanguages": "en",
            "FiscalYearStartMonth": profile.fiscal_month,
            "CompanyStartDate": self.day(400),
            "DefaultTimeZone": profile.timezone,
            "NameValue": [
                {"Name": "OfferingSku", "Value": f"QuickBooks Online {self.session.company.plan}"},
                {"Name": "SubscriptionStatus", "Value": "SUBSCRIBED"},
                {"Name": "CompanyType", "Value": "Other"},
                {"Name": "IndustryType", "Value": "Furniture Merchant Wholesalers"},
            ],
        }
        for name in ("CompanyAddr", "CustomerCommunicationAddr", "LegalAddr"):
            body[name] = self.session.with_address_id(address, None)
        self.session.insert("CompanyInfo", body)

    def _preferences(self) -> None:
        tax = {"UsingSalesTax": True}
        if self.profile.tax_model == "ast":
            tax["PartnerTaxEnabled"] = True
        custom = [
            {"Name": "SalesFormsPrefs.UseSalesCustom1", "Type": "BooleanType", "BooleanValue": False},
        ]
        body = {
            "Id": "1",
            "AccountingInfoPrefs": {
                "UseAccountNumbers": False,
                "TrackDepartments": True,
                "DepartmentTerminology": "Location",
                "ClassTrackingPerTxn": False,
                "ClassTrackingPerTxnLine": True,
                "FirstMonthOfFiscalYear": self.profile.fiscal_month,
                "CustomerTerminology": "Customers",
            },
            "ProductAndServicesPrefs": {
                "ForSales": True,
                "ForPurchase": True,
                "QuantityWithPriceAndRate": True,
                "QuantityOnHand": True,
            },
            "SalesFormsPrefs": {
                "CustomField": [{"CustomField": custom}],
                "CustomTxnNumbers": True,
                "AllowDeposit": False,
                "AllowDiscount": True,
                "AllowEstimates": True,
                "AllowServiceDate": False,
                "AllowShipping": True,
                "ETransactionEnabledStatus": "NotApplicable",
                "ETransactionPaymentEnabled": False,
                "AutoApplyCredit": False,
                "AutoApplyPayments": False,
                "UsingProgressInvoicing": False,
            },
            "VendorAndPurchasesPrefs": {"TrackingByCustomer": True, "BillableExpenseTracking": True},
            "TimeTrackingPrefs": {"UseServices": True, "BillCustomers": True, "WorkWeekStartDate": "Monday"},
            "TaxPrefs": tax,
            "CurrencyPrefs": {
                "MultiCurrencyEnabled": self.session.company.multicurrency,
                "HomeCurrency": {"value": self.profile.currency},
            },
            "ReportPrefs": {"ReportBasis": "Accrual", "CalcAgingReportFromTxnDate": False},
            "OtherPrefs": {
                "NameValue": [
                    {
                        "Name": "SalesFormsPrefs.DefaultCustomerMessage",
                        "Value": "Thank you for your business.",
                    },
                    {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "true"},
                    {"Name": "WarnDuplicateCheckNumber", "Value": "true"},
                    {"Name": "WarnDuplicateBillNumber", "Value": "true"},
                    {"Name": "WarnDuplicateJournalNumber", "Value": "true"},
                ]
            },
        }
        self.session.insert("Preferences", body)

    def _settle_preferences(self, own_code: str | None) -> None:
        """What points to accounts, terms and tax codes, once they exist."""
        row = self.session.require("Preferences", "1")
        body = row.body
        body["AccountingInfoPrefs"]["DefaultARAccount"] = {"value": self.ids["receivable"]}
        body["AccountingInfoPrefs"]["DefaultAPAccount"] = {"value": self.ids["payable"]}
        body["SalesFormsPrefs"]["DefaultTerms"] = {"value": self.ids["Net 30"]}
        body["SalesFormsPrefs"]["DefaultShippingAccount"] = self.ids["shipping"]
        body["SalesFormsPrefs"]["DefaultDiscountAccount"] = self.ids["discounts"]
        if own_code and self.profile.is_us:
            body["TaxPrefs"]["TaxGroupCodeRef"] = {"value": own_code}
        self.session.touch(self.session.require("Preferences", "1"), body)

    def _lists(self) -> None:
        for key, name, type_, subtype in ACCOUNTS:
            body = {"Name": name, "AccountType": type_, "AccountSubType": subtype}
            if key == "bank":
                body.update(OpeningBalance=25000, OpeningBalanceDate=self.day(365))
            self.ids[key] = self.create("Account", body)["Id"]
        for name, days in goods.TERMS:
            self.ids[name] = self.create("Term", {"Name": name, "DueDays": days})["Id"]
        for name, type_ in goods.PAYMENT_METHODS:
            self.ids[name] = self.create("PaymentMethod", {"Name": name, "Type": type_})["Id"]
        for name in goods.CLASSES:
            self.ids[name] = self.create("Class", {"Name": name})["Id"]
        for name in goods.DEPARTMENTS:
            self.ids[name] = self.create("Department", {"Name": name})["Id"]

    # -------------------------------------------------------------------------------------- names and items

    def _people(self) -> None:
        for name, street, city, region, postal, email in people.CUSTOMERS[self.profile.country]:
            body: dict = {"DisplayName": name}
            if street:
                address = {"Line1": street, "City": city, "PostalCode": postal}
                if region:
                    address["CountrySubDivisionCode"] = region
                body |= {"CompanyName": name, "BillAddr": address, "ShipAddr": dict(address)}
                body["PrimaryEmailAddr"] = {"Address": email}
            self.ids[name] = self.create("Customer", body)["Id"]
        for name, email in people.VENDORS:
            body = {"DisplayName": name, "CompanyName": name, "PrimaryEmailAddr": {"Address": email}}
            self.ids[name] = self.create("Vendor", body)["Id"]
        if self.session.company.multicurrency:
            self._foreign_customer()

    def _foreign_customer(self) -> None:
        name, street, city, postal = people.FOREIGN_CUSTOMER
        code = "EUR" if self.profile.currency != "EUR" else "USD"
        address = {"Line1": street, "City": city, "PostalCode": postal, "Country": "France"}
        body = {"DisplayName": name, "BillAddr": address, "CurrencyRef": {"value": code}}
        self.ids[name] = self.create("Customer", body)["Id"]

    def _items(self) -> None:
        self.ids["Furniture"] = self.create("Item", {"Name": "Furniture", "Type": "Category"})["Id"]
        for name, sku, price, cost, taxable in goods.SERVICES:
            self._item(name, sku, price, cost, taxable, "Service", {"IncomeAccountRef": "services"})
        for name, sku, price, cost, taxable in goods.NON_INVENTORY:
            accounts = {"IncomeAccountRef": "sales", "ExpenseAccountRef": "supplies"}
            self._item(name, sku, price, cost, taxable, "NonInventory", accounts)
        for name, sku, price, cost, taxable, quantity in goods.INVENTORY:
            accounts = {
                "IncomeAccountRef": "sales",
                "ExpenseAccountRef": "cogs",
                "AssetAccountRef": "inventory",
            }
            stock = {"TrackQtyOnHand": True, "QtyOnHand": Decimal(quantity), "InvStartDate": self.day(365)}
            self._item(name, sku, price, cost, taxable, "Inventory", accounts, stock)

    def _item(
        self,
        name: str,
        sku: str,
        price: str,
        cost: str,
        taxable: bool,
        kind: str,
        accounts: dict[str, str],
        more: dict | None = None,
    ) -> None:
        body = {
            "Name": name,
            "Sku": sku,
            "Description": name,
            "Type": kind,
            "UnitPrice": Decimal(price),
            "PurchaseCost": Decimal(cost),
            "Taxable": taxable and self.profile.is_us,
            **{field: {"value": self.ids[key]} for field, key in accounts.items()},
            **(more or {}),
        }
        self.ids[name] = self.create("Item", body)["Id"]

    # ------------------------------------------------------------------------------------------- documents

    def _documents(self) -> None:
        names = [entry[0] for entry in people.CUSTOMERS[self.profile.country]]
        first = self._sale("Invoice", names[1], 48, "1001", [("Oak Desk", "2"), ("Office Chair", "4")])
        second = self._sale("Invoice", names[2], 31, "1002", [("Design", "6")])
        self._sale("Invoice", names[3], 12, "1003", [("Bookshelf", "3"), ("Packing Material", "5")])
        self._sale("Invoice", names[0], 5, "1004", [("Desk Lamp", "10")])
        self._sale("SalesReceipt", names[11], 9, "1005", [("Desk Lamp", "1"), ("Gift Wrap", "1")])
        self._sale("Estimate", names[4], 3, "1006", [("Oak Desk", "5")])
        self._payment(names[1], 20, first, Decimal(first["TotalAmt"]))
        self._payment(names[2], 8, second, Decimal(200))

    def _reference(self) -> dict:
        if not self.session.company.multicurrency:
            return {}
        return {"CurrencyRef": currencies.reference(self.profile.currency)}

    def _sale(self, entity: str, customer: str, days: int, number: str, sold: list[tuple[str, str]]) -> dict:
        lines = [self._line(name, Decimal(quantity)) for name, quantity in sold]
        body = {
            "CustomerRef": {"value": self.ids[customer]},
            "TxnDate": self.day(days),
            "DocNumber": number,
            "Line": lines,
            **self._reference(),
        }
        if not self.profile.is_us:
            body["GlobalTaxCalculation"] = "TaxExcluded"
        if self.profile.tax_model == "legacy" and entity != "Estimate":
            own = self.session.preference("TaxPrefs", "TaxGroupCodeRef")
            body["TxnTaxDetail"] = {"TxnTaxCodeRef": own}
        return self.create(entity, body)

    def _line(self, name: str, quantity: Decimal) -> dict:
        item = self.session.require("Item", self.ids[name]).body
        price = Decimal(str(item["UnitPrice"]))
        code = ("TAX" if item["Taxable"] else "NON") if self.profile.is_us else self._code()
        return {
            "DetailType": "SalesItemLineDetail",
            "Amount": half_up(price * quantity),
            "Description": item["Description"],
            "SalesItemLineDetail": {
                "ItemRef": {"value": item["Id"]},
                "Qty": quantity,
                "UnitPrice": price,
                "TaxCodeRef": {"value": code},
            },
        }

    def _code(self) -> str:
        """The ordinary code of a country.

        The second in Canada (HST ON, where the company is), else the first.
        """
        codes = self.session.select("TaxCode")
        return codes[1 if self.profile.country == "CA" else 0].id

    def _payment(self, customer: str, days: int, invoice: dict, amount: Decimal) -> None:
        link = {"TxnId": invoice["Id"], "TxnType": "Invoice"}
        body = {
            "CustomerRef": {"value": self.ids[customer]},
            "TxnDate": self.day(days),
            "TotalAmt": amount,
            "PaymentMethodRef": {"value": self.ids["Check"]},
            "Line": [{"Amount": amount, "LinkedTxn": [link]}],
            **self._reference(),
        }
        self.create("Payment", body)
