"""The page of every rule, by code: what it finds, why that matters, and a Bad and a Good example, for `stancegraph rules [CODE]`.

A check's page is its docstring; the pages of what the readers report themselves stand in `checks/reading.md`, those of what the shapes
of the graph hold in `checks/shapes.md`, in the same format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import getdoc
from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING

from stancegraph.checks import CHECKS
from stancegraph.checks.textual import TEXT_CHECKS
from stancegraph.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Rule", "explain", "rules"]

_PAGE = re.compile(
    r"(?P<code>SG\d{3}) (?P<severity>error|warning|info): (?P<title>[^\n]+)\n(?P<text>.*?)"
    r"(?:^Annotations:\n(?P<annotations>.*?))?(?:^Text:\n(?P<article>.*?))?(?:^Lock:\n(?P<lock>.*?))?(?:^Bad:\n(?P<bad>.*?)^Good:\n(?P<good>.*))?\Z",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule's page. `bad` is a whole file in which the rule speaks, `good` one in which it is silent.

    Both are empty where no text can show the rule. Where `annotations` says what is compiled they are Turtle: lines of the graph, and what
    stands in their place.
    """

    code: str
    severity: Severity
    title: str
    text: str
    annotations: str = ""
    """The file whose graph the examples show; "" where they are files themselves."""
    article: str = ""
    """The text of every document in the examples; "" where the rule reads none."""
    lock: str = ""
    """The annotations.lock beside the examples; "" for none."""
    bad: str = ""
    good: str = ""


def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of codes."""
    found = {rule.code: rule for rule in map(_rule, (*_reading_pages(), *_check_pages()))}
    return dict(sorted(found.items()))


def explain(rule: Rule) -> str:
    """The page as plain text; no trailing newline.

    >>> print(explain(Rule(code="SG201", severity=Severity.INFO, title="an undeclared name", text="Why.", bad="- a", good="- b")))
    SG201 info: an undeclared name
    <BLANKLINE>
    Why.
    <BLANKLINE>
    Bad:
        - a
    <BLANKLINE>
    Good:
        - b
    """
    parts = (("Annotations", rule.annotations), ("Text", rule.article), ("Lock", rule.lock), ("Bad", rule.bad), ("Good", rule.good))
    examples = [f"{name}:\n{indent(text, '    ')}" for name, text in parts if text]
    return "\n\n".join([f"{rule.code} {rule.severity}: {rule.title}", rule.text, *examples])


def _reading_pages() -> Iterator[str]:
    for name in ("reading.md", "shapes.md"):
        text = Path(__file__).with_name("checks").joinpath(name).read_text(encoding="utf-8")
        yield from re.split(r"^## ", text, flags=re.MULTILINE)[1:]


def _check_pages() -> Iterator[str]:
    yield from (getdoc(check) or "" for check in (*CHECKS.values(), *TEXT_CHECKS.values()))


def _rule(page: str) -> Rule:
    match = _PAGE.match(page)
    if match is None:
        problem = f"a page that is no rule's: {page[:80]!r}"
        raise ValueError(problem)
    examples = {name: dedent(match[name] or "").strip("\n") for name in ("annotations", "article", "lock", "bad", "good")}
    text = match["text"].strip()
    return Rule(code=match["code"], severity=Severity(match["severity"]), title=match["title"].rstrip("."), text=text, **examples)
