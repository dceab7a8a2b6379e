"""A statement of the query language as a tree (spec qbo 1.6).

SELECT * | count(*) | p[, ...] FROM Entity [WHERE p op v [AND ...]] [ORDERBY p [ASC|DESC][, ...]]
[STARTPOSITION n] [MAXRESULTS n]; `ORDER BY` with a space as well. No OR, no parentheses, no JOIN: 4000.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..faults import query_invalid
from .query_lexer import Token, tokens, unexpected

DEFAULT_PAGE = 100  # objects when MAXRESULTS is absent (spec qbo 1.6)
LARGEST_PAGE = 1000  # objects in one page (spec qbo 2.1)
CURRENT_DATE = object()  # the literal CURRENT_DATE

Literal = str | bool | object


@dataclass(frozen=True)
class Condition:
    """`path` op value(s). `operator` is =, <, >, <=, >=, LIKE or IN (upper case)."""

    path: str
    operator: str
    values: tuple[Literal, ...]


@dataclass
class Statement:
    """One parsed query. `start` is 1-based; `size` None when MAXRESULTS was absent."""

    entity: str
    columns: list[str] = field(default_factory=list)  # empty for *
    counting: bool = False
    conditions: list[Condition] = field(default_factory=list)
    order: list[tuple[str, bool]] = field(default_factory=list)  # path, descending
    start: int = 1
    size: int | None = None


def parse(statement: str, backslash: str = "refuse") -> Statement:
    """The statement's tree (`backslash` as the switch `query_backslash`).

    Fault 4000 when it cannot be parsed, 4001 for a position below 1.
    """
    return _Parser(statement, backslash).statement()


class _Parser:
    """Recursive descent over the words of one statement."""

    def __init__(self, text: str, backslash: str) -> None:
        self.text = text
        self.words = tokens(text, backslash)
        self.index = 0

    # -------------------------------------------------------------------------------- single words

    @property
    def word(self) -> Token:
        return self.words[self.index]

    def take(self) -> Token:
        word = self.word
        self.index += 1
        return word

    def accept(self, keyword: str) -> bool:
        if self.word.is_keyword(keyword):
            self.index += 1
            return True
        return False

    def symbol(self, text: str) -> bool:
        if self.word.kind == "symbol" and self.word.text == text:
            self.index += 1
            return True
        return False

    def refuse(self):
        raise unexpected(self.word, self.text)

    def expect(self, keyword: str) -> None:
        if not self.accept(keyword):
            self.refuse()

    def expect_symbol(self, text: str) -> None:
        if not self.symbol(text):
            self.refuse()

    def name(self) -> str:
        if self.word.kind != "word":
            self.refuse()
        return self.take().value

    # --------------------------------------------------------------------------------- the grammar

    def statement(self) -> Statement:
        self.expect("SELECT")
        counting, columns = self.columns()
        self.expect("FROM")
        found = Statement(self.name(), columns, counting)
        if self.accept("WHERE"):
            found.conditions.append(self.condition())
            while self.accept("AND"):
                found.conditions.append(self.condition())
        if self.ordering():
            found.order.append(self.sort_key())
            while self.symbol(","):
                found.order.append(self.sort_key())
        if self.accept("STARTPOSITION"):
            found.start = self.position()
        if self.accept("MAXRESULTS"):
            found.size = self.position()
        if self.word.kind != "end":
            self.refuse()
        return found

    def columns(self) -> tuple[bool, list[str]]:
        """Whether it counts, and the columns ([] for everything)."""
        if self.accept("COUNT"):
            for text in "(*)":
                self.expect_symbol(text)
            return True, []
        names: list[str] = []
        everything = False
        while True:
            if self.symbol("*"):
                everything = True
            else:
                names.append(self.name())
            if not self.symbol(","):
                return False, [] if everything else names

    def condition(self) -> Condition:
        path = self.name()
        if self.accept("IN"):
            return Condition(path, "IN", self.values())
        if self.accept("LIKE"):
            return Condition(path, "LIKE", (self.value(),))
        if self.word.kind != "operator":
            self.refuse()
        return Condition(path, self.take().text, (self.value(),))

    def values(self) -> tuple[Literal, ...]:
        self.expect_symbol("(")
        found = [self.value()]
        while self.symbol(","):
            found.append(self.value())
        self.expect_symbol(")")
        return tuple(found)

    def value(self) -> Literal:
        if self.word.kind in ("string", "number"):
            return self.take().value
        if self.accept("TRUE"):
            return True
        if self.accept("FALSE"):
            return False
        if not self.accept("CURRENT_DATE"):
            self.refuse()
        return CURRENT_DATE

    def ordering(self) -> bool:
        if self.accept("ORDERBY"):
            return True
        if self.accept("ORDER"):
            self.expect("BY")
            return True
        return False

    def sort_key(self) -> tuple[str, bool]:
        path = self.name()
        if self.accept("DESC"):
            return path, True
        self.accept("ASC")
        return path, False

    def position(self) -> int:
        if self.word.kind != "number" or "." in self.word.text or self.word.text.startswith("-"):
            self.refuse()
        number = int(self.take().text)
        if number < 1:
            raise query_invalid(f"value {number} is too small. Min allowed value is 1")
        return number
