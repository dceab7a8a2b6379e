"""Who works with the directories of a Desktop company: somebody at Odoo's dialogs, and somebody at the PC.

Names, fields and numbers are read back from the company file itself, never from what Odoo believes.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from script.lib.demo import orders
from script.lib.demo.control import Control
from script.lib.demo.desktop_company import DesktopCompany
from script.lib.demo.odoo_user import OdooUser
from script.lib.demo.shop import Shop
from script.lib.processes import OdooServer

from .claims import BenchmarkFailed
from .desktop_world import DesktopWorld

PATIENCE = 120
SET = (
    '<?xml version="1.0" encoding="utf-8"?><?qbxml version="13.0"?>'
    '<QBXML><QBXMLMsgsRq onError="stopOnError">{}</QBXMLMsgsRq></QBXML>'
)
PEOPLE = ("Customer", "Vendor", "Employee", "OtherName")
LINK = """
    SELECT state, why, qb_id, name, candidate_id, candidate_name FROM qb_link
     WHERE res_model = %s AND res_id = %s AND qb_type = %s
"""


class Pc:
    """QuickBooks at its own screen; `ready` is what the simulated PC said when it was ready."""

    def __init__(self, ready: dict[str, Any]) -> None:
        self.company = DesktopCompany(ready)
        self._control = Control(ready["control"])

    def called(self, kind: str, name: str) -> list[dict[str, Any]]:
        """Entries of this list with exactly this name."""
        return [one for one in self.company.objects(kind) if one["Name"] == name]

    def the(self, kind: str, name: str) -> dict[str, Any]:
        """The one entry of this name."""
        found = self.called(kind, name)
        if len(found) != 1:
            raise BenchmarkFailed(f"QuickBooks has {len(found)} of the type {kind} called {name!r}.")
        return found[0]

    def entry(self, kind: str, list_id: str) -> dict[str, Any]:
        return next(one for one in self.company.objects(kind) if one["ListID"] == list_id)

    def add(self, kind: str, name: str) -> str:
        """Enter somebody by his name; the ListID."""
        self.enter(f"<{kind}AddRq><{kind}Add><Name>{escape(name)}</Name></{kind}Add></{kind}AddRq>")
        return self.the(kind, name)["ListID"]

    def change(self, kind: str, list_id: str, **fields: str) -> None:
        """Change fields of an entry; they come in the order of the qbXML table."""
        version = self.entry(kind, list_id)["EditSequence"]
        said = {"ListID": list_id, "EditSequence": version, **fields}
        inside = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in said.items())
        self.enter(f"<{kind}ModRq><{kind}Mod>{inside}</{kind}Mod></{kind}ModRq>")

    def delete(self, kind: str, list_id: str) -> None:
        with self._alone():
            self.enter(f"<ListDelRq><ListDelType>{kind}</ListDelType><ListID>{list_id}</ListID></ListDelRq>")

    def merge(self, kind: str, winner: str, loser: str) -> None:
        with self._alone():
            self._control.post("/merge", {"type": kind, "winner": winner, "loser": loser})

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """In single-user mode, as QuickBooks wants it for what cannot be undone."""
        self._control.post("/mode", {"mode": "SingleUser"})
        yield
        self._control.post("/mode", {"mode": "MultiUser"})

    def wait_a_minute(self) -> None:
        """What is entered next is entered later than what was; QuickBooks writes seconds down."""
        self._control.post("/clock", {"advance": 60})

    def enter(self, request: str) -> None:
        """One qbXML request, as what it does is typed there."""
        answer = self._control.post("/by-hand", {"qbxml": SET.format(request)})["answer"]
        said = _messages(answer, "QBXMLMsgsRs")[0]
        if said.get("statusCode") != "0":
            raise BenchmarkFailed(f"QuickBooks refused what was entered at the PC: {said.get('statusMessage')}")

    # ------------------------------------------------------------------ what crossed the wire

    def about(self, list_id: str) -> list[tuple[str, str, str]]:
        """(request, EditSequence sent, status answered) of what Odoo asked and wrote about this entry alone, oldest
        first."""
        return [
            (asked.tag.removesuffix("Rq"), asked.findtext(".//EditSequence") or "", said.get("statusCode"))
            for asked, said in self._exchanged()
            if [one.text for one in (*asked.findall("ListID"), *asked.findall("./*/ListID"))] == [list_id]
        ]

    def _exchanged(self) -> Iterator[tuple[ElementTree.Element, ElementTree.Element]]:
        for call in self.company.calls():
            if call["peer"] == "quickbooks" and call["call"] == "process" and call["result"]:
                asked = _messages(call["parameters"]["request"], "QBXMLMsgsRq")
                yield from zip(asked, _messages(call["result"], "QBXMLMsgsRs"), strict=True)

    def twice(self) -> list[str]:
        """Names that stand more than once where QuickBooks keeps names unique; none, if it is as strict as it says."""
        people = [_full_name(one) for kind in PEOPLE for one in self.company.objects(kind)]
        items = [_full_name(one) for one in self.company.items()]
        return [name for names in (people, items) for name, times in Counter(names).items() if times > 1]


def _messages(text: str, tag: str) -> list[ElementTree.Element]:
    return list(next(ElementTree.fromstring(text).iter(tag)))


def _full_name(entry: dict[str, Any]) -> str:
    return entry.get("FullName", entry["Name"]).lower()


class Clerk:
    """Somebody at Odoo's forms and dialogs, who waits for the next call of the Web Connector after each button."""

    def __init__(self, world: DesktopWorld, server: OdooServer) -> None:
        self.world = world
        self.server = server
        self.user = OdooUser(server.url).sign_in(world.database)

    def partner(self, name: str, **values: Any) -> int:
        return self.user.create("res.partner", {"name": name, "is_company": True, **values})

    def product(self, name: str, **values: Any) -> int:
        return self.user.create("product.product", {"name": name, "type": "consu", "taxes_id": [], **values})

    def dialog(self, mode: str, model: str, record: int, role: str, name: str = "") -> int:
        """Open Link ("link") or Create and Link ("create"), type `name`, press the button; the dialog's id."""
        dialog = self.user.press(model, f"action_qb_{mode}_wizard", record, qb_type=role)["res_id"]
        if name:
            self.user.write("qb.link.wizard", dialog, {"name": name})
        self.user.press("qb.link.wizard", f"action_{mode}", dialog)
        return dialog

    def create(self, model: str, record: int, role: str, name: str = "") -> dict[str, Any]:
        """Create and Link, until it is over; the link."""
        self.dialog("create", model, record, role, name)
        return self.over(model, record, role)

    def link(self, model: str, record: int, role: str, name: str = "") -> dict[str, Any]:
        self.dialog("link", model, record, role, name)
        return self.over(model, record, role)

    def refused(self, dialog: int) -> dict[str, Any]:
        """What the dialog says once QuickBooks has spoken: the problem, and the way out of it."""

        def shown() -> dict[str, Any]:
            return self.user.read("qb.link.wizard", dialog, "problem", "way")

        self.world.wait(lambda: shown()["way"], PATIENCE, rousing=True)
        return {name: value for name, value in shown().items() if name != "id"}

    def over(self, model: str, record: int, role: str) -> dict[str, Any]:
        """Return when nothing that was wished for this record is open; its link."""

        def left() -> list[dict[str, Any]]:
            return [one for one in self.world.open_operations() if (one["res_model"], one["res_id"]) == (model, record)]

        self.world.wait(lambda: all(one["state"] == "failed" for one in left()), PATIENCE, rousing=True)
        if left():
            raise BenchmarkFailed(f"Not done: {left()}")
        return self.linked(model, record, role)

    def linked(self, model: str, record: int, role: str) -> dict[str, Any]:
        """The link of this record in this role; {} when there is none."""
        return dict(next(iter(self.world.rows(LINK, [model, record, role])), {}))

    def ship(self, shop: Shop, wanted: orders.Wanted) -> None:
        """An order, shipped, until its invoice is in QuickBooks."""
        orders.ship(self.user, orders.confirm(self.user, shop, wanted))
        self.world.drain(self.server, PATIENCE)

    def proposal(self, model: str, record: int, role: str) -> dict[str, Any]:
        """Odoo asks what changed there, which it does once a day; the link once something is proposed for it."""
        self.world.rows("UPDATE qb_connection_health SET changes_asked_at = NULL")
        self.world.wait(lambda: self.linked(model, record, role)["candidate_id"], PATIENCE, rousing=True)
        return self.linked(model, record, role)
