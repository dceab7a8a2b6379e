"""Words of the query language, with the positions that parse errors name (spec qbo 1.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..faults import Fault, query_parse

_WORDS = re.compile(
    r"""(?P<space>\s+)
      | (?P<string>'(?:[^'\\]|\\.)*')
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<operator><=|>=|=|<|>)
      | (?P<symbol>[(),*])
      | (?P<word>[A-Za-z_][\w.]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED_APOSTROPHE = re.compile(r"\\(')")
_STRAY = re.compile(r"\\(?!')")
KEYWORDS = frozenset(
    [
        "SELECT",
        "FROM",
        "WHERE",
        "AND",
        "IN",
        "LIKE",
        "ORDERBY",
        "ORDER",
        "BY",
        "ASC",
        "DESC",
        "STARTPOSITION",
        "MAXRESULTS",
        "COUNT",
        "TRUE",
        "FALSE",
        "CURRENT_DATE",
    ]
)


@dataclass(frozen=True)
class Token:
    """`kind`: string, number, operator, symbol, word, keyword, end or junk; `text` written, `value` meant."""

    kind: str
    text: str
    value: str
    position: int

    def is_keyword(self, word: str) -> bool:
        """True for the keyword `word` (upper case), however it was spelled."""
        return self.kind == "keyword" and self.value == word


def tokens(statement: str, backslash: str) -> list[Token]:
    """The statement's words; the last one is `end`, or `junk` where no word can begin.

    `backslash` is what a backslash before anything but an apostrophe does: refuse, escape or literal.
    """
    found: list[Token] = []
    position = 0
    while position < len(statement):
        match = _WORDS.match(statement, position)
        stray = match and match.lastgroup == "string" and backslash == "refuse" and _STRAY.search(match.group())
        if stray:
            return [*found, Token("junk", "\\", "", position + stray.start())]
        if match is None:
            return [*found, Token("junk", statement[position], "", position)]
        if match.lastgroup != "space":
            found.append(_token(match.lastgroup or "", match.group(), position, backslash))
        position = match.end()
    return [*found, Token("end", "", "", position)]


def _token(kind: str, text: str, position: int, backslash: str) -> Token:
    if kind == "string":
        escaped = _ESCAPED if backslash == "escape" else _ESCAPED_APOSTROPHE
        return Token(kind, text, escaped.sub(r"\1", text[1:-1]), position)
    if kind == "word" and text.upper() in KEYWORDS:
        return Token("keyword", text, text.upper(), position)
    return Token(kind, text, text, position)


def unexpected(token: Token, statement: str) -> Fault:
    """4000 in the words of Intuit's parser: 'Encountered " <IDENTIFIER> "TxnDate "" at line 1, column 29.'"""
    before = statement[: token.position]
    line = before.count("\n") + 1
    column = token.position - (before.rfind("\n") + 1) + 1
    where = f"at line {line}, column {column}."
    if token.kind == "end":
        return query_parse(f'Encountered "<EOF>" {where}')
    if token.kind == "junk":
        return query_parse(f'Lexical error {where[:-1]}.  Encountered: "{token.text}" ({ord(token.text)}), after : ""')
    names = {"string": "<STRING_LITERAL>", "number": "<NUMBER_LITERAL>", "word": "<IDENTIFIER>"}
    name = names.get(token.kind, f'"{token.text.lower()}"')
    return query_parse(f'Encountered " {name} "{token.text} "" {where}')
