"""What an import did, as a value: how much it carried, what it chose, and every kind of thing that it left behind, with its number."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from stancegraph.columns import UNSHOWABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["NotCarried", "NotImportableError", "Report", "Tally", "printable", "shown"]

EXAMPLES = 3
SHOWN = 80  # code points of an example
STATEMENTS = "statements"
ROWS = "rows"


class NotImportableError(ValueError):
    """The file cannot be imported at all; the message says why and what to do."""

    def __init__(self, text: str) -> None:
        """`text` may hold names from the file, which may hold anything."""
        super().__init__(printable(text))


class NotCarried(NamedTuple):
    """One kind of thing that did not come along: what it is, how many there are, the first of them, and why."""

    what: str
    n: int
    examples: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an import did. `carried` counts by kind, `told` are the choices that were made, in the order in which they were made."""

    carried: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    told: tuple[str, ...] = ()
    not_carried: tuple[NotCarried, ...] = ()

    @property
    def refused(self) -> int:
        """How many statements or rows of the kind that was imported did not come along."""
        return sum(each.n for each in self.not_carried if each.what in {STATEMENTS, ROWS})

    def lines(self) -> Iterator[str]:
        """The report for people, a line for each thing."""
        yield "carried: " + (
            ", ".join(f"{n:,} {what if n > 1 else what.removesuffix('s')}" for what, n in self.carried.items() if n) or "nothing"
        )
        yield from map(printable, self.told)
        for each in self.not_carried:
            examples = f" ({'; '.join(each.examples)}{'; ...' if each.n > len(each.examples) else ''})" if each.examples else ""
            yield printable(f"not carried: {each.what}, {each.n:,}{examples}: {each.why}")


class Tally:
    """Collects a report while a file is read."""

    def __init__(self) -> None:
        """Nothing is lost yet."""
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], list[str]] = {}
        self._told: dict[str, None] = {}

    def lost(self, what: str, why: str, example: str = "", n: int = 1) -> None:
        """Counts things of one kind that are left behind for one reason; nothing for n = 0."""
        if n:
            self._numbers[what, why] += n
            examples = self._examples.setdefault((what, why), [])
            if example and len(examples) < EXAMPLES:
                examples.append(shown(example))

    def tell(self, line: str) -> None:
        """Notes a choice that was made, once."""
        self._told[line] = None

    def count(self, what: str, things: Sequence[str]) -> None:
        """Tells how many things there are, with the first of them; nothing for none."""
        if things:
            examples = "; ".join(map(shown, things[:EXAMPLES])) + ("; ..." if len(things) > EXAMPLES else "")
            self.tell(f"{what}: {len(things):,} ({examples})")

    def report(self, carried: Mapping[str, int]) -> Report:
        """All that was collected; statements and rows come first, then the commonest."""
        order = sorted(self._numbers.items(), key=lambda item: (item[0][0] not in {STATEMENTS, ROWS}, -item[1], item[0]))
        lost = tuple(NotCarried(what, n, tuple(self._examples[what, why]), why) for (what, why), n in order)
        return Report(carried=MappingProxyType(dict(carried)), told=tuple(self._told), not_carried=lost)


def printable(text: str) -> str:
    """A text without the characters that move a terminal's cursor or turn its writing round."""
    return UNSHOWABLE.sub("\ufffd", text)


def shown(text: str) -> str:
    r"""The beginning of any text as a terminal may show it.

    >>> shown("a\n\x1b[31mred")
    'a \ufffd[31mred'
    """
    line = printable(" ".join(text.split()))
    return line if len(line) <= SHOWN else line[:SHOWN] + "\u2026"
