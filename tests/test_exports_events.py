"""Event lists survive CSV and Parquet whole, whatever their words hold."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stancegraph
from stancegraph.discourse import BINARY, LIKERT, STANCE, Event, Events, Scale, events
from stancegraph.discourse.events import ATTRIBUTES, LISTS
from stancegraph.exports import events_csv, parquet

if TYPE_CHECKING:
    from collections.abc import Callable

DAM = Path(__file__).parent / "data" / "dam"

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.sampled_from(["", "a|b", "a | b", "\\", "|", "\\|", '"', "\r\n", "a\nb", "=1+1", "@x", " ", ",", "\ufeff", "é東"]),
)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
EVENT = st.builds(
    Event,
    id=TEXT,
    actor=TEXT,
    issue=TEXT,
    level=st.sampled_from(LIKERT.levels),
    date=st.one_of(st.just(""), st.dates().map(str)),
    start=st.integers(-1, 2**40),
    end=st.integers(-1, 2**40),
    **dict.fromkeys((name for name in ATTRIBUTES if name not in {"actor", "issue"}), TEXT),
    **dict.fromkeys(LISTS, WORDS),
)
FOUND = st.builds(
    events,
    st.lists(EVENT, max_size=4, unique_by=lambda event: event.id),
    scale=st.just(LIKERT),
    labels=st.dictionaries(TEXT, TEXT, max_size=3),
)


def alike(one: Events, other: Events) -> bool:
    """Whether rows, scale and the name of every slug are the same."""
    slugs = {word for event in one for word in (*event[1:3], event.document, event.publisher, *event.speaker, *event.reason) if word}
    return list(one) == list(other) and one.scale == other.scale and all(one.label(slug) == other.label(slug) for slug in slugs)


def csv_of(text: str, tmp_path: Path) -> Path:
    (tmp_path / "events.csv").write_bytes(text.encode())
    return tmp_path / "events.csv"


# -- CSV ----------------------------------------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(found=FOUND.filter(len))
def test_any_event_list_survives_csv(found: Events, tmp_path: Path) -> None:
    events_csv.write(found, tmp_path / "events.csv")
    assert alike(found, events_csv.read(tmp_path / "events.csv"))


def test_the_event_list_of_a_project_survives_csv(tmp_path: Path) -> None:
    found = stancegraph.load(DAM).events()
    events_csv.write(found, tmp_path / "events.csv")
    assert alike(found, events_csv.read(tmp_path / "events.csv"))


def test_a_list_without_events_is_a_header(tmp_path: Path) -> None:
    events_csv.write(events([]), tmp_path / "events.csv")
    assert len((tmp_path / "events.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert len(events_csv.read(tmp_path / "events.csv")) == 0


def test_pythons_own_reader_gets_the_words_to_the_letter(tmp_path: Path) -> None:
    events_csv.write(events([Event("1", 'say "no"', "a,b\nc", 1, quote=("x|y", "z"))]), tmp_path / "events.csv")
    with (tmp_path / "events.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["actor"], row["issue"], row["quote"]) == ('say "no"', "a,b\nc", "x\\|y | z")


def test_pandas_reads_levels_as_numbers(tmp_path: Path) -> None:
    events_csv.write(events([Event("1", "rome", "toll", -0.5), Event("2", "rome", "toll", 1)]), tmp_path / "events.csv")
    assert pd.read_csv(tmp_path / "events.csv")["level"].tolist() == [-0.5, 1.0]


def test_names_stand_beside_their_slugs(tmp_path: Path) -> None:
    found = events([Event("1", "rome", "toll", 1, speaker=("cato", "varro"))], labels={"rome": "Rome", "varro": "Varro"})
    events_csv.write(found, tmp_path / "events.csv")
    row = pd.read_csv(tmp_path / "events.csv").iloc[0]
    assert (row["actor_label"], row["issue_label"], row["speaker_label"]) == ("Rome", "toll", "cato | Varro")


def test_unknown_offsets_are_empty_cells(tmp_path: Path) -> None:
    events_csv.write(events([Event("1", "rome", "toll", 1)]), tmp_path / "events.csv")
    assert pd.read_csv(tmp_path / "events.csv")["start"].isna().all()


def test_an_empty_word_is_not_no_word(tmp_path: Path) -> None:
    events_csv.write(events([Event("1", "rome", "toll", 1, tag=("",), reason=("", ""))]), tmp_path / "events.csv")
    event = next(iter(events_csv.read(tmp_path / "events.csv")))
    assert (event.tag, event.reason, event.quote) == (("",), ("", ""), ())


def test_a_quote_of_a_megabyte_survives(tmp_path: Path) -> None:
    found = events([Event("1", "rome", "toll", 1, quote=("x" * 1_000_000,))])
    events_csv.write(found, tmp_path / "events.csv")
    assert alike(found, events_csv.read(tmp_path / "events.csv"))


def test_the_limit_of_pythons_reader_is_as_before(tmp_path: Path) -> None:
    csv.field_size_limit(131_072)
    with pytest.raises(ValueError, match="line 1"):
        events_csv.read(csv_of("x\r\n", tmp_path))
    assert csv.field_size_limit() == 131_072


@pytest.mark.parametrize(("word", "code"), [("a\x00b", "U+0000"), ("\ud800", "U+D800")])
def test_what_no_csv_can_hold_is_refused_with_event_and_column(word: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=rf"event 'e7': its quote holds U\+{code[2:]}, which no CSV file can"):
        events_csv.write(events([Event("e7", "rome", "toll", 1, quote=("fine", word))]), tmp_path / "events.csv")
    assert list(tmp_path.iterdir()) == []


def test_four_columns_are_enough_in_any_order(tmp_path: Path) -> None:
    found = events_csv.read(csv_of("level,issue,actor,id\r\n1,toll,rome,1\r\n", tmp_path), scale=BINARY)
    assert list(found) == [Event("1", "rome", "toll", 1)]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    assert len(events_csv.read(csv_of("\ufeffid,actor,issue,level\n1,rome,toll,1\n", tmp_path), scale=BINARY)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: an event list has the columns id, actor, issue, level; id, actor, issue, level is not there"),
        ("id,actor,issue,level,mood\n", "line 1: 'mood' is no column of an event list"),
        ("id,actor,issue,level,id\n", "line 1: the column id is there twice"),
        ("id,actor,issue,level\n1,rome\n", "line 2: 2 cells under 4 columns"),
        ("id,actor,issue,level,scale\n1,rome,toll,high,0 | 1\n", "line 2: level: 'high' is no number"),
        ("id,actor,issue,level,scale\n1,rome,toll,2,0 | 1\n", "1: 2 is no level of the scale 0, 1"),
        ("id,actor,issue,level,scale\n1,rome,toll,1,1 | 0\n", "line 2: scale: the levels of a scale ascend"),
        ("id,actor,issue,level,scale\n1,a,b,1,0 | 1\n2,a,b,1,1 | 2\n", "line 3: scale: 1 | 2 differs from 0 | 1 before"),
        ("id,actor,issue,level,scale,start\n1,a,b,1,0 | 1,x\n", "line 2: start: 'x' is no whole number"),
        ("id,actor,issue,level,scale,date\n1,a,b,1,0 | 1,May\n", "1: 'May' is no day"),
        ("id,actor,issue,level,scale\n1,a,b,1,0 | 1\n1,a,c,1,0 | 1\n", "two events have the id '1'"),
        (
            "id,actor,issue,level,scale,actor_label\n1,a,b,1,0 | 1,A\n2,a,b,1,0 | 1,B\n",
            "line 3: actor_label: 'a' is 'B' here and 'A' before",
        ),
        ("id,actor,issue,level\n1,rome,toll,1\n", "the file has no column scale: say what levels there are"),
        ('id,actor,issue,level\n1,"ro"me,toll,1\n', "is no CSV"),
    ],
)
def test_a_file_that_is_no_event_list_says_where_and_what(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is compared whole
        events_csv.read(csv_of(text, tmp_path))
    assert told in str(raised.value)


def test_a_file_in_an_old_code_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_bytes("id,actor,issue,level\n1,Zürich,toll,1\n".encode("latin-1"))
    with pytest.raises(ValueError, match="is no UTF-8 at byte 24: save it as CSV UTF-8"):
        events_csv.read(tmp_path / "events.csv")


# -- Parquet ------------------------------------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(found=FOUND, left_out=st.lists(st.tuples(TEXT, st.integers(0, 9)), max_size=2).map(tuple))
def test_any_event_list_survives_parquet_with_names_and_what_was_left_out(
    found: Events, left_out: tuple[tuple[str, int], ...], tmp_path: Path
) -> None:
    whole = events(found, scale=found.scale, labels=found.labels, left_out=left_out, aliases=found.labels)
    parquet.write_events(whole, tmp_path / "events.parquet")
    again = parquet.read_events(tmp_path / "events.parquet")
    assert alike(whole, again)
    assert (dict(again.labels), again.left_out, again.aliases) == (dict(whole.labels), whole.left_out, whole.aliases)


def test_some_of_the_events_have_no_words_of_the_others(tmp_path: Path) -> None:
    some = events([Event("1", "capua", "bath", 1), Event("2", "ostia", "dole", 1)]).take(np.asarray([False, True]))
    parquet.write_events(some, tmp_path / "e.parquet")
    assert list(parquet.read_events(tmp_path / "e.parquet")) == [Event("2", "ostia", "dole", 1)]
    assert (some.to_pandas()["actor"].tolist(), list(some.to_pandas()["actor"].cat.categories)) == (["ostia"], ["ostia"])


def test_pandas_reads_parquet_with_days_levels_and_lists(tmp_path: Path) -> None:
    parquet.write_events(events([Event("1", "rome", "toll", 0.5, "2008-02-14", speaker=("cato", "varro"))]), tmp_path / "e.parquet")
    row = pd.read_parquet(tmp_path / "e.parquet").iloc[0]
    assert (row["actor"], row["level"], str(row["date"]), list(row["speaker"])) == ("rome", 0.5, "2008-02-14", ["cato", "varro"])


def test_the_scale_stands_in_the_schema(tmp_path: Path) -> None:
    parquet.write_events(events([], scale=Scale((0, 0.1))), tmp_path / "e.parquet")
    assert json.loads(pyarrow.parquet.read_schema(tmp_path / "e.parquet").metadata[b"stancegraph"])["scale"] == [0, 0.1]


def test_half_a_surrogate_pair_is_refused_by_parquet(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds half of a surrogate pair, which Parquet cannot"):
        parquet.write_events(events([Event("1", "ro\ud800me", "toll", 1)]), tmp_path / "e.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_parquet_says_so(tmp_path: Path) -> None:
    (tmp_path / "e.parquet").write_text("id,actor", encoding="utf-8")
    with pytest.raises(ValueError, match="is no Parquet file"):
        parquet.read_events(tmp_path / "e.parquet")


def test_parquet_of_others_is_no_event_list(tmp_path: Path) -> None:
    pd.DataFrame({"id": ["1"]}).to_parquet(tmp_path / "e.parquet")
    with pytest.raises(ValueError, match="is no event list that stancegraph wrote"):
        parquet.read_events(tmp_path / "e.parquet")


# -- both ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [events_csv.write, parquet.write_events])
def test_the_same_events_in_any_order_give_the_same_bytes(write: Callable[[Events, Path], None], tmp_path: Path) -> None:
    rows = list(stancegraph.load(DAM).events())
    for name, told in (("one", rows), ("other", rows[::-1])):
        write(events(told, scale=STANCE), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
