"""A `.dna` file in, its rows as typed values out, of versions 2 and 3 alike; the file is opened for reading only and never trusted.

Nothing here knows our language: names are the source's, offsets its UTF-16 units, dates its numbers. Columns with passwords are not read.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from stancegraph.imports.report import NotImportableError, Tally
from stancegraph.texts import MAX_TEXT

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

__all__ = ["MAGIC", "MAX_FILE", "MAX_ROWS", "DnaFile", "Document", "Entity", "Row", "Value", "Variable", "read"]

MAX_FILE = 512 * 1024 * 1024  # bytes
MAX_ROWS = 2_000_000  # of one table
MAX_VALUE = 64 * 1024 * 1024  # bytes of one value; texts above `MAX_TEXT` are left out and told
STEPS = 1_000_000  # instructions of SQLite between two looks at the clock that follows
MOST_STEPS = 2_000  # such spans of one query; reading two million rows takes a few dozen

MAGIC = b"SQLite format 3\0"
"""The first bytes of every SQLite database."""
_KNOWN = {
    *("SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "VARIABLELINKS", "REGEXES", "CODERRELATIONS", "STATEMENTS"),
    *("DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT", "ENTITIES", "ATTRIBUTES", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES"),
    *("CODERPERMISSIONS", "STATEMENTLINKS"),
}
Value = str | int


class Variable(NamedTuple):
    """A variable of a statement type; `kind` is short text, long text, integer or boolean."""

    name: str
    kind: str
    type: int


class Document(NamedTuple):
    """A document; `date` as stored, None where it is no number; `text` None where it is too long to be read."""

    id: int
    title: str
    text: str | None
    coder: int | None
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: int | None


class Entity(NamedTuple):
    """A value of a short text variable with its attributes (Type, Alias, Notes and the user's own), by name."""

    variable: int
    name: str
    attributes: tuple[tuple[str, str], ...]
    parent: str


class Row(NamedTuple):
    """A statement: offsets in UTF-16 units, end exclusive, None where they are no numbers."""

    id: int
    type: int
    document: int
    start: int | None
    stop: int | None
    coder: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaFile:
    """The content of a file. `values` are by (statement, variable); short texts are names of entities."""

    version: str
    major: int
    types: Mapping[int, str]
    variables: Mapping[int, Variable]
    coders: Mapping[int, str]
    documents: Mapping[int, Document]
    entities: tuple[Entity, ...]
    rows: tuple[Row, ...]
    values: Mapping[tuple[int, int], Value]


def read(path: str | os.PathLike[str], tally: Tally) -> DnaFile:
    """The rows of a file; what is passed over is counted in `tally`.

    Raises:
        NotImportableError: It is no SQLite database, broken, too large, of an unknown version, or lacks a table that is needed.
        OSError: It cannot be opened.
    """
    file = Path(path)
    before = _looked_at(file)
    try:
        with closing(_connected(file)) as connection:
            found = _Reader(connection, file.name, tally).file()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # Python decodes SQLite's own messages and names of columns strictly
        raise NotImportableError(f"{file.name} cannot be read: {error}; is the file complete?") from error
    if _looked_at(file) != before:
        raise NotImportableError(f"{file.name} was changed while it was read: close it in DNA and try again")
    return found


def _looked_at(file: Path) -> tuple[int, int]:
    """Size and time of a file that looks like a database at rest."""
    if not file.is_file():
        if file.exists():
            raise NotImportableError(f"{file} is no file")
        raise FileNotFoundError(2, "no such file", str(file))
    stat = file.stat()
    if stat.st_size > MAX_FILE:
        raise NotImportableError(f"{file.name} is over {MAX_FILE // 2**20} MiB")
    with file.open("rb") as stream:
        head = stream.read(len(MAGIC))
    if head != MAGIC:
        xml = head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        more = "; it is XML, as DNA 1 wrote it: open it in DNA 2 and save it as .dna" if xml else ""
        raise NotImportableError(f"{file.name} is no .dna file: it is no SQLite database{more}")
    for ending in ("-wal", "-journal"):
        beside = file.with_name(file.name + ending)
        if beside.is_file() and beside.stat().st_size:
            raise NotImportableError(f"{beside.name} holds changes that are not in {file.name} yet: open it in DNA and close it again")
    return stat.st_size, stat.st_mtime_ns


def _connected(file: Path) -> sqlite3.Connection:
    """A connection that cannot write, makes no file beside it, runs none of the file's own code and gives up on endless queries."""
    connection = sqlite3.connect(f"file:{quote(str(file.resolve()))}?mode=ro&immutable=1", uri=True)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class _Reader:
    """Reads one table after the other. Only names of tables and columns that stand in this module come into a query."""

    def __init__(self, connection: sqlite3.Connection, name: str, tally: Tally) -> None:
        self.connection, self.name, self.tally = connection, name, tally
        self.broken = 0
        connection.text_factory = self._decoded
        tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        self.tables = {str(table).upper(): str(table) for table, sql in tables if not _is_virtual(sql)}

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError:
            self.broken += 1
            return data.decode("utf-8", "replace")

    def file(self) -> DnaFile:
        version, major = self._version()
        types = {_int(i) or 0: _text(label) for i, label in self._rows("STATEMENTTYPES", "ID", "Label")}
        variables = {
            _int(i) or 0: Variable(_text(name), _text(kind).lower(), _int(type_) or 0)
            for i, name, kind, type_ in self._rows("VARIABLES", "ID", "Variable", "DataType", "StatementTypeId")
        }
        coders = {_int(i) or 0: _text(name) for i, name in self._rows("CODERS", "ID", "Name")}
        entities, names = self._entities() if major == 3 else self._attributes()  # noqa: PLR2004 - the version
        found = DnaFile(
            version=version,
            major=major,
            types=types,
            variables=variables,
            coders=coders,
            documents={document.id: document for document in self._documents()},
            entities=entities,
            rows=tuple(self._statements()),
            values=dict(self._values(names)),
        )
        self._left_behind()
        return found

    def _version(self) -> tuple[str, int]:
        """The version that the file names, and the one whose tables it has."""
        said = ""
        if "SETTINGS" in self.tables:
            said = next((_text(value) for key, value in self._rows("SETTINGS", "Property", "Value") if key == "version"), "")
        major = 3 if "ENTITIES" in self.tables else 2 if "ATTRIBUTES" in self.tables else 0
        if not major and "STATEMENTS" not in self.tables:
            raise NotImportableError(f"{self.name} is a SQLite database, but no .dna file: it has no table STATEMENTS")
        if said[:1].isdigit() and said[:1] not in "23":
            raise NotImportableError(f"{self.name} is of version {said[:20]!r}; versions 2 and 3 are read")
        if not major:
            raise NotImportableError(f"{self.name} has neither a table ENTITIES (version 3) nor ATTRIBUTES (version 2)")
        if not said.startswith(str(major)):
            self.tally.tell(
                f"the file names {'no version' if not said else f'version {said[:20]!r}'}; its tables are those of version {major}"
            )
        return said or str(major), major

    def _documents(self) -> Iterator[Document]:
        columns = ("ID", "Title", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date")
        for number, title, coder, author, source, section, notes, kind, date in self._rows("DOCUMENTS", *columns):
            if (own := _int(number)) is None:
                self.tally.lost("documents", "they have no number", _text(title))
                continue
            text = self._document_text(own, _text(title))
            details = (_text(author), _text(source), _text(section), _text(notes), _text(kind))
            yield Document(own, _text(title), text, _int(coder), *details, _int(date))

    def _document_text(self, number: int, title: str) -> str | None:
        """One text at a time, and its length before itself: no text is as long as a broken file may claim."""
        size, *_ = next(self._query('SELECT length(CAST("Text" AS BLOB)) FROM "DOCUMENTS" WHERE "ID" = ? LIMIT 1', number), (0,))
        if (_int(size) or 0) > MAX_TEXT:
            self.tally.lost("texts", f"they are over {MAX_TEXT // 2**20} MiB; their statements have no quotes", title)
            return None
        text, *_ = next(self._query('SELECT "Text" FROM "DOCUMENTS" WHERE "ID" = ? LIMIT 1', number), ("",))
        return _text(text)

    def _statements(self) -> Iterator[Row]:
        seen = set[int]()
        for number, kind, document, start, stop, coder in self._rows(
            "STATEMENTS", "ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"
        ):
            if (own := _int(number)) is None or own in seen:
                self.tally.lost("statements", "they have no number of their own", _text(number))
                continue
            seen.add(own)
            yield Row(own, _int(kind) or 0, _int(document) or 0, _int(start), _int(stop), _int(coder))

    def _entities(self) -> tuple[tuple[Entity, ...], dict[int, str]]:
        """Version 3: names in ENTITIES, attributes in two tables."""
        labels = {_int(i): _text(name) for i, name in self._optional("ATTRIBUTEVARIABLES", "ID", "AttributeVariable")}
        attributes = dict[int, list[tuple[str, str]]]()
        for entity, label, value in self._optional("ATTRIBUTEVALUES", "EntityId", "AttributeVariableId", "AttributeValue"):
            if words := _text(value):
                attributes.setdefault(_int(entity) or 0, []).append((labels.get(_int(label), "attribute"), words))
        rows = [
            (_int(i) or 0, variable, value, parent)
            for i, variable, value, parent in self._rows("ENTITIES", "ID", "VariableId", "Value", "ChildOf")
        ]
        names = {number: _text(value) for number, _, value, _ in rows}
        found = tuple(
            Entity(_int(variable) or 0, _text(value), tuple(attributes.get(number, ())), names.get(_int(parent) or 0, ""))
            for number, variable, value, parent in rows
        )
        return found, names

    def _attributes(self) -> tuple[tuple[Entity, ...], dict[int, str]]:
        """Version 2: everything in one table; statements name their values themselves."""
        found = []
        for variable, value, kind, alias, notes, parent in self._rows(
            "ATTRIBUTES", "VariableId", "Value", "Type", "Alias", "Notes", "ChildOf"
        ):
            listed = (("Type", _text(kind)), ("Alias", _text(alias)), ("Notes", _text(notes)))
            found.append(Entity(_int(variable) or 0, _text(value), tuple(each for each in listed if each[1]), _text(parent)))
        return tuple(found), {}

    def _values(self, names: Mapping[int, str]) -> Iterator[tuple[tuple[int, int], Value]]:
        """The first value of each variable of each statement."""
        seen = set[tuple[int, int]]()
        for table in ("DATASHORTTEXT", "DATALONGTEXT", "DATAINTEGER", "DATABOOLEAN"):
            linked = table == "DATASHORTTEXT" and bool(names)
            for statement, variable, value in self._optional(table, "StatementId", "VariableId", "Entity" if linked else "Value"):
                key = (_int(statement) or 0, _int(variable) or 0)
                if key in seen:
                    self.tally.lost("values", "the statement has another value for the same variable", f"statement {key[0]}")
                    continue
                seen.add(key)
                if linked:
                    if (_int(value) or 0) not in names:
                        self.tally.lost("values", "they name an entity that the file does not have", f"statement {key[0]}")
                    yield key, names.get(_int(value) or 0, "")
                elif table in {"DATAINTEGER", "DATABOOLEAN"} and (number := _int(value)) is not None:
                    yield key, number
                else:
                    yield key, _text(value)

    def _left_behind(self) -> None:
        """Counts what our language has no place for."""
        for table, what, why in (
            ("REGEXES", "highlighting patterns", "patterns are no annotations"),
            ("CODERPERMISSIONS", "permissions of coders", "who may edit what is git's affair"),
            ("CODERRELATIONS", "permissions of coders", "who may edit what is git's affair"),
            ("STATEMENTLINKS", "links between statements", "DNA does not say what such a link means"),
            ("VARIABLELINKS", "links between variables", "our language has no variables"),
        ):
            if table in self.tables:
                self.tally.lost(what, why, n=self._count(table))
        if (number := self._count("CODERS")) and "PASSWORD" in self._columns("CODERS"):
            self.tally.lost("passwords", "they are not read", n=number)
        for upper, table in sorted(self.tables.items()):
            if upper not in _KNOWN and not upper.startswith("SQLITE_"):
                self.tally.lost(
                    "rows of unknown tables", "no version of DNA that is known here has these tables", table, self._count(upper)
                )
        self.tally.lost("values", "they are not UTF-8; their broken characters became U+FFFD", n=self.broken)

    def _count(self, table: str) -> int:
        (row,) = self._query(f"SELECT count(*) FROM {_quoted(self.tables[table])}")  # noqa: S608 - a quoted name of the file's own
        return _int(row[0]) or 0

    def _columns(self, table: str) -> set[str]:
        return {_text(row[1]).upper() for row in self._query(f"PRAGMA table_xinfo({_quoted(self.tables[table])})")}

    def _optional(self, table: str, *columns: str) -> Iterator[tuple[object, ...]]:
        """The rows of a table that may be missing."""
        return self._rows(table, *columns) if table in self.tables else iter(())

    def _rows(self, table: str, *columns: str) -> Iterator[tuple[object, ...]]:
        """Some columns of every row, in the order of the rows; a column that the version does not have is None."""
        if table not in self.tables:
            raise NotImportableError(f"{self.name} has no table {table}: it is no complete .dna file")
        having = self._columns(table)
        if not having & {column.upper() for column in columns[:2]}:
            raise NotImportableError(f"the table {table} of {self.name} has none of the columns {', '.join(columns)}")
        listed = ", ".join(_quoted(column) if column.upper() in having else "NULL" for column in columns)
        order = '"ID", rowid' if "ID" in having else "rowid"
        yield from self._query(f"SELECT {listed} FROM {_quoted(self.tables[table])} ORDER BY {order} LIMIT {MAX_ROWS + 1}")  # noqa: S608 - names from this module

    def _query(self, sql: str, *values: int) -> Iterator[tuple[object, ...]]:
        spans = iter(range(MOST_STEPS))
        self.connection.set_progress_handler(lambda: next(spans, None) is None, STEPS)
        for number, row in enumerate(self.connection.execute(sql, values)):
            if number == MAX_ROWS:
                raise NotImportableError(f"{self.name} has a table of over {MAX_ROWS:,} rows")
            yield row


def _is_virtual(sql: object) -> bool:
    return not isinstance(sql, str) or sql.lstrip()[:20].upper().split()[:2] == ["CREATE", "VIRTUAL"]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _int(value: object) -> int | None:
    """A whole number, also one that is stored as text; None for anything else."""
    if isinstance(value, str):
        try:
            return int(value.strip()[:20])
        except ValueError:
            return None
    return value if isinstance(value, int) else int(value) if isinstance(value, float) and value.is_integer() else None


def _text(value: object) -> str:
    """A text; numbers as they are written, None as the empty one."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else "" if value is None else str(value)
