"""Judged statements in, `statements.csv` out: one row a statement, lossless, for spreadsheets, R and pandas (DESIGN, "Commands").

UTF-8 without a byte order mark, RFC 4180 (comma, CRLF, quotes doubled), sorted by id; true and false; empty for none. A cell with
several values joins them by ` | `; a `|` or backslash inside one of them has a backslash before it, and `values` takes them apart.

`implied`, the last column, says which side an act shows, such as `supports eu-mission` for "the EU deploys eu-mission": a sheet can
count sides without knowing what each relation implies. It is empty for a stance, whose own relation is the side, and for a negated
act; planned and held-back acts have it, too, so count it beside `mode` and `asserted`.

Cells hold what the annotations hold, to the letter: a quote that begins with `=`, `+`, `-` or `@` is not defused by an
apostrophe, because the file would then no longer say what was said. A spreadsheet that opens the file by double click would read
such a cell as a formula; import it there as text (Excel: Data, From Text/CSV, all columns as text).
"""

from __future__ import annotations

import csv
import json
import re
from typing import IO, TYPE_CHECKING, Final

from stancegraph.exports.files import replacing
from stancegraph.stances import POSITIONS, implied

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping

    from stancegraph.dates import Date
    from stancegraph.gate import Judged, Verdict
    from stancegraph.records import Annotations, Figure, Speaker, Statement

__all__ = ["COLUMNS", "values", "write"]

SEPARATOR: Final = " | "


def write(judged: Judged, path: str | os.PathLike[str]) -> None:
    """Write the file; a project without statements gives the header alone."""
    with replacing(path) as file:
        _write(judged, file)


def _write(judged: Judged, file: IO[str]) -> None:
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    cells = tuple(COLUMNS.values())
    for verdict in sorted(judged.verdicts, key=lambda verdict: verdict.statement.id):
        writer.writerow([cell(verdict, judged.annotations) for cell in cells])


def values(cell: str) -> list[str]:
    r"""The values of a cell that joins several; [] for an empty one.

    >>> values(r"Russia | 10 \| 12")
    ['Russia', '10 | 12']
    """
    return [re.sub(r"\\(.)", r"\1", value) for value in cell.split(SEPARATOR)] if cell else []


def _joined(items: Iterable[str | None]) -> str:
    """The cell of several values; values that are missing keep their place, and none at all is an empty cell."""
    listed = [(item or "").replace("\\", "\\\\").replace("|", "\\|") for item in items]
    return SEPARATOR.join(listed) if any(listed) else ""


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _flag(value: bool) -> str:  # noqa: FBT001 - a statement's own field
    return "true" if value else "false"


def _edtf(date: Date | None) -> str:
    return date.edtf if date else ""


def _words(date: Date | None) -> str:
    return date.text or "" if date else ""


def _speakers(speakers: Iterable[Speaker]) -> str:
    return _joined(speaker.actor for speaker in speakers)


def _offices(speakers: Iterable[Speaker]) -> str:
    return _joined(speaker.office for speaker in speakers)


def _labels(slugs: Iterable[str], notes: Annotations) -> str:
    return _joined(map(notes.label, slugs))


def _kind(slug: str, notes: Annotations) -> str:
    sections: Mapping[str, Mapping[str, object]] = {
        "actor": notes.actors,
        "issue": notes.issues,
        "act": notes.acts,
        "instrument": notes.instruments,
    }
    return next((kind for kind, section in sections.items() if slug in section), "")


def _offsets(statement: Statement, notes: Annotations, which: int) -> str:
    """The start (0) or end (1) of each quote as annotations.lock holds it; a quote that is not anchored has none."""
    if not notes.anchors:
        return ""
    anchors = (notes.anchors.get((statement.document or "", *quote[:3])) for quote in statement.quotes)
    return _joined(None if anchor is None else str(anchor[which]) for anchor in anchors)


def _figures(figures: Iterable[Figure]) -> str:
    """Figures have parts of their own: a JSON list of objects, with what is absent left out."""
    listed = [{name: value for name, value in _figure(figure).items() if value is not None} for figure in figures]
    return json.dumps(listed, ensure_ascii=False, sort_keys=True) if listed else ""


