"""What a page shows first, what it says of itself and where its lines lead: choices in, blocks of JSON in the page out."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from stancegraph import loader, opening, page
from stancegraph.page import About, Opening

if TYPE_CHECKING:
    from collections.abc import Callable

DAM = Path(__file__).parent / "data" / "dam"
SOURCE = "https://example.org/project/blob/main/{file}#L{line}"


def block(text: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


def rendered(**asked: Any) -> str:
    return page.render(loader.load(DAM).to_networkx(), **asked)


# -- what is shown first ----------------------------------------------------------------------------------------------------------


def test_nothing_asked_is_an_empty_fragment() -> None:
    assert (Opening().fragment, block(rendered(), "opening")) == ("", "")


def test_everything_asked_stands_in_the_fragment_in_the_order_of_the_page() -> None:
    asked = Opening(
        view="matrix",
        theme="dark",
        since="2008-01-01",
        until="2008-02-29",
        hide={"mode": ["planned"], "stance": ["weak", "act"]},
        detail="all",
    )
    expected = "hide-stance=act&hide-stance=weak&hide-mode=planned&from=2008-01-01&to=2008-02-29&theme=dark&detail=all&view=matrix"
    assert asked.fragment == expected
    assert block(rendered(opening=asked), "opening") == expected


def test_a_value_with_signs_of_an_address_is_written_as_the_browser_writes_it(open_page: Callable[..., Any]) -> None:
    fragment = Opening(hide={"document": ["a&b=c~d*e f/é"]}).fragment
    shown = open_page(rendered())
    assert shown.page.evaluate("text => new URLSearchParams(text).toString()", fragment) == fragment


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"view": "graph"}, "'graph' is no view: choose network, actors, matrix, table"),
        ({"view": None}, "'None' is no view"),
        ({"theme": "blue"}, "'blue' is no theme: choose light, dark"),
        ({"detail": "some"}, "'some' is no detail"),
        ({"since": "January"}, "'January' is no day, month or year: write 2008-02-14, 2008-02 or 2008"),
        ({"until": "2008-02-30"}, "'2008-02-30' is no day"),
        ({"until": "2008-00"}, "'2008-00' is no day"),
        ({"since": "2008-03-01", "until": "2008-02-01"}, "swap them"),
        ({"hide": {"colour": ["red"]}}, "'colour' is no facet of hide: choose stance, actor"),
        ({"hide": {"stance": "act"}}, "write a list, ['act']"),
    ],
)
def test_what_the_page_could_not_read_is_refused_with_what_to_write(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Opening(**asked)


def test_facets_and_their_values_are_those_of_the_page_s_own_legend(open_page: Callable[..., Any]) -> None:
    project = loader.load(DAM)
    shown = open_page(project.page())
    for facet, words in opening.values(project.to_networkx()).items():
        shown.page.evaluate("terms => stancegraph.go(terms)", "&".join(f"hide-{facet}={word}" for word in words))
        assert shown.page.evaluate("stancegraph.statements()") == [], facet


# -- what the page says of itself ---------------------------------------------------------------------------------------------------


def test_without_metadata_the_page_knows_its_title_and_its_numbers() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("rome", kind="actor")
    graph.add_node("toll", kind="issue")
    graph.add_node("silt", kind="issue")
    graph.add_edge("rome", "toll", key="k", stance="support", mode="actual", asserted=True, n=1, statements=())
    about = block(page.render(graph, title="A harbour"), "about")
    assert (about["title"], about["description"], about["coders"]) == ("A harbour", "", [])
    assert about["counts"] == {
        "statements": 0,
        "documents": 0,
        "actors": 1,
        "speakers": 1,
        "issues": 1,
        "acts": 0,
        "instruments": 0,
        "asserted": 0,
        "held_back": 0,
    }


def test_metadata_stand_in_the_page_as_they_are_declared() -> None:
    told = About(title="A dam", license="CC0", creators=("A. Coder",), coders=("Ana", "</script>"))
    about = block(rendered(about=told), "about")
    assert (about["title"], about["license"], about["creators"], about["coders"]) == ("A dam", "CC0", ["A. Coder"], ["Ana", "</script>"])
    assert about["generator"].startswith("stancegraph ")


DECLARED = """\
project:
  id: lake
  base: "https://example.org/lake/"
  title: The lake
  description: Who wants the dam.
  license: CC-BY-4.0
  creators: [A. Coder, B. Coder]
  publisher: An institute
  version: "1.2"
coders: {zoe: {name: Zoe}, ana: {name: Ana}}
statements:
- Arland opposes the dam: {coder: zoe}
- Borland opposes the dam: {coder: ana}
"""


def test_a_project_s_page_holds_what_the_project_declares(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text(DECLARED, encoding="utf-8")
    about = block(loader.load(tmp_path).page(), "about")
    del about["counts"], about["generator"], about["libraries"]
    assert about == {
        "title": "The lake",
        "description": "Who wants the dam.",
        "license": "CC-BY-4.0",
        "creators": ["A. Coder", "B. Coder"],
        "publisher": "An institute",
        "version": "1.2",
        "coders": ["Ana", "Zoe"],
    }


def test_asserted_and_held_back_make_up_all_statements() -> None:
    project = loader.load(DAM)
    counts = block(project.page(), "about")["counts"]
    assert counts["statements"] == len(project.annotations.statements)
    assert counts["asserted"] == sum(verdict.asserted for verdict in project.derived.judged.verdicts)
    assert counts["held_back"] == counts["statements"] - counts["asserted"]


def test_every_library_names_the_digest_of_the_very_script_in_the_page() -> None:
    text = rendered()
    scripts = {sha256(script.encode()).hexdigest() for script in re.findall(r"<script>(.*?)</script>", text, re.DOTALL)}
    libraries = block(text, "about")["libraries"]
    assert [library["name"] for library in libraries] == ["vis-network"]
    assert {library["sha256"] for library in libraries} <= scripts
    assert set(libraries[0]) == {"name", "version", "license", "url", "sha256", "contains"}


# -- where a line leads -------------------------------------------------------------------------------------------------------------


def test_the_source_s_address_stands_in_the_page() -> None:
    assert (block(rendered(source_url=SOURCE), "source"), block(rendered(), "source")) == (SOURCE, "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("javascript:alert({file}{line})", "does not begin with https:// or http:// and a host"),
        ("https:{file}{line}", "and a host"),
        ("https://example.org/{file}", "lacks {file} or {line}"),
        ("https://[::1/{file}{line}", "cannot be read"),
    ],
)
def test_a_source_s_address_that_leads_nowhere_is_refused(source: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        rendered(source_url=source)
