"""Problems as one SARIF log, for code scanning (OASIS SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/).

Problems in, a value that `json` writes out. The same problems give the same log: no time, no machine's path.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote

from stancegraph.problems import NOWHERE, Severity
from stancegraph.rulebook import explain, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from stancegraph.problems import Place, Problem
    from stancegraph.rulebook import Rule

    Json: TypeAlias = "str | int | Mapping[str, Json] | Sequence[Json]"

__all__ = ["log"]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
ROOT: Final = "%SRCROOT%"
"""What paths are relative to; where that is on a disk is nobody else's concern, so it has no address."""


def log(problems: Iterable[Problem], seen: Callable[[str], str]) -> dict[str, Json]:
    """One run: the program with the rules that speak, by code, and a result for each problem in the order given.

    `seen` turns a problem's path into the one that readers of the log know. Columns are code points, their ends exclusive.
    """
    found, known = list(problems), rules()
    spoken = {code: index for index, code in enumerate(sorted({problem.code for problem in found}))}
    driver: Json = {"name": "stancegraph", "version": version("stancegraph"), "rules": [_rule(known[code]) for code in spoken]}
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which stancegraph was run, mostly the repository."}}},
        "results": [_result(problem, spoken, seen) for problem in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _message(text: str) -> dict[str, Json]:
    """A message string; braces would be placeholders (section 3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _rule(rule: Rule) -> dict[str, Json]:
    return {
        "id": rule.code,
        "shortDescription": _message(rule.title),
        "fullDescription": _message(rule.text),
        "help": _message(explain(rule)),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(problem: Problem, spoken: Mapping[str, int], seen: Callable[[str], str]) -> dict[str, Json]:
    result: dict[str, Json] = {
        "ruleId": problem.code,
        "ruleIndex": spoken[problem.code],
        "level": LEVELS[problem.severity],
        "message": _message(problem.text + (f"\nhelp: {problem.help}" if problem.help else "")),
    }
    if problem.place.source is not NOWHERE.source:
        result["locations"] = [{"physicalLocation": _location(problem.place, seen)}]
    others = [other for other in problem.others if other.source is not NOWHERE.source]
    if others:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(other, seen), "message": _message("see also")}
            for number, other in enumerate(others, start=1)
        ]
    return result


def _location(place: Place, seen: Callable[[str], str]) -> dict[str, Json]:
    (line, column), (end_line, end_column) = (place.source.line_column(at) for at in (place.start, place.end))
    return {
        "artifactLocation": {"uri": quote(seen(place.path)), "uriBaseId": ROOT},
        "region": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
    }
