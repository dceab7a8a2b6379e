"""Any message that the grammar allows is answered with something that the schemas allow, and the books balance."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quickbooks_simulator.desktop import gates
from quickbooks_simulator.desktop.company import HResultError
from quickbooks_simulator.desktop.compose import is_reference
from quickbooks_simulator.desktop.grammar.model import Choice, Element, Particle, Simple, Splice
from quickbooks_simulator.desktop.grammar.table import grammar, requests
from quickbooks_simulator.desktop.invoices.forms import FORMS
from quickbooks_simulator.desktop.kinds import REFERENCES

from .desk import Desk, invoice, line, message

FULL_NAMES = {
    "Account": ["Sales Income", "Checking", "Accounts Receivable", "Cost of Goods Sold", "Inventory Asset"],
    "Customer": ["Deco Addict", "Gevelber Photography"],
    "Vendor": ["Norton Lumber", "City of Middlefield"],
    "ItemService": ["Design", "Oak Desk", "Discount", "Subtotal", "State Tax", "Shipping"],
    "ItemSalesTax": ["State Tax", "Middlefield"],
    "SalesTaxCode": ["Tax", "Non"],
    "StandardTerms": ["Net 30", "15th of the month"],
    "Class": ["Retail"],
}
VALUES = {
    "string": ["", "x", "y1", "Deco Addict", "Ä & <b>", "one\ntwo", "A:B"],
    "id": ["", "80000005-1", "FFFF-1", "abc", "-1"],
    "macro": ["1-1"],
    "amt": ["", "0.00", "-12.34", "100", "9999999999999.99"],
    "price": ["", "0", "-10", "12.34567", "9999999999.99999"],
    "quan": ["", "0", "1", "-2.5", "9999999999"],
    "percent": ["", "0", "7.25", "-10", "9999999999"],
    "date": ["", "2026-03-02", "0001-01-01", "9999-12-31", "2024-02-29Z"],
    "datetime": ["", "2026-03-02", "2026-3-2T1", "2026-13-40", "2026-03-02T10:00:00+02:00", "9999-12-31"],
    "bool": ["", "true", "0"],
    "int": ["0", "1", "12", "-5", "2147483647"],
    "guid": ["0", "{12345678-1234-1234-1234-123456789012}"],
    "float": ["", "1.1", "0", "-3", "123456789012345678901234567890"],
}

# Elements that are refused at once, whatever else is in the message.
RARE = {*gates._ELSEWHERE, *gates._UNITS, *gates._SITES, *gates._NOT_SIMULATED, "BarCode", "PriceLevelRef"}
RARE |= {"CurrencyRef", "ExchangeRate", "OpenBalance", "LinkToTxn", "LinkToTxnID", "SetCredit", "SalesTaxCountry"}
RARE |= {
    "CustomerTypeRef",
    "VendorTypeRef",
    "JobTypeRef",
    "SalesRepRef",
    "BillingRateRef",
    "OptionForPriceRuleConflict",
}
RARE |= {"PreferredPaymentMethodRef", "ShipMethodRef", "CustomerMsgRef", "TemplateRef", "ParentRef", "DataExt"}


class Maker:
    """Draws a message from the grammar of 13.0."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def request(self, name: str, desk: Desk) -> str:
        """A request; a change or deletion mostly of something that is there."""
        made = f"<{name}>{self.production(name)}</{name}>"
        type_ = name.removesuffix("ModRq")
        known = desk.company.objects(type_) if type_ in desk.company.types() else []
        if not known or not self.draw(st.integers(0, 5)):
            return made
        one = self.draw(st.sampled_from(known))
        key = "TxnID" if type_ in FORMS else "ListID"
        head = f"<{key}>{one[key]}</{key}><EditSequence>{one['EditSequence']}</EditSequence>"
        made = re.sub(rf"<{key}>[^<]*</{key}><EditSequence>[^<]*</EditSequence>", head, made, count=1)
        if type_ not in FORMS:
            return made
        lines = [line["TxnLineID"] for line in one[FORMS[type_].lines]]
        number = self.draw(st.sampled_from([*lines, "-1"]))
        return re.sub(r"<TxnLineID>[^<]*</TxnLineID>", f"<TxnLineID>{number}</TxnLineID>", made)

    def production(self, name: str) -> str:
        return "".join(self.particle(item) for item in grammar()[name].items)

    def particle(self, item: Particle) -> str:
        if not item.in_version(13):
            return ""
        most = min(item.high, max(item.low, 2))
        times = item.low if item.low == item.high else self.draw(st.integers(item.low, most))
        if item.low == 0 and self.draw(st.integers(0, 2)):
            times = 0
        if getattr(item, "name", "") in RARE and self.draw(st.integers(0, 20)):
            times = item.low
        return "".join(self.once(item) for _ in range(times))

    def once(self, item: Particle) -> str:
        if isinstance(item, Element):
            return f"<{item.name}>{self.content(item)}</{item.name}>"
        if isinstance(item, Choice):
            options = [option for option in item.options if option.in_version(13)]
            return self.particle(self.draw(st.sampled_from(options)))
        items = grammar()[item.production].items if isinstance(item, Splice) else item.items
        return "".join(self.particle(inner) for inner in items)

    def content(self, item: Element) -> str:
        if isinstance(item.content, Simple):
            return escape(self.value(item.content))
        if is_reference(item) and self.draw(st.integers(0, 3)):
            types = REFERENCES[item.name].types if item.name in REFERENCES else ("",)
            names = FULL_NAMES.get(types[0] if types else "", ["no"])
            return f"<FullName>{self.draw(st.sampled_from(names))}</FullName>"
        return self.production(item.content)

    def value(self, type_: Simple) -> str:
        if type_.kind == "enum":
            return self.draw(st.sampled_from(type_.allowed(13)))
        values = [one for one in VALUES[type_.kind] if type_.length is None or len(one) <= type_.length]
        if type_.low is not None:
            values = [one for one in values if type_.low <= int(one) <= (type_.high or int(one))]
        return self.draw(st.sampled_from(values))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), names=st.lists(st.sampled_from(sorted(requests())), min_size=1, max_size=3))
def test_any_message(desk: Desk, data: st.DataObject, names: list[str]):
    if not desk.company.objects("Invoice"):
        desk.company.permit("Tests", personal_data=True)
        desk.restart()
        desk.done(invoice(line("Oak Desk"), line("Design")))
    made = [Maker(data.draw).request(name, desk) for name in names]
    try:
        desk.answer(message(*made).encode("ascii", "xmlcharrefreplace"))
    except HResultError as fault:
        raise AssertionError(f"{fault} {made}") from fault
    desk.company.assert_balanced()
