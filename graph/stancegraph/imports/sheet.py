"""A table with a statement a row in (CSV, or a workbook), a project of ours out; which column holds what is said, or told from the header."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stancegraph import dates
from stancegraph.closedwords import Certainty, DocumentType, Mode, Scope, Status
from stancegraph.imports import ours, tables
from stancegraph.imports.columns import Column, chosen, read_mapping
from stancegraph.imports.events import Coded, Event, Noun, Ref, Said, Value, Words, clean, noted
from stancegraph.imports.making import Imported, imported
from stancegraph.imports.phrasing import relation_table
from stancegraph.imports.report import ROWS, Tally
from stancegraph.imports.sides import Reading, Side, Sides
from stancegraph.imports.tables import Row
from stancegraph.quotations import length
from stancegraph.statements import PINNED_ID

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

    from stancegraph.imports.tables import Table

__all__ = ["read_sheet"]

_CLOSED: dict[str, type[StrEnum]] = {"mode": Mode, "certainty": Certainty, "scope": Scope, "status": Status}
_TYPES = {
    **dict.fromkeys(("organization", "organisation", "party"), "organization"),
    **dict.fromkeys(("person", "politician"), "person"),
    **dict.fromkeys(("country", "state"), "state"),
}
LONGEST_QUOTE = 1000  # code points; one word may be of any length


def read_sheet(  # noqa: PLR0913 - one keyword for each thing a table does not say of itself
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str] | None = None,
    mapping: str | os.PathLike[str] | None = None,
    date_format: str | None = None,
    midpoint: float | None = None,
    quote_words: int = 25,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Imported:
    """The project that a table holds: a statement a row, a header above them.

    `columns` names columns by our words ({"actor": "party"}), `mapping` is a YAML file that does so, with the meaning of values; the
    first wins. Columns that neither names are told from the header. `date_format` is for dates that are neither ISO nor EDTF, as
    `datetime.strptime` takes it. A `statements.csv` of our own is known by its header and comes back as it was.

    Raises:
        NotImportableError: The file cannot be read as a table, or says nowhere who holds which position on what.
        ValueError: A word, column, sheet or mapping that does not exist.
        LookupError: An encoding that does not exist.
        OSError: The file or the mapping cannot be opened.
    """
    if quote_words < 1:
        raise ValueError(f"a quote has at least one word, not {quote_words}")
    wanted = (read_mapping(mapping) if mapping is not None else {}) | {word: Column(name) for word, name in (columns or {}).items()}
    tally = Tally()
    table = tables.read(path, tally, sheet=sheet, encoding=encoding, delimiter=delimiter)
    if not wanted and ours.is_ours(table.header):
        return ours.imported(table, tally)
    reader = _Rows(table, chosen(table.header, wanted, tally), date_format, midpoint, quote_words, tally)
    return imported(reader.coded(), tally)


class _Rows:
    """The rows of one table on their way into our language."""

    def __init__(  # noqa: PLR0913, PLR0917 - what `read_sheet` was told
        self,
        table: Table,
        columns: Mapping[str, tuple[int, Column]],
        date_format: str | None,
        midpoint: float | None,
        quote_words: int,
        tally: Tally,
    ) -> None:
        self.table, self.columns, self.date_format, self.quote_words, self.tally = table, columns, date_format, quote_words, tally
        self.ids = set[str]()
        stance = columns["stance"][1]
        found = (self._cell(row, "stance") for row in table.rows)
        self.sides = Sides.of(found, relation_table(), tally, Reading(stance.name, midpoint, None, stance.values))

    def _cell(self, row: Row, word: str) -> str:
        """What a row says in the column of one of our words; "" where there is none. Stances are told by their own table."""
        if word not in self.columns:
            return ""
        number, column = self.columns[word]
        text = row.cells[number]
        if column.values is not None and word != "stance":
            return column.values.get(" ".join(text.casefold().split()), text)
        return text

    def coded(self) -> Coded:
        """Everything that the table holds and our language can."""
        rows = [(row, side) for row in self.table.rows if (side := self._side(row))]
        said = {row.where: self._date(row) for row, _ in rows}
        documents = dict(self._documents([row for row, _ in rows], said))
        dated = {ref for ref, noun in documents.items() if "date" in dict(noun.fields)}
        nouns = documents | dict(self._nouns([row for row, _ in rows]))
        events = tuple(self._event(row, side, said[row.where], dated) for row, side in rows)
        self._tell_unused()
        return Coded(title=Path(self.table.name).stem, origin=self.table.name, nouns=nouns, events=events, quote_words=self.quote_words)

    def _side(self, row: Row) -> Side | None:
        """The stance of a row that can be carried; None, and told, for others."""
        stance = self._cell(row, "stance")
        side = self.sides.side(stance)
        why = ""
        if not (clean(self._cell(row, "actor")) or clean(self._cell(row, "by"))):
            why = "they say of nobody that he holds the position"
        elif not clean(self._cell(row, "issue")):
            why = "they name no issue"
        elif side is None:
            why = (
                f"{clean(stance)[:40]!r} is no stance that is known: say what it means in a --mapping" if stance else "they have no stance"
            )
            if self.sides.values and self.sides.values.get(" ".join(stance.casefold().split())) == "":
                why = "the mapping leaves them out"
        if why:
            self.tally.lost(ROWS, why, row.where)
        return None if why else side

    # Nouns

    def _document(self, row: Row) -> Ref | None:
        key = self._cell(row, "document") or self._cell(row, "title")
        return Ref("documents", key) if clean(key) else None

    def _documents(self, rows: list[Row], said: Mapping[str, str]) -> Iterator[tuple[Ref, Noun]]:
        """Each document with what its first row says of it, and its date if all its rows have the same one."""
        by_document = defaultdict[Ref, list[Row]](list)
        for row in rows:
            if ref := self._document(row):
                by_document[ref].append(row)
        for ref, listed in by_document.items():
            first = listed[0]
            for word in ("title", "publisher", "author", "section", "document_type", "url"):
                others = [row.where for row in listed if self._cell(row, word) != self._cell(first, word)]
                self.tally.lost(
                    f"cells of {word}", "the first row of the document says it otherwise", others[0] if others else "", len(others)
                )
            days = {said[row.where] for row in listed}
            yield ref, self._noun_of(ref, first, next(iter(days)) if len(days) == 1 else "")

    def _noun_of(self, ref: Ref, row: Row, day: str) -> Noun:
        type_, url = self._cell(row, "document_type").casefold(), self._cell(row, "url")
        known, is_url = type_ in set(DocumentType), url.startswith(("http://", "https://")) and " " not in url and url.isascii()
        fields: list[tuple[str, Value]] = [("type", type_)] if known else []
        fields += [(key, value) for key, value in (("publisher", clean(self._cell(row, "publisher"))), ("date", day)) if value]
        fields += [("url", url)] if is_url else []
        told = {word: self._cell(row, word) for word in ("author", "section")}
        rest = noted(*told.items(), ("type", "" if known else type_), ("url", "" if is_url else url))
        name = clean(self._cell(row, "title")) or (f"document {ref.key}" if ref.key.isdecimal() else clean(ref.key))
        return Noun(name=name, fields=(*fields, *rest))

    def _nouns(self, rows: list[Row]) -> Iterator[tuple[Ref, Noun]]:
        """Speakers, then holders, so that who is both is no person; issues and coders."""
        for row in rows:
            for word in ("by", "via"):
                if name := clean(self._cell(row, word)):
                    yield Ref("actors", name), Noun(name=name, fields=self._typed(word))
        for row in rows:
            if name := clean(self._cell(row, "actor")):
                yield Ref("actors", name), Noun(name=name, fields=self._typed("actor"))
            yield Ref("issues", clean(self._cell(row, "issue"))), Noun(name=clean(self._cell(row, "issue")))
            if name := clean(self._cell(row, "coder")):
                yield Ref("coders", name), Noun(name=name)

    def _typed(self, word: str) -> tuple[tuple[str, Value], ...]:
        """The type of actor that a column's name says; a column called "actor" says nothing."""
        name = self.columns[word][1].name.casefold()
        return (("type", _TYPES[name]),) if name in _TYPES else ()

    # Statements

    def _event(self, row: Row, side: Side, day: str, dated: set[Ref]) -> Event:
        by, actor, coder, via = (clean(self._cell(row, word)) for word in ("by", "actor", "coder", "via"))
        document = self._document(row)
        tags = [tag for part in self._cell(row, "tags").replace("|", ";").split(";") if (tag := clean(part))]
        tags += [f"{clean(self.columns['stance'][1].name)}={side.strength}"] if side.strength else []
        keys: list[tuple[str, Value]] = [("tags", tags[0] if len(tags) == 1 else tuple(tags))] if tags else []
        keys += [("if", condition)] if (condition := clean(self._cell(row, "if"))) else []
        return Event(
            where=row.where,
            name=f"row-{row.where.rpartition(':')[2]}",
            actor=Ref("actors", actor or by),
            relation=side.relation,
            negated=side.negated,
            object=Ref("issues", clean(self._cell(row, "issue"))),
            document=document,
            by=(Said(Ref("actors", by)),) if by and actor and by != actor else (),
            via=(Said(Ref("actors", via)),) if via else (),
            coder=Ref("coders", coder) if coder else None,
            quotes=tuple(self._quotes(row)),
            said=None if document in dated else day or None,
            keys=(*keys, *self._closed(row), *self._id(row), *noted(("", self._cell(row, "note")))),
        )

    def _quotes(self, row: Row) -> Iterator[Words]:
        """The words of the cell; of many words the first, as many as a quote has."""
        words = clean(self._cell(row, "quote"))
        if not words:
            return
        if not any(map(str.isalnum, words)):
            self.tally.lost("quotes", "they hold no letter and no digit", row.where)
            return
        listed = words.split()
        if length(words) > self.quote_words or len(words) > LONGEST_QUOTE:
            most = min(self.quote_words, len(listed))
            while most > 1 and (length(" ".join(listed[:most])) > self.quote_words or len(" ".join(listed[:most])) > LONGEST_QUOTE):
                most -= 1
            words = " ".join(listed[:most])[:LONGEST_QUOTE]
            self.tally.lost(
                "ends of quotes", f"a quote is a pointer of at most {self.quote_words} words: they keep their beginning", row.where
            )
        if any(map(str.isalnum, words)):
            yield Words(words)

    def _closed(self, row: Row) -> Iterator[tuple[str, Value]]:
        for word, words in _CLOSED.items():
            text = self._cell(row, word).casefold()
            if text in set(words):
                yield word, text
            elif text:
                self.tally.lost(f"cells of {word}", f"it is one of {', '.join(words)}", f"{row.where} {text}")

    def _id(self, row: Row) -> Iterator[tuple[str, Value]]:
        text = self._cell(row, "id").removeprefix("s/")
        if text and PINNED_ID.match(text) and text not in self.ids:
            self.ids.add(text)
            yield "id", text
        elif text:
            why = "another row has the same" if text in self.ids else "an id has letters, digits, hyphens and underscores"
            self.tally.lost("ids", why, f"{row.where} {text}")

    def _date(self, row: Row) -> str:
        """The day on which it was said, as EDTF; "" where nothing is written or nobody can read it."""
        text = self._cell(row, "date")
        if not text:
            return ""
        if self.date_format:
            try:
                return datetime.strptime(text, self.date_format).replace(tzinfo=UTC).date().isoformat()
            except (ValueError, OverflowError):
                self.tally.lost("dates", f"they are not written as {self.date_format}; their statements have none", f"{row.where} {text}")
                return ""
        day, time = text[:10], text[10:]
        try:
            if time[:1] in {"T", " "} and datetime.fromisoformat(text):
                if any(digit in "123456789" for digit in time.partition("+")[0]):
                    self.tally.lost("times of day", "a statement has a day here", f"{row.where} {text}")
                return dates.parse(day).edtf
            return dates.parse(text).edtf
        except ValueError:
            cure = "they are neither ISO nor EDTF: give --date-format, such as %d.%m.%Y; their statements have none"
            self.tally.lost("dates", cure, f"{row.where} {text}")
            return ""

    def _tell_unused(self) -> None:
        """Counts the cells of columns that nobody asked for."""
        used = {number for number, _ in self.columns.values()}
        for number, name in enumerate(self.table.header):
            if number not in used:
                filled = [row for row in self.table.rows if row.cells[number]]
                example = f"{filled[0].where} {filled[0].cells[number]}" if filled else ""
                self.tally.lost(f"cells of the column {name!r}", "it is mapped to none of our words", example, len(filled))
