"""From the notation of spec qbd 5.5 to a grammar.

One production per line, continued by indented lines: `Name = item, item, ...`; order is binding.

    Name          an optional element      Name!     required         Name*  Name+  Name[0..50]   repeated
    :41           at most 41 characters    :amt :price :quan :percent :date :datetime :bool :int :id :guid :float
    :int[1..12]   a whole number in a range            :macro          an id or a macro (attribute useMacro)
    :{A|B=-1}     an enumeration (B=-1 is one value)   :#AccountType   an enumeration of that name
    =AddressData  content of that production           =               content of the production of the same name
    $ListCore     the items of another production, in place
    (a | b)?      a choice                 [a, b]     a sequence inside a choice
    @requestID    an attribute (string unless typed)
    x^16          only from version 16 on              x^13            only up to version 13

No type is a string without limit. `#Name = A | B` defines an enumeration.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .model import (
    MANY,
    NEWEST,
    OLDEST,
    Attribute,
    Choice,
    Element,
    Grammar,
    Particle,
    Production,
    Sequence,
    Simple,
    Splice,
)

_TOKEN = re.compile(r"\s*(\[\d+\.\.\d*\]|[A-Za-z_][A-Za-z0-9_]*(?:=-?\d+)?|\d+|\^1[36]|[-#$@=:{}()|,!*+?\[\]])")
_MARKS = {"!": (1, 1), "*": (0, MANY), "+": (1, MANY), "?": (0, 1)}
Enums = dict[str, tuple[tuple[str, int, int], ...]]


def parse_tables(texts: list[str]) -> Grammar:
    """A grammar from the texts of all tables."""
    lines = [line for text in texts for line in _unfolded(text)]
    enums: Enums = {}
    for name, body in lines:
        if name.startswith("#"):
            enums[name[1:]] = _Parser(body, {}).values()
    productions = {n: _Parser(body, enums).production(n) for n, body in lines if not n.startswith("#")}
    return Grammar(productions)


def _unfolded(text: str) -> list[tuple[str, str]]:
    joined = re.sub(r"\n\s+", " ", text)
    pairs = [line.split(" =", 1) for line in joined.split("\n") if line.strip()]
    return [(name.strip(), body) for name, body in pairs]


class _Parser:
    """One production's text."""

    def __init__(self, text: str, enums: Enums) -> None:
        self.tokens = _TOKEN.findall(text)
        if "".join(self.tokens) != re.sub(r"\s+", "", text):
            raise ValueError(f"unreadable grammar: {text}")
        self.position = 0
        self.enums = enums

    def peek(self) -> str:
        return self.tokens[self.position] if self.position < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        token = self.peek()
        if expected is not None and token != expected:
            raise ValueError(f"{expected} expected, {token} found in {self.tokens}")
        self.position += 1
        return token

    def accept(self, token: str) -> bool:
        found = self.peek() == token
        self.position += int(found)
        return found

    # ------------------------------------------------------------------------------------------- particles

    def production(self, name: str) -> Production:
        items: list[Particle] = []
        attributes: list[Attribute] = []
        while self.peek():
            if self.accept("@"):
                attributes.append(self.attribute())
            else:
                items.append(self.particle())
            if self.peek():
                self.take(",")
        return Production(name, tuple(items), tuple(attributes))

    def attribute(self) -> Attribute:
        name = self.take()
        return Attribute(name, self.accept("!"), self.type())

    def particle(self) -> Particle:
        token = self.peek()
        if token == "(":
            made = self.group("(", "|", ")")
        elif token == "[":
            made = self.group("[", ",", "]")
        elif token == "$":
            self.take()
            made = Splice(production=self.take())
        else:
            return self.versioned(self.element())
        low, high = _MARKS.get(self.peek(), (1, 1))
        self.position += int(self.peek() in _MARKS)
        return self.versioned(replace(made, low=low, high=high))

    def group(self, opening: str, separator: str, closing: str) -> Particle:
        self.take(opening)
        members = [self.particle()]
        while self.accept(separator):
            members.append(self.particle())
        self.take(closing)
        return Choice(options=tuple(members)) if opening == "(" else Sequence(items=tuple(members))

    def element(self) -> Element:
        name = self.take()
        low, high = self.count()
        return Element(low=low, high=high, name=name, content=self.content(name))

    def count(self) -> tuple[int, int]:
        token = self.peek()
        if token in ("!", "*", "+"):
            self.take()
            return _MARKS[token]
        if re.fullmatch(r"\[\d+\.\.\d+\]", token):
            self.take()
            low, high = token[1:-1].split("..")
            return int(low), int(high)
        return 0, 1

    def versioned(self, made: Particle) -> Particle:
        if self.accept("^16"):
            return replace(made, first=16)
        if self.accept("^13"):
            return replace(made, last=OLDEST)
        return made

    # ----------------------------------------------------------------------------------------------- types

    def content(self, name: str) -> Simple | str:
        if not self.accept("="):
            return self.type()
        following = self.peek()
        return self.take() if re.fullmatch(r"[A-Za-z]\w*", following) else name

    def type(self) -> Simple:
        if not self.accept(":"):
            return Simple()
        if self.accept("{"):
            values = self.values()
            self.take("}")
            return Simple("enum", values=values)
        if self.accept("#"):
            return Simple("enum", values=self.enums[self.take()])
        word = self.take()
        if word.isdigit():
            return Simple(length=int(word))
        bounds = re.fullmatch(r"\[(\d+)\.\.(\d*)\]", self.peek())
        if bounds:
            self.take()
            return Simple(word, low=int(bounds[1]), high=int(bounds[2]) if bounds[2] else None)
        return Simple(word, length=36 if word in ("id", "macro") else None)

    def values(self) -> tuple[tuple[str, int, int], ...]:
        found = [self.value()]
        while self.accept("|"):
            found.append(self.value())
        return tuple(found)

    def value(self) -> tuple[str, int, int]:
        word = self.take()
        if self.accept("^16"):
            return word, 16, NEWEST
        return word, OLDEST, OLDEST if self.accept("^13") else NEWEST
