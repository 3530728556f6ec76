"""How hypothesis looks for counterexamples: without a stop-watch, and in CI the same ones each time; and how a test asks the flagship."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from stancegraph import loader, queries

if TYPE_CHECKING:
    from collections.abc import Callable

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def ask() -> Callable[..., list[str]]:
    """A named question and the columns wanted to the flagship's answer: its rows sorted, cells between commas, "-" for an empty one."""
    engine = loader.load(Path(__file__).parents[1]).engine()

    def asked(name: str, columns: str, **parameters: str) -> list[str]:
        table = queries.run(engine, name, **parameters).short()
        cells = [[str(cell or "-").removeprefix("sg:") for cell in table.column(column)] for column in columns.split()]
        return sorted(", ".join(row) for row in zip(*cells, strict=True))

    return asked
