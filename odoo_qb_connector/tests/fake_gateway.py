"""A QuickBooks in memory behind the same port as the real ones: what the queue does can be tested without a wire.

`plan` orders how the next requests end; after the plan everything is applied and answered.
"""

import json
import threading
from dataclasses import dataclass, field
from decimal import Decimal

from odoo.addons.odoo_qb_connector.documents import Limits
from odoo.addons.odoo_qb_connector.gateway import (
    Acknowledged,
    Delivery,
    Failed,
    FindByMarker,
    FindByName,
    Member,
    ObjectRef,
    OutcomeUnknown,
    ReadObject,
    Removed,
    WireAnswer,
    WireRequest,
    Written,
)

APPLIED, LOST_BEFORE, LOST_AFTER = "applied", "lost before", "lost after"


@dataclass
class FakeGateway:
    """`honours_keys`: a known key is answered again instead of applied twice, as Intuit documents it."""

    honours_keys: bool = True
    batch_size: int = 30
    execution_limit: float = 0.0
    pulls: bool = False
    plan: list = field(default_factory=list)
    objects: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    questions: list = field(default_factory=list)
    on_transmit: object = None
    limits: Limits = field(default_factory=lambda: Limits(500, 100, 21, 4000, 4000, 10000))
    _answers: dict = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    # ------------------------------------------------------------------ the port

    def problems(self, _command):
        return []

    def held_number(self, number):
        return number

    def chunks(self, commands):
        positions = list(range(len(commands)))
        return [positions[at : at + self.batch_size] for at in range(0, len(positions), self.batch_size)]

    def encode(self, commands, key):
        items = [self._item(command) for command in commands]
        members = tuple(
            Member(str(position), item["verb"], item["type"], item["marker"]) for position, item in enumerate(items)
        )
        return WireRequest(key, "POST", "/batch", json.dumps(items).encode(), members=members, is_batch=len(items) > 1)

    def transmit(self, requests):
        return [self._transmit(request) for request in requests]

    def decode(self, request, answer):
        if answer.delivery is not Delivery.ANSWERED:
            return [Failed(OutcomeUnknown(answer.note))] * len(request.members)
        return [self._outcome(entry) for entry in json.loads(answer.body)]

    def ask(self, question):
        self.questions.append(question)
        alive = list(self.objects.values())
        if isinstance(question, FindByMarker):
            return [item for item in alive if item.ref.type == question.type and self._same(question, item)]
        if isinstance(question, FindByName):
            return [item for item in alive if item.ref.type == question.type and item.name in question.names]
        if isinstance(question, ReadObject):
            return self.objects.get(question.ref.id)
        raise AssertionError(f"the queue asked {question!r}")

    def close(self):
        """Nothing is open."""

    def url(self, ref):
        return f"https://books.example/{ref.type}/{ref.id}"

    # ------------------------------------------------------------------ inside

    @staticmethod
    def _item(command):
        document, target = command.document, command.target
        return {
            "verb": command.verb.value,
            "type": target.type if target else "Customer" if not hasattr(document, "lines") else "Invoice",
            "id": target.id if target else "",
            "marker": getattr(document, "marker", "") or "",
            "number": getattr(document, "number", "") or "",
            "name": getattr(document, "name", "") or "",
            "total": str(getattr(document, "total", "") or ""),
        }

    def _transmit(self, request):
        with self._lock:
            self.requests.append(request)
            ending = self.plan.pop(0) if self.plan else APPLIED
        if self.on_transmit:
            self.on_transmit(request)
        if callable(ending):
            return ending(self, request)
        if ending == LOST_BEFORE:
            return WireAnswer(Delivery.UNKNOWN, note="cut before")
        body = self.apply(request)
        if ending == LOST_AFTER:
            return WireAnswer(Delivery.UNKNOWN, note="cut after")
        return WireAnswer(Delivery.ANSWERED, 200, body=body)

    def apply(self, request, only=None):
        """Apply the request's items (or those at the positions `only`) and return the answer's body."""
        with self._lock:
            if self.honours_keys and request.key in self._answers:
                return self._answers[request.key]
            entries = [
                self._apply(item)
                for position, item in enumerate(json.loads(request.body))
                if only is None or position in only
            ]
            self._answers[request.key] = json.dumps(entries).encode()
            return self._answers[request.key]

    def _apply(self, item):
        if item["verb"] == "delete":
            self.objects.pop(item["id"], None)
            return {"removed": [item["type"], item["id"]]}
        object_id = item["id"] or str(len(self.objects) + 1001)
        before = self.objects.get(object_id)
        token = str(int(before.ref.token) + 1) if before else "0"
        self.objects[object_id] = Acknowledged(
            ObjectRef(item["type"], object_id, token),
            name=item["name"],
            number=item["number"],
            total=Decimal(item["total"]) if item["total"] else None,
            tax=Decimal("0"),
            currency="USD",
            marker=item["marker"],
        )
        return {"written": object_id}

    def _outcome(self, entry):
        if "removed" in entry:
            return Removed(ObjectRef(*entry["removed"]))
        return Written(self.objects[entry["written"]])

    @staticmethod
    def _same(question, item):
        if question.name:
            return item.name == question.name
        return item.number == question.number
