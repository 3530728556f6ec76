"""What a `statements.csv` says of its statements in, how the import's statements are judged otherwise told (LANGUAGE 4).

The gate's answers rest on declarations that the file does not hold, so that some come out otherwise: nobody should find that later.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from stancegraph import gate
from stancegraph.exports.statements_csv import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancegraph.gate import Verdict
    from stancegraph.imports.concluding import OwnRow
    from stancegraph.imports.report import Tally
    from stancegraph.records import Annotations

__all__ = ["compared"]

PASSES = "statements that pass the truth gate and in the file do not"
FAILS = "statements that do not pass the truth gate and in the file do"
REASONS = "statements that are held back for other reasons than in the file"
VOICE = "statements that are in another voice than in the file"
RENAMED = "statements that have another id than in the file, so that what it says of them was not compared"


def compared(rows: Iterable[OwnRow], annotations: Annotations, tally: Tally) -> None:
    """Tells how many statements are judged otherwise than their rows say, with examples; nothing where there is none.

    A cell that is empty or of a column that the file lacks says nothing and is not compared.
    """
    verdicts = {verdict.statement.id: verdict for verdict in gate.judge(annotations).verdicts}
    found = defaultdict[str, list[str]](list)
    for row in rows:
        verdict = verdicts.get(row["id"])
        if verdict is None:
            found[RENAMED].append(f"{row.where} {row['id']}")
            continue
        for what, before, now in _differences(row, verdict):
            found[what].append(f"{row.where} {before}, now {now}")
    for what in (PASSES, FAILS, REASONS, VOICE, RENAMED):
        tally.count(what, found[what])


def _differences(row: OwnRow, verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    """(what differs, how it is in the file, how it is now)."""
    before, now = values(row["reasons"]), [str(code) for code in verdict.codes]
    words = " and ".join(before) or "asserted", " and ".join(now) or "asserted"
    if row["asserted"] == "false" and verdict.asserted:
        yield PASSES, *words
    elif row["asserted"] == "true" and not verdict.asserted:
        yield FAILS, *words
    elif before and now and set(before) != set(now):
        yield REASONS, *words
    if row["voice"] and row["voice"] != verdict.voice:
        yield VOICE, row["voice"], str(verdict.voice)
