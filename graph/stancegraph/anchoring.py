"""Annotations beside their texts and the former lock in, the lock that holds now out, with what moved and what is gone (LANGUAGE 5)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from stancegraph.lock import Lock
from stancegraph.quotations import quoted
from stancegraph.records import Anchor, QuoteKey
from stancegraph.sourcetext import FORBIDDEN
from stancegraph.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stancegraph.passages import Span
    from stancegraph.texts import Evidence

__all__ = ["Anchoring", "anchored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchoring:
    """A lock and how it differs from the former one."""

    lock: Lock
    moved: tuple[QuoteKey, ...]
    """Quotes that stand elsewhere than before."""
    lost: tuple[QuoteKey, ...]
    """Quotes that do not stand in their text, or more than once: they have no entry."""
    dropped: tuple[QuoteKey, ...]
    """Entries of the former lock whose quote or document the annotations no longer have."""
    kept: tuple[str, ...]
    """Documents without a text here: what the former lock held of them stays."""
    unseen: tuple[str, ...]
    """Those of them that are quoted."""
    bare: tuple[QuoteKey, ...]
    """Their quotes that the former lock did not hold."""
    held: tuple[str, ...]
    """Documents of the former lock that the annotations no longer have, and whose entries stay: one that is quoted and has no text here
    may be the same under another name."""
    looked_up: int
    """Quotes whose document has a text here, and that stand in it once."""


def anchored(evidence: Evidence) -> Anchoring:
    """The lock for what the quotes select in the texts; the former lock is the annotations' own.

    A quote has an entry if it stands in its text exactly once. Of a document whose text is not among the texts, the former entries of
    quotes that the annotations still have are kept: folders that hold only some of the texts are normal.
    """
    notes = evidence.annotations
    former, anchors = notes.anchors, dict[QuoteKey, Anchor]()
    wanted = dict.fromkeys(key for key, _, _ in quoted(notes))
    beside = _surroundings(evidence, wanted)
    for key in wanted:
        found = evidence.spans.get(key)
        if found is None and key in former:
            anchors[key] = former[key]
        elif found is not None and len(found) == 1:
            anchors[key] = Anchor(*found[0], *map(_held, beside[key[0]][found[0]]))
    kept = tuple(sorted(notes.documents.keys() - evidence.texts.keys()))
    digests = notes.digests or {}
    unseen = tuple(sorted({key[0] for key in wanted} - evidence.texts.keys()))
    gone = sorted(digests.keys() - notes.documents.keys())
    held = tuple(gone) if any(slug not in digests for slug in unseen) else ()
    anchors.update((key, anchor) for key, anchor in former.items() if key[0] in held)
    return Anchoring(
        lock=Lock(MappingProxyType(_digests(evidence, (*kept, *held))), MappingProxyType(anchors)),
        moved=tuple(key for key, anchor in anchors.items() if key in former and anchor[:2] != former[key][:2]),
        lost=tuple(key for key in wanted if key in evidence.spans and key not in anchors),
        dropped=tuple(key for key in former if key not in wanted and key[0] not in held),
        kept=kept,
        unseen=unseen,
        bare=tuple(key for key in wanted if key[0] not in evidence.texts and key not in anchors),
        held=held,
        looked_up=sum(key in evidence.spans for key in anchors),
    )


def _surroundings(evidence: Evidence, wanted: Iterable[QuoteKey]) -> Mapping[str, Mapping[Span, tuple[str, str]]]:
    """By document, what stands beside each passage that will be anchored."""
    passages: dict[str, list[Span]] = {}
    for key in wanted:
        if len(found := evidence.spans.get(key, ())) == 1:
            passages.setdefault(key[0], []).append(found[0])
    most = evidence.annotations.project.quote_words
    beside = {}
    for slug, listed in passages.items():
        beside[slug] = surroundings(evidence.texts[slug], listed, most)
        evidence.texts[slug].forget()
    return beside


def _held(words: str) -> str:
    """Words without the control characters that neither a lock nor a graph holds."""
    return FORBIDDEN.sub("", words)


def _digests(evidence: Evidence, kept: tuple[str, ...]) -> Mapping[str, str]:
    former = evidence.annotations.digests or {}
    return {slug: text.sha256 for slug, text in evidence.texts.items()} | {slug: former[slug] for slug in kept if slug in former}