def _figure(figure: Figure) -> dict[str, str | float | None]:
    return {
        "measure": figure.measure,
        "text": figure.text,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "when": figure.when.edtf if figure.when else None,
        "when_text": figure.when.text if figure.when else None,
        "note": figure.note,
    }


def _implied(statement: Statement, notes: Annotations) -> str:
    """`supports eu-mission`: the sides that an act shows, by target."""
    return _joined(f"{POSITIONS[side]} {target}" for target, side in implied(notes.relations, statement))


COLUMNS: Final[Mapping[str, Callable[[Verdict, Annotations], str]]] = {
    "id": lambda v, _: v.statement.id,
    "actor": lambda v, _: v.statement.actor,
    "actor_label": lambda v, notes: notes.label(v.statement.actor),
    "relation": lambda v, _: v.statement.relation,
    "polarity_min": lambda v, _: _number(v.interval[0] if v.interval else None),
    "polarity_max": lambda v, _: _number(v.interval[1] if v.interval else None),
    "object": lambda v, _: v.statement.object,
    "object_label": lambda v, notes: notes.label(v.statement.object),
    "object_kind": lambda v, notes: _kind(v.statement.object, notes),
    "mode": lambda v, _: v.statement.mode,
    "negated": lambda v, _: _flag(v.statement.negated),
    "condition": lambda v, _: v.statement.condition or "",
    "scope": lambda v, _: v.statement.scope,
    "certainty": lambda v, _: v.statement.certainty,
    "said_by": lambda v, _: _speakers(v.statement.said_by),
    "said_by_label": lambda v, notes: _labels((speaker.actor for speaker in v.statement.said_by), notes),
    "reported_by": lambda v, _: _speakers(v.statement.reported_by),
    "voice": lambda v, _: v.voice,
    "said": lambda v, _: _edtf(v.statement.said),
    "when": lambda v, _: _edtf(v.statement.when),
    "document": lambda v, _: v.statement.document or "",
    "quote": lambda v, _: _joined(quote.exact for quote in v.statement.quotes),
    "start": lambda v, notes: _offsets(v.statement, notes, 0),
    "end": lambda v, notes: _offsets(v.statement, notes, 1),
    "asserted": lambda v, _: _flag(v.asserted),
    "reasons": lambda v, _: _joined(v.codes),
    "coder": lambda v, _: v.statement.coder or "",
    # What makes the row lossless.
    "sentence": lambda v, _: v.statement.sentence,
    "status": lambda v, _: v.statement.status,
    "said_by_office": lambda v, _: _offices(v.statement.said_by),
    "reported_by_label": lambda v, notes: _labels((speaker.actor for speaker in v.statement.reported_by), notes),
    "reported_by_office": lambda v, _: _offices(v.statement.reported_by),
    "said_written": lambda v, _: _edtf(v.statement.said_written),
    "said_text": lambda v, _: _words(v.statement.said),
    "when_text": lambda v, _: _words(v.statement.when),
    "quote_before": lambda v, _: _joined(quote.before for quote in v.statement.quotes),
    "quote_after": lambda v, _: _joined(quote.after for quote in v.statement.quotes),
    "because": lambda v, _: _joined(v.statement.because),
    "exceptions": lambda v, _: _joined(v.statement.exceptions),
    "slots": lambda v, _: _joined(f"{role}={slug}" for role, slugs in v.statement.slots for slug in slugs),
    "figures": lambda v, _: _figures(v.statement.figures),
    "tags": lambda v, _: _joined(v.statement.tags),
    "note": lambda v, _: v.statement.note or "",
    "supersedes": lambda v, _: _joined(v.statement.supersedes),
    "pinned": lambda v, _: _flag(v.statement.pinned),
    "reason_texts": lambda v, _: _joined(why.text for why in v.reasons),
    "shadow": lambda v, _: v.shadow or "",
    "about_source": lambda v, _: v.about_source,
    "implied": lambda v, notes: _implied(v.statement, notes),
}
"""Every column and what it holds: the output contract's in its order, then the further ones."""
