"""A header and what the user says of it in, which column holds what out; what nobody says is told from the names of columns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.imports.report import NotImportableError, Tally
from stancegraph.problems import Problem, Severity, Source
from stancegraph.sourcetext import MAX_FILE, decode
from stancegraph.spelling import nearest
from stancegraph.yamltext import Mapping as Map
from stancegraph.yamltext import Node, Scalar, parse

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

__all__ = ["FIELDS", "Column", "chosen", "read_mapping"]

FIELDS: dict[str, str] = {
    "actor": "actor organization organisation org party holder actorname actorlabel country",
    "by": "by person saidby speaker politician saidbylabel",
    "issue": "issue concept object topic proposition claim category objectlabel bill",
    "stance": "stance agreement relation position vote opinion",
    "document": "document documentid docid source article doc",
    "title": "title documenttitle doctitle headline",
    "publisher": "publisher documentsource docsource newspaper outlet medium",
    "author": "author documentauthor docauthor",
    "section": "section documentsection docsection",
    "document_type": "documenttype doctype",
    "url": "url link",
    "date": "date time said day datetime timestamp",
    "quote": "quote text passage quotation excerpt words",
    "coder": "coder annotator codedby",
    "note": "note notes comment comments remark",
    "tags": "tags",
    "id": "id statementid",
    "if": "if condition",
    "mode": "mode",
    "certainty": "certainty",
    "scope": "scope",
    "status": "status",
    "via": "via reportedby",
}
"""Our words for columns, and the names (letters and digits alone, lower case) by which each is known, the likeliest first."""


class Column(NamedTuple):
    """The name of a column, and what its values mean where they do not speak for themselves, by the folded value."""

    name: str
    values: Mapping[str, str] | None = None


def chosen(header: Sequence[str], wanted: Mapping[str, Column], tally: Tally) -> dict[str, tuple[int, Column]]:
    """By our word the number of its column: those that the user names, then those whose names are known.

    Raises:
        ValueError: A word that is none of ours, or a column that the table does not have.
        NotImportableError: Nobody says which column holds the issue, the stance, or who holds it.
    """
    found = dict[str, tuple[int, Column]]()
    for word, column in wanted.items():
        if word not in FIELDS:
            close = nearest(word, FIELDS)
            raise ValueError(f"{word!r} is none of our words: {f'did you mean {close}?' if close else ', '.join(FIELDS)}")
        found[word] = (_number(header, column.name), column)
    used = {number for number, _ in found.values()}
    guessed = []
    for word, names in FIELDS.items():
        number = next((n for name in names.split() for n, head in enumerate(header) if n not in used and _plain(head) == name), None)
        if word not in found and number is not None:
            found[word] = (number, Column(header[number]))
            used.add(number)
            guessed.append(f"{word} = {header[number]}")
    if guessed:
        tally.tell(f"columns told from their names: {', '.join(guessed)}; --map says it otherwise")
    lacking = [word for word in ("issue", "stance") if word not in found] + ([] if {"actor", "by"} & found.keys() else ["actor"])
    if lacking:
        raise NotImportableError(
            f"no column is known to hold the {' or the '.join(lacking)}: give --map {lacking[0]}=NAME; the columns are {', '.join(header)[:400]}"
        )
    return found


def _number(header: Sequence[str], name: str) -> int:
    if name in header:
        return header.index(name)
    same = [number for number, head in enumerate(header) if head.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    close = nearest(name, header)
    raise ValueError(f"no column is called {name!r}: {f'did you mean {close!r}?' if close else 'there are ' + ', '.join(header)[:400]}")


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def read_mapping(path: str | os.PathLike[str]) -> dict[str, Column]:
    """The mapping that a YAML file holds: `issue: concept`, or `stance: {column: agreement, values: {yes: supports}}`.

    Every value is read as text, so `yes` and `1` are what stands in the cells.

    Raises:
        ValueError: The file has another form; the message names the line.
        OSError: It cannot be read.
    """
    with Path(path).open("rb") as stream:
        source, problems = decode(stream.read(MAX_FILE + 1), Path(path).name)
    node, more = parse(source)
    wrong = next((problem for problem in (*problems, *more) if problem.severity is Severity.ERROR), None)
    if wrong is not None:
        raise ValueError(_told(wrong))
    if not isinstance(node, Map):
        raise ValueError(f"{source.path} is no map: write a line for each column, such as `actor: organization`")  # noqa: TRY004 - the file's fault
    return {key.value: _column(source, key, value) for key, value in node.entries}


def _told(problem: Problem) -> str:
    return f"{problem.place.path}:{problem.place.line}: {problem.text}; {problem.help}"


def _column(source: Source, key: Scalar, node: Node) -> Column:
    if isinstance(node, Scalar) and node.value.strip():
        return Column(node.value.strip())
    name = node.get("column") if isinstance(node, Map) else None
    values = node.get("values") if isinstance(node, Map) else None
    odd = [each.value for each, _ in node.entries if each.value not in {"column", "values"}] if isinstance(node, Map) else []
    texts = [(each.value, value) for each, value in values.entries] if isinstance(values, Map) else []
    if (
        odd
        or not isinstance(name, Scalar)
        or (values is not None and not texts)
        or not all(isinstance(value, Scalar) for _, value in texts)
    ):
        line = source.line_column(key.start)[0]
        raise ValueError(
            f"{source.path}:{line}: {key.value!r} needs a column: write `{key.value}: {{column: NAME, values: {{yes: supports}}}}`"
        )
    return Column(
        name.value.strip(), {" ".join(text.casefold().split()): value.value.strip() for text, value in texts if isinstance(value, Scalar)}
    )
