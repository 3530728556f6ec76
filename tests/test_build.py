"""`build` writes everything or nothing, and the same bytes whatever the order of files, items and hashes."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import yaml

from stancegraph import DataError, load
from stancegraph.build import FILES, build, report
from stancegraph.problems import Severity

ROOT = Path(__file__).parents[1]
FLAGSHIP = ROOT / "annotations.yaml"
LOCK = ROOT / "annotations.lock"
ORDERLESS = [name for name in FILES if name != "graph.html"]
COLUMNS = (
    "id actor actor_label relation polarity_min polarity_max object object_label object_kind mode negated condition scope certainty said_by "
    "said_by_label reported_by voice said when document quote start end asserted reasons coder"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built") / "build"
    assert [(file.name, file.warnings) for file in build(load(FLAGSHIP), out)] == [(name, ()) for name in FILES]
    return out


def bytes_of(folder: Path, names: list[str]) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names}


def raw() -> Any:
    return yaml.load(FLAGSHIP.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes texts only


def write(folder: Path, name: str, content: object) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(content, sort_keys=False, allow_unicode=True, width=4000, default_style='"'), encoding="utf-8")


def write_text(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def shuffled(content: Any, order: random.Random) -> Any:
    """The same project with every section's entries and every group's items in another order."""
    sections = {}
    for key in order.sample(list(content), len(content)):
        value = content[key]
        if isinstance(value, dict) and key not in {"project", "defaults"}:
            value = {name: value[name] for name in order.sample(list(value), len(value))}
        sections[key] = shuffled_items(value, order) if key == "statements" else value
    return sections


def shuffled_items(items: list[Any], order: random.Random) -> list[Any]:
    opened = [
        {**item, "statements": shuffled_items(item["statements"], order)} if isinstance(item, dict) and "statements" in item else item
        for item in items
    ]
    return order.sample(opened, len(opened))


def split(content: Any) -> dict[str, Any]:
    """The same project as a main file with a vocabulary and one file for each group of statements."""
    nouns = {key: content[key] for key in ("actors", "issues", "acts", "instruments", "documents", "coders", "relations") if key in content}
    files: dict[str, Any] = {"vocab/all.yaml": nouns}
    main = {"project": content["project"], "include": ["vocab/*.yaml", "codings/**/*.yaml"]}
    for number, item in enumerate(content["statements"]):
        files[f"codings/{number % 3}/{number}.yaml"] = {
            **({"defaults": content["defaults"]} if "defaults" in content else {}),
            "statements": [item],
        }
    return {"annotations.yaml": main, **files}


@pytest.mark.parametrize("seed", [1, 2])
def test_shuffled_items_give_the_same_bytes(built: Path, tmp_path: Path, seed: int) -> None:
    write(tmp_path, "annotations.yaml", shuffled(raw(), random.Random(seed)))  # noqa: S311 - an order, not a secret
    shutil.copy(LOCK, tmp_path)
    list(build(load(tmp_path), tmp_path / "out"))
    assert bytes_of(tmp_path / "out", ORDERLESS) == bytes_of(built, ORDERLESS)


def test_one_file_or_many_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    for name, content in split(raw()).items():
        write(tmp_path, name, content)
    shutil.copy(LOCK, tmp_path)
    list(build(load(tmp_path), tmp_path / "out"))
    assert bytes_of(tmp_path / "out", ORDERLESS) == bytes_of(built, ORDERLESS)


def test_the_lock_alone_gives_the_offsets_and_the_articles_give_no_more(built: Path, tmp_path: Path) -> None:
    """A build opens no text: with the folder of the articles beside it, or named to `load`, the bytes are the same."""
    shutil.copy(FLAGSHIP, tmp_path)
    shutil.copy(LOCK, tmp_path)
    texts = {d.text or "": "An article of another wording." for d in load(FLAGSHIP).annotations.documents.values()}
    for name, text in texts.items():
        write_text(tmp_path / "texts" / name, text)
    list(build(load(tmp_path), tmp_path / "out"))
    assert bytes_of(tmp_path / "out", ORDERLESS) == bytes_of(built, ORDERLESS)
    with (built / "statements.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file) if not (row["start"] and row["end"])] == []


def test_another_hash_seed_gives_the_same_bytes_page_included(built: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "stancegraph", "build", str(FLAGSHIP), "--out", str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "4711"}, timeout=60)
    assert bytes_of(tmp_path / "out", list(FILES)) == bytes_of(built, list(FILES))


def test_the_csv_has_the_contract_s_columns_and_a_row_for_each_statement(built: Path) -> None:
    with (built / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0])[: len(COLUMNS.split())] == COLUMNS.split()
    assert len(rows) == len(load(FLAGSHIP).annotations.statements)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_csv_rdf_and_graphml_agree_on_what_is_asserted(built: Path) -> None:
    with (built / "statements.csv").open(encoding="utf-8", newline="") as file:
        from_csv = {row["id"]: row["asserted"] for row in csv.DictReader(file)}
    base, ns = "https://w3id.org/stancegraph/kosovo/", "https://w3id.org/stancegraph/ns#"
    quads = list(ox.parse(path=str(built / "graph.nq")))
    from_rdf = {q.subject.value.removeprefix(base): q.object.value for q in quads if q.predicate.value == f"{ns}asserted"}
    graph = nx.read_graphml(built / "graph.graphml", force_multigraph=True)
    from_graph = {one: str(data["asserted"]).lower() for *_, data in graph.edges(data=True) for one in data["statements"].split(" | ")}
    assert from_csv == from_rdf == from_graph


def test_the_report_counts_what_the_files_hold(built: Path) -> None:
    project = load(FLAGSHIP)
    quads = Counter(q.graph_name.value.rpartition("/")[2] for q in ox.parse(path=str(built / "graph.nq")))
    lines = report(project, built)
    assert len(lines) == 4
    assert f" {quads['direct']} direct triples;" in lines.graph
    assert lines.read.startswith(f"read     {len(project.annotations.statements)} statements from 5 documents")


def test_a_project_with_an_error_writes_nothing_and_leaves_the_former_output(tmp_path: Path) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposess independence\n", encoding="utf-8")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "graph.nq").write_text("former", encoding="utf-8")
    with pytest.raises(DataError, match="SG110"):
        list(build(load(tmp_path), tmp_path / "build"))
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["graph.nq"]
    assert (tmp_path / "build" / "graph.nq").read_text(encoding="utf-8") == "former"


def test_a_build_that_breaks_off_leaves_the_former_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "annotations.yaml").write_text("- Russia opposes independence\n", encoding="utf-8")
    list(build(load(tmp_path), tmp_path / "build"))
    before = bytes_of(tmp_path / "build", list(FILES))

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FILES, "graph.html", no_room)
    (tmp_path / "annotations.yaml").write_text("- Serbia opposes independence\n", encoding="utf-8")
    with pytest.raises(OSError, match="No space left"):
        list(build(load(tmp_path), tmp_path / "build"))
    assert bytes_of(tmp_path / "build", list(before)) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["annotations.yaml", "build"]


def test_the_bare_three_sentences_all_assert(tmp_path: Path) -> None:
    project = load(ROOT / "tests" / "data" / "three-sentences")
    list(build(project, tmp_path / "build"))
    assert [problem.code for problem in project.problems if problem.severity is not Severity.INFO] == []
    assert [verdict.asserted for verdict in project.derived.judged.verdicts] == [True, True, True]
