"""Runs a parsed query on the store (spec qbo 1.6)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from ..company import Companies, Company
from ..faults import query_invalid
from ..schema.model import EntitySchema
from .query_filters import column, condition_sql
from .query_parser import DEFAULT_PAGE, LARGEST_PAGE, Statement, parse

BY_ID = "CAST(id AS INTEGER)"
ALWAYS_SHOWN = ("domain", "sparse")  # beside the columns of a projection


class QueryEngine:
    """Answers statements for one company."""

    def __init__(self, companies: Companies, company: Company, entities: Mapping[str, str]) -> None:
        self.companies = companies
        self.company = company
        self.entities = entities  # lower-case name -> Intuit's name

    def run(self, text: str) -> dict:
        """The `QueryResponse` object for the statement `text`."""
        statement = parse(text, self.company.switch("query_backslash"))
        schema = self._schema(statement)
        where, values = self._where(schema, statement)
        if statement.counting:
            return {"totalCount": self._rows(f"SELECT count(*) {where}", values)[0][0]}
        order = self._order(schema, statement)
        page = [self._size(statement), statement.start - 1]
        rows = self._rows(f"SELECT body {where} ORDER BY {order} LIMIT ? OFFSET ?", [*values, *page])
        if not rows:
            return {}
        found = [self._projected(schema, statement, json.loads(row[0])) for row in rows]
        return {schema.name: found, "startPosition": statement.start, "maxResults": len(found)}

    def _schema(self, statement: Statement) -> EntitySchema:
        name = self.entities.get(statement.entity.lower())
        schema = self.company.fields(name) if name else None
        if schema is None or "query" not in schema.operations:
            raise query_invalid(f"Metadata not found for Entity: {statement.entity}")
        return schema

    def _where(self, schema: EntitySchema, statement: Statement) -> tuple[str, list]:
        clauses = ["realm = ?", "type = ?", "deleted = 0"]
        values: list = [self.company.realm_id, schema.name]
        for condition in statement.conditions:
            sql, parameters = condition_sql(schema, condition)
            clauses.append(sql)
            values += parameters
        asked = {condition.path.lower() for condition in statement.conditions}
        if schema.is_list and "active" not in asked:
            clauses.append("active = 1")
        return "FROM object WHERE " + " AND ".join(clauses), values

    def _order(self, schema: EntitySchema, statement: Statement) -> str:
        """The ORDER BY terms; ties and the unordered case by ascending id (Intuit documents no order).

        A whole list is read along the index of its ids, page by page. With conditions their own indexes serve better:
        + keeps SQLite from the index of the ids.
        """
        keys = [column(schema, path).sort_sql + (" DESC" if descending else "") for path, descending in statement.order]
        whole = all(condition.path.lower() == "active" for condition in statement.conditions)
        if keys[-1:] != [BY_ID]:
            keys.append(BY_ID)
        return ", ".join(keys if whole else [key.replace(BY_ID, BY_ID.replace("id", "+id", 1)) for key in keys])

    def _size(self, statement: Statement) -> int:
        if statement.size is None:
            return DEFAULT_PAGE
        if statement.size > LARGEST_PAGE and self.company.switch("query_page_over_1000") == "refuse":
            raise query_invalid(f"value {statement.size} is too large. Max allowed value is {LARGEST_PAGE}")
        return min(statement.size, LARGEST_PAGE)

    def _projected(self, schema: EntitySchema, statement: Statement, body: dict) -> dict:
        """All of the body, or the columns that were named: accepted in practice (spec qbo 1.6)."""
        if not statement.columns:
            return body
        if self.company.switch("query_projection") == "refuse":
            raise query_invalid("only * and count(*) can be selected")
        known = {name.lower(): name for name in schema.fields}
        wanted = set(ALWAYS_SHOWN)
        for path in statement.columns:
            top = path.split(".")[0].lower()
            if top not in known:
                raise query_invalid(f"Property {path} not found for Entity {schema.name}")
            wanted.add(known[top])
        return {name: value for name, value in body.items() if name in wanted}

    def _rows(self, sql: str, values: list) -> list[sqlite3.Row]:
        connection = self.companies.connection()
        if "fold(" in sql:
            connection.create_function("fold", 1, _fold, deterministic=True)
        return connection.execute(sql, values).fetchall()


def entity_of(text: str, entities: Mapping[str, str]) -> str:
    """The entity a statement asks for, in Intuit's spelling, for log and orders; "" when it cannot be told."""
    words = text.split()
    lowered = [word.lower() for word in words]
    if "from" not in lowered or lowered.index("from") + 1 >= len(words):
        return ""
    name = words[lowered.index("from") + 1]
    return entities.get(name.lower(), name)


def _fold(text: object) -> object:
    return text.casefold() if isinstance(text, str) else text
