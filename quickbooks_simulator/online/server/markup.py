"""HTML in small pieces."""

from __future__ import annotations

from decimal import Decimal
from html import escape as _escape
from pathlib import Path

STYLE = Path(__file__).with_name("style.css")


def escape(value: object) -> str:
    """`value` as text that is safe in HTML and in attributes."""
    return _escape("" if value is None else str(value), quote=True)


def document(title: str, body: str, *, refresh_seconds: int | None = None) -> str:
    """A whole page; with `refresh_seconds` the browser loads it again by itself."""
    refresh = f'<meta http-equiv="refresh" content="{refresh_seconds}">' if refresh_seconds else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{refresh}
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
{body}
</body>
</html>
"""


def money(value: object) -> str:
    """An amount with two decimals and thousands separators; "" for None."""
    return "" if value is None else f"{Decimal(str(value)):,.2f}"


def link(address: str, text: object) -> str:
    """A link."""
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def table(
    heads: list[str], rows: list[list[str]], *, numbers: tuple[int, ...] = (), empty: str = "Nothing yet."
) -> str:
    """A table that scrolls by itself on a phone; `rows` are HTML, `numbers` the columns set right."""
    if not rows:
        return f'<p class="empty">{escape(empty)}</p>'

    def cell(tag: str, index: int, content: str) -> str:
        return f"<{tag}{' class=number' if index in numbers else ''}>{content}</{tag}>"

    head = "".join(cell("th", index, escape(text)) for index, text in enumerate(heads))
    lines = "".join(
        "<tr>" + "".join(cell("td", index, content) for index, content in enumerate(row)) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
