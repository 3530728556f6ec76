"""What is wrong with annotations that were read: each check is a generator function from `Annotations` to problems (LANGUAGE 7).

A check's docstring is its page: code, severity and title on the first line, the reason, a Bad and a Good example that the tests run.
To add a check, write the function in the module of its family and name it in `CHECKS`; what needs an
annotations.lock shows it under `Lock:`. Checks that read the articles stand in `checks.textual`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from stancegraph.checks import addresses, evidence, logic, names, offices, sides, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancegraph.problems import Problem
    from stancegraph.records import Annotations

__all__ = ["CHECKS", "OF_TEXTS", "Check", "check"]

Check: TypeAlias = "Callable[[Annotations], Iterator[Problem]]"

CHECKS: dict[str, Check] = {
    "SG220": names.unused,
    "SG221": names.twice_owned,
    "SG222": names.circles,
    "SG223": names.lookalikes,
    "SG224": offices.no_office,
    "SG225": addresses.shared_addresses,
    "SG227": offices.undeclared_offices,
    "SG302": sides.contradictions,
    "SG303": sides.both_sides,
    "SG304": logic.scopes,
    "SG305": logic.office_holders,
    "SG306": logic.reversed_relations,
    "SG307": logic.circular_relations,
    "SG308": logic.entailed_and_excluded,
    "SG309": logic.unsourced,
    "SG310": addresses.far_superseding,
    "SG311": addresses.figures_of_no_act,
    "SG312": sides.told_twice,
    "SG410": evidence.long_quotes,
    "SG411": evidence.said_too_late,
    "SG412": wording.announced,
    "SG413": wording.denied,
    "SG414": wording.partial,
    "SG415": wording.ahead,
    "SG424": evidence.unanchored,
}

OF_TEXTS = frozenset(
    ["SG420", "SG421", "SG422", "SG423", "SG430", "SG431", "SG432", "SG433", "SG434", "SG435", "SG436", "SG437"],
)
"""Codes that only the articles can raise: those of `checks.textual`, which is not imported without them, and of a text that is missing."""


def check(annotations: Annotations) -> list[Problem]:
    """Every problem that every check finds, by check; [] when there is none. Ignore comments are not applied here."""
    return [problem for each in CHECKS.values() for problem in each(annotations)]
