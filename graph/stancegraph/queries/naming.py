"""The files beside this one in, the named questions out: each with what it asks in words, its parameters and its SPARQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Query", "names"]

_HEADER = re.compile(
    r"# question: (?P<question>.+)\n# parameters:(?P<parameters>.*)\n(?:# leaves out: (?P<leaves_out>.+)\n)?(?:# by: (?P<by>\?\w+) (?P<pattern>\{.+\})\n)?"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A named question: what it asks in words, the variables that can be given a value, and its SPARQL.

    For the questions of `pairs` that gives the rows that the answer is counted from.
    """

    name: str
    question: str
    parameters: tuple[str, ...]
    text: str
    leaves_out: tuple[str, ...] = ()
    """Which statements that the truth gate holds back would be in the answer, had they passed: some positions, or all `positions`."""
    by: tuple[str, str] | None = None
    """Of a question that lists every statement: the variable that it is sorted by first, and a pattern that binds it for each."""


@cache
def names() -> Mapping[str, Query]:
    """The named questions by name, sorted.

    >>> names()["who-opposes"].parameters
    ('target', 'actor')
    """
    files = sorted(
        (file for file in resources.files("stancegraph.queries").iterdir() if file.name.endswith(".rq")), key=lambda file: file.name
    )
    return MappingProxyType({query.name: query for query in (_query(file.name, file.read_text(encoding="utf-8")) for file in files)})


def _query(file: str, text: str) -> Query:
    header = _HEADER.match(text)
    if header is None:
        message = f"{file} does not begin with its question and its parameters"
        raise ValueError(message)
    return Query(
        file.removesuffix(".rq"),
        header["question"].strip(),
        _listed(header["parameters"]),
        text,
        _listed(header["leaves_out"]),
        (header["by"], header["pattern"]) if header["by"] else None,
    )


def _listed(words: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in (words or "").split(",") if word.strip())
