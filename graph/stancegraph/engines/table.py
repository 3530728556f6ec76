"""Answers to queries: a `Table` of rows from SELECT, `Triples` from CONSTRUCT, and the texts they are shown and saved as."""

from __future__ import annotations

import csv
import io
import json
import textwrap
import unicodedata
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from stancegraph.dates import words
from stancegraph.engines.terms import STRING, Blank, Iri, Literal, Term, TripleTerm, Value, parts, spelling
from stancegraph.vocabulary import EDTF, expanded, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Row", "Table", "Triple", "Triples"]

_EDTF: Final = expanded(EDTF).strip("<>")
Row: TypeAlias = tuple[Value, ...]

CELL_WIDTH: Final = 60  # columns of a terminal; a longer cell goes on in the next line
NO_ROWS: Final = "(0 rows)"
ROWS_SHOWN: Final = 200  # at a prompt and in a notebook; the text and the files have all


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """The answer to a SELECT: `rows` of terms in the order of `columns`. `base` is the project's, for short names."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    base: str = ""
    more: int | None = 0
    """How many rows the answer has beyond these, where it was cut; None where nobody counted them."""

    def __iter__(self) -> Iterator[Row]:
        """The rows, in order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def __str__(self) -> str:
        """As `to_text` shows it."""
        return self.to_text()

    def __repr__(self) -> str:
        """What a Python prompt shows: as `to_text`, but at most 200 rows."""
        more = len(self.rows) - ROWS_SHOWN
        return Table(self.columns, self.rows[:ROWS_SHOWN], self.base).to_text() + (f" and {more:,} more" if more > 0 else "")

    def column(self, name: str) -> tuple[Value, ...]:
        """One column's values, in row order.

        Raises:
            KeyError: There is no such column.
        """
        if name not in self.columns:
            message = f"no column {name!r}; the columns are {', '.join(self.columns)}"
            raise KeyError(message)
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)

    def short(self, base: str | None = None) -> Table:
        """The same rows as a reader knows them: IRIs below `base` (default: the table's) as slugs, others as prefixed names.

        >>> Table(("who", "does"), ((Iri("https://e.org/russia"), Iri("http://xmlns.com/foaf/0.1/name")),)).short("https://e.org/").rows
        ((Literal('russia'), Literal('foaf:name')),)
        """
        known = _namespaces(self.base if base is None else base)
        return Table(self.columns, tuple(tuple(_short(value, known) for value in row) for row in self.rows), self.base, self.more)

    def to_text(self, *, empty: str = NO_ROWS) -> str:
        """Rows under their column names, with short names; texts of over 60 columns go on in the next line. No newline at the end.

        Dates are written as people write them ("summer 2007", "by 2008-04-30"); CSV and JSON keep EDTF. The last line counts the
        rows; where there is none it is `empty`.
        """
        cells = [[_visible(_worded(value)) for value in row] for row in self.short().rows]
        wrapped = [[_wrapped(cell) for cell in row] for row in [list(self.columns), *cells]]
        widths = [max(_width(line) for row in wrapped for line in row[at]) for at in range(len(self.columns))]
        lines = [line for row in wrapped for line in _aligned(row, widths)]
        lines.insert(max((len(cell) for cell in wrapped[0]), default=0), "  ".join("-" * width for width in widths))
        count = len(self.rows)
        return "\n".join([*lines, f"({count} row{'' if count == 1 else 's'})" if count else empty])

    def to_csv(self) -> str:
        """SPARQL 1.1 Query Results CSV: full IRIs, literals without datatype and language, CRLF, "" for unbound."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(self.columns)
        writer.writerows([f"_:{value}" if isinstance(value, Blank) else value or "" for value in row] for row in self.rows)
        return out.getvalue()

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON (triple terms as in SPARQL 1.2), indented, ending in a newline."""
        bindings = [{name: _json(value) for name, value in zip(self.columns, row, strict=True) if value is not None} for row in self.rows]
        answer = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"

    def _repr_html_(self) -> str:
        """An HTML table for notebooks, every text escaped; at most 200 rows, and a line that says how many there are."""
        first = Table(self.columns, self.rows[:ROWS_SHOWN], self.base)
        head = "".join(f"<th>{escape(_visible(name))}</th>" for name in self.columns)
        body = "".join(map(_html_row, first.rows, first.short().rows))
        more = f"<p>{len(self.rows):,} rows, the first {ROWS_SHOWN} shown</p>" if len(self.rows) > ROWS_SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


class Triple(NamedTuple):
    """One triple of an answer."""

    subject: Term
    predicate: Term
    object: Term


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE: triples, each once, sorted. `turtle` is the same as an engine writes it."""

    triples: tuple[Triple, ...]
    turtle: str

    def __iter__(self) -> Iterator[Triple]:
        """The triples, sorted."""
        return iter(self.triples)

    def __len__(self) -> int:
        """The number of triples."""
        return len(self.triples)

    def __str__(self) -> str:
        """As Turtle."""
        return self.turtle

    def to_turtle(self) -> str:
        """Turtle with the project's prefixes."""
        return self.turtle

    def to_ntriples(self) -> str:
        """N-Triples, one triple a line, sorted."""
        return "".join(f"{' '.join(map(spelling, triple))} .\n" for triple in self.triples)


def _html_row(row: Row, shown: Row) -> str:
    cells = (f'<td title="{escape(full or "")}">{escape(_visible(cell or ""))}</td>' for full, cell in zip(row, shown, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def _namespaces(base: str) -> list[tuple[str, str]]:
    """(namespace, what stands for it), longest first; slugs stand alone."""
    known = {namespace: f"{prefix}:" for prefix, namespace in prefixes(base).items() if prefix and namespace}
    if base:
        known = {namespace: name for namespace, name in known.items() if not namespace.startswith(base)} | {base: ""}
    return sorted(known.items(), key=lambda item: (-len(item[0]), item))


def _short(value: Value, known: list[tuple[str, str]]) -> Value:
    if not isinstance(value, Iri):
        return value if value is None or isinstance(value, Literal) else Literal(f"_:{value}" if isinstance(value, Blank) else value)
    for namespace, name in known:
        if value.startswith(namespace) and len(value) > len(namespace):
            return Literal(name + value[len(namespace) :])
    return Literal(f"<{value}>")


def _worded(value: Value) -> str:
    return words(value) if isinstance(value, Literal) and value.datatype == _EDTF else value or ""


def _visible(text: str) -> str:
    """Controls of terminals and of writing direction as a dot; line ends as a space: a quote must not move the cursor."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\N{MIDDLE DOT}" for c in text)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, CELL_WIDTH, break_long_words=False, break_on_hyphens=False) if _width(text) > CELL_WIDTH else [text]


def _width(text: str) -> int:
    """Columns of a terminal: wide East Asian characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _aligned(row: list[list[str]], widths: list[int]) -> Iterator[str]:
    for at in range(max((len(cell) for cell in row), default=0)):
        lines = [cell[at] if at < len(cell) else "" for cell in row]
        yield "  ".join(line + " " * (width - _width(line)) for line, width in zip(lines, widths, strict=True)).rstrip()


def _json(term: Term) -> dict[str, object]:
    match term:
        case Iri():
            return {"type": "uri", "value": str(term)}
        case Blank():
            return {"type": "bnode", "value": str(term)}
        case TripleTerm():
            return {"type": "triple", "value": dict(zip(("subject", "predicate", "object"), map(_json, parts(term)), strict=True))}
        case Literal():
            more = {"xml:lang": term.language} if term.language else {} if term.datatype == STRING else {"datatype": term.datatype}
            return {"type": "literal", "value": str(term), **more}
