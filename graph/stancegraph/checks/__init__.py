"""What is wrong with annotations that were read: each check is a generator function from `Annotations` to problems (LANGUAGE 7).

A check's docstring is its page: code, severity and title on the first line, the reason, a Bad and a Good example that the tests run.
To add a check, write the function in the module of its family and name it in `CHECKS`; one that reads the articles takes an `Evidence`,
stands in `TEXT_CHECKS`, and its page has a `Text:` (the article of every document in its examples) before Bad. What needs an
annotations.lock shows it under `Lock:`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from stancegraph.checks import addresses, articles, evidence, gaps, logic, names, quotes
from stancegraph.texts import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancegraph.problems import Problem
    from stancegraph.records import Annotations

__all__ = ["CHECKS", "TEXT_CHECKS", "Check", "Evidence", "TextCheck", "check", "check_texts"]

Check: TypeAlias = "Callable[[Annotations], Iterator[Problem]]"
TextCheck: TypeAlias = "Callable[[Evidence], Iterator[Problem]]"

CHECKS: dict[str, Check] = {
    "SG220": names.unused,
    "SG221": names.twice_owned,
    "SG222": names.circles,
    "SG223": names.lookalikes,
    "SG224": names.no_office,
    "SG225": addresses.shared_addresses,
    "SG302": logic.contradictions,
    "SG303": logic.both_sides,
    "SG304": logic.scopes,
    "SG305": logic.office_holders,
    "SG306": logic.reversed_relations,
    "SG307": logic.circular_relations,
    "SG308": logic.entailed_and_excluded,
    "SG309": logic.unsourced,
    "SG310": addresses.far_superseding,
    "SG311": addresses.figures_of_no_act,
    "SG410": evidence.long_quotes,
    "SG411": evidence.said_too_late,
    "SG412": evidence.announced,
    "SG413": evidence.denied,
    "SG414": evidence.partial,
    "SG424": quotes.unanchored,
}

TEXT_CHECKS: dict[str, TextCheck] = {
    "SG420": quotes.not_found,
    "SG421": quotes.ambiguous,
    "SG422": quotes.changed,
    "SG430": articles.absent_figures,
    "SG431": articles.unattributed,
    "SG432": articles.absent_speakers,
    "SG433": gaps.lost_gaps,
    "SG434": gaps.coded_gaps,
}
"""What only the texts can tell; run where a folder of texts is given."""


def check(annotations: Annotations) -> list[Problem]:
    """Every problem that every check finds, by check; [] when there is none. Ignore comments are not applied here."""
    return [problem for each in CHECKS.values() for problem in each(annotations)]


def check_texts(evidence: Evidence) -> list[Problem]:
    """Every problem that every check of texts finds, by check; [] when there is none. Ignore comments are not applied here."""
    return [problem for each in TEXT_CHECKS.values() for problem in each(evidence)]
