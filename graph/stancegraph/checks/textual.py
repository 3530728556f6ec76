"""What is wrong with quotes, as only the articles can tell: each check is a generator function from `Evidence` to problems (LANGUAGE 7).

The page of such a check has a `Text:` (the article of every document in its examples) before Bad. They stand apart from `checks`, since
whoever has no texts at hand should not wait until what reads them is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from stancegraph.checks import articles, gaps, quotes, repeats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancegraph.problems import Problem
    from stancegraph.texts import Evidence

__all__ = ["TEXT_CHECKS", "TextCheck", "check_texts"]

TextCheck: TypeAlias = "Callable[[Evidence], Iterator[Problem]]"

TEXT_CHECKS: dict[str, TextCheck] = {
    "SG420": quotes.not_found,
    "SG421": quotes.ambiguous,
    "SG422": quotes.changed,
    "SG430": articles.absent_figures,
    "SG431": articles.unattributed,
    "SG432": articles.absent_speakers,
    "SG433": gaps.lost_gaps,
    "SG434": gaps.coded_gaps,
    "SG435": repeats.lost_repeats,
    "SG436": repeats.untold_repeats,
    "SG437": articles.other_speakers,
}
"""By code; run where a folder of texts is given."""


def check_texts(evidence: Evidence) -> list[Problem]:
    """Every problem that every check of texts finds, by check; [] when there is none. Ignore comments are not applied here."""
    return [problem for each in TEXT_CHECKS.values() for problem in each(evidence)]
