"""A discourse network, or a series of them, in, JSON out, for programs: `docs/networks.md` names every member.

A network is an object: `choices` and what else `Network.metadata` tells, as texts; `left_out` (how many statements were not counted, and
why); `rows`, `columns`; `cells`, those that are not 0, of a one-mode network each pair once. A series is a list of such objects. Numbers
read back exactly.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stancegraph.discourse.graphs import nodes, ties
from stancegraph.exports.files import replacing

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from stancegraph.discourse import Network

__all__ = ["told", "write", "write_series"]


def told(found: Network) -> dict[str, Any]:
    """The network as values that JSON has."""
    rows, columns = nodes(found)
    facts = {name: text for name, text in found.metadata().items() if name not in {*found.choices.told(), "n", "left_out"}}
    return {
        "choices": found.choices.told(),
        **facts,
        "n": found.n,
        "one_mode": found.choices.one_mode,
        "left_out": [{"n": n, "why": why} for why, n in found.left_out],
        "rows": [node._asdict() for node in rows],
        "columns": [node._asdict() for node in columns],
        "cells": [tie._asdict() for tie in ties(found)],
    }


def write(found: Network, path: str | os.PathLike[str]) -> None:
    """Write one network."""
    with replacing(path) as file:
        file.write(_spelt(told(found)) + "\n")


def write_series(networks: Iterable[Network], path: str | os.PathLike[str]) -> None:
    """Write the networks of a moving window, one after another; none gives an empty list."""
    with replacing(path) as file:
        file.write("[")
        for at, found in enumerate(networks):
            file.write((",\n" if at else "\n") + _spelt(told(found)))
        file.write("\n]\n")


def _spelt(value: dict[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: JSON can write it as \ud800, UTF-8 cannot
        return json.dumps(value, indent=1)
    return text
