"""Values in, columns as short JSON out that can stand inside a script element: what makes a page with quotes small enough for a mail."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["UNSHOWABLE", "Json", "as_json", "clean", "column", "columns", "plain", "table"]

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

# C0 and C1 controls, the marks that reorder text across their element, lone surrogates: none can be shown and each can mislead.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Of packed numbers, most significant first: no sign among them that JSON or HTML would have to escape."""
FEW = 64  # distinct values of a column that may be coded together with others


def columns(records: Sequence[Mapping[str, Json]]) -> dict[str, Json]:
    """Records as one column a name, names sorted; a record without a name has None there."""
    names = sorted({name for record in records for name in record})
    return table({name: [record.get(name) for record in records] for name in names})


def table(rows: Mapping[str, Sequence[object]]) -> dict[str, Json]:
    """Columns of equal length, each in its shortest form; those with few values are coded together where that is shorter still.

    In that case each has a value for each combination that occurs, the first by name the codes, all others point to it.

    >>> told = table({"kind": ["toll", "tax"] * 50, "mode": ["planned", "actual"] * 50, "n": [1] * 100})
    >>> told["mode"], told["n"]
    ({'values': ['actual', 'planned'], 'by': 'kind'}, {'all': 1})
    """
    written = {name: [plain(value) for value in values] for name, values in rows.items()}
    alone = {name: column(values) for name, values in written.items()}
    few = sorted(name for name, form in alone.items() if isinstance(form, dict) and "codes" in form and len(form["values"]) <= FEW)
    if len(few) < 2:  # noqa: PLR2004 - a column is not coded together with itself
        return alone
    together = _coded_together({name: written[name] for name in few})
    return alone | (together if len(as_json(together)) < len(as_json({name: alone[name] for name in few})) else {})


def _coded_together(written: Mapping[str, Sequence[Json]]) -> dict[str, Json]:
    first, *others = written
    combined = [as_json(row) for row in zip(*written.values(), strict=True)]
    distinct = sorted(set(combined))
    values: list[Json] = [list(own) for own in zip(*(json.loads(text) for text in distinct), strict=True)]
    code = {text: at for at, text in enumerate(distinct)}
    head: Json = {"values": values[0], **_packed("codes", [code[text] for text in combined])}
    return {first: head, **{name: {"values": own, "by": first} for name, own in zip(others, values[1:], strict=True)}}


def column(values: Iterable[object]) -> Json:
    """A column in its shortest form.

    `{all: value}`; `{count: rows}` for 0, 1, 2 ...; distinct values with the packed code of each row, or with a code and a length for
    each run of rows; packed `numbers`; `text` that is `width` characters a row; or the values themselves.

    >>> column(["yes", "yes"]), column([1, 2]), column(range(90)), column([640, 7] * 90)["width"]
    ({'all': 'yes'}, [1, 2], {'count': 90}, 1)
    >>> column([*["a long word"] * 9, None])
    {'values': ['a long word', None], 'runs': [0, 9, 1, 1]}
    """
    rows = [plain(value) for value in values]
    texts = [as_json(row) for row in rows]
    distinct = sorted(set(texts), key=lambda text: (text == "null", text))
    if len(distinct) == 1:
        return {"all": rows[0]}
    code = {text: at for at, text in enumerate(distinct)}
    codes = [code[text] for text in texts]
    named: dict[str, Json] = {"values": [json.loads(text) for text in distinct]}
    forms: list[Json] = [rows, {**named, "runs": _runs(codes)}, {**named, **_packed("codes", codes)}, *_short_forms(rows)]
    return min(forms, key=lambda form: len(as_json(form)))


def _short_forms(rows: Sequence[Json]) -> Iterator[Json]:
    """Forms that only a column of one sort of values has."""
    whole = [row for row in rows if isinstance(row, int) and not isinstance(row, bool) and row >= 0]
    if rows and len(whole) == len(rows):
        yield _packed("numbers", whole)
        if whole == list(range(len(whole))):
            yield {"count": len(whole)}
    texts = [row for row in rows if isinstance(row, str)]
    if rows and len(texts) == len(rows) and len({len(text) for text in texts}) == 1 and all(map(str.isascii, texts)):
        yield {"text": "".join(texts), "width": len(texts[0])}


def _packed(name: str, numbers: Sequence[int]) -> dict[str, Json]:
    """Whole numbers, each as `width` digits to the base 64."""
    width = 1
    while max(numbers, default=0) >= len(DIGITS) ** width:
        width += 1
    digits = (DIGITS[number // len(DIGITS) ** place % len(DIGITS)] for number in numbers for place in reversed(range(width)))
    return {name: "".join(digits), "width": width}


def _runs(codes: Sequence[int]) -> list[Json]:
    return [number for code, run in groupby(codes) for number in (code, len(list(run)))]


# -- text that is safe anywhere ---------------------------------------------------------------------------------------------------


def clean(text: object) -> str:
    r"""Text with what cannot be shown, or reorders what stands around it, replaced by U+FFFD.

    >>> clean("a\0b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def as_json(value: Json) -> str:
    r"""JSON that can stand inside a script element: no `<`, no line separators that old parsers end a line at.

    >>> as_json(["</script>"])
    '["\\u003c/script>"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def plain(value: object) -> Json:
    """A value as JSON knows it: tuples become lists, words and texts are cleaned, None stays."""
    if value is None or isinstance(value, bool | int | float):
        return value
    return [plain(item) for item in value] if isinstance(value, tuple | list) else clean(value)
