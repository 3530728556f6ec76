"""A .dna file becomes annotations that `check` accepts, with every statement in its place or told in the report."""

from __future__ import annotations

import sqlite3
import string
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stancegraph
from stancegraph import imports
from stancegraph.formatter import formatted
from stancegraph.imports import making
from stancegraph.imports.events import clean
from stancegraph.imports.phrasing import Phrasing
from stancegraph.imports.pointing import code_points
from stancegraph.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from stancegraph.imports import Imported
    from stancegraph.passages import Span
    from stancegraph.project import Project
    from stancegraph.records import QuoteKey

    Write: TypeAlias = Callable[..., Path]

SAMPLES = Path(__file__).parents[2] / "shared" / "dna"
DAM = "The minister opposes the dam. \U0001f600\U0001f600 Farmers want the dam, and they said so. The end."
DAY = 1197244800  # 2007-12-10, midnight UTC


def loaded(made: Imported, folder: Path) -> Project:
    """The imported project, read from disk and held against its texts."""
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "annotations.yaml").write_text(made.text, encoding="utf-8")
    for slug, text in made.texts.items():
        (folder / "texts" / f"{slug}.txt").write_bytes(text.encode())
    return stancegraph.load(folder, texts=folder / "texts")


def looked_up(project: Project) -> Mapping[QuoteKey, tuple[Span, ...]]:
    """Where each quote stands."""
    assert project.evidence is not None
    return project.evidence.spans


def errors(project: Project) -> list[str]:
    return [problem.headline() for problem in project.problems if problem.severity is Severity.ERROR]


def events(project: Project) -> list[tuple[Any, ...]]:
    """What each statement says, in words: (actor, issue, relation, day, coder, persons)."""
    notes = project.annotations
    return sorted(
        (
            notes.label(each.actor),
            notes.label(each.object),
            each.relation,
            each.said.edtf if each.said else "",
            notes.label(each.coder or ""),
            tuple(notes.label(speaker.actor) for speaker in each.said_by),
        )
        for each in notes.statements
    )


@pytest.fixture
def one(tmp_path: Path, write_dna: Write, coding: Any) -> Callable[..., Imported]:
    """The import of one statement on the dam, its fields replaced."""

    def made(version: int = 3, *, date: int = DAY, options: dict[str, Any] | None = None, **fields: Any) -> Imported:
        row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)._replace(**fields)
        stored = date if version == 3 else date * 1000
        path = write_dna(tmp_path / f"dam{version}.dna", [("The Dam", DAM, stored)], [row], version=version)
        return imports.read_dna(path, **(options or {}))

    return made


def test_a_statement_is_a_sentence_with_its_speaker_quote_coder_and_document(one: Callable[..., Imported]) -> None:
    assert one().text.partition("\nstatements:\n")[2] == (
        "- source: the-dam-2\n"
        "  coder: ann-coder\n"
        "  statements:\n"
        "  - Ministry opposes the-dam:\n"
        "      by: Ann Lee\n"
        "      quote: opposes the dam\n"
    )


def test_a_person_speaks_for_the_organizations_it_was_coded_with(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    first = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
    rows = [first, first._replace(organization="Party")]
    project = loaded(imports.read_dna(write_dna(tmp_path / "dam.dna", [("The Dam", DAM, DAY)], rows)), tmp_path)
    assert [office.actor for office in project.annotations.actors["ann-lee"].speaks_for] == ["ministry", "party"]
    assert {event.voice for event in project.events()} == {"own"}


def test_of_two_who_speak_for_one_another_one_does(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    first = coding(1, "opposes the dam", "Lee", "Ministry", "The dam", 0)
    rows = [first, first._replace(person="Ministry", organization="Lee")]
    made = imports.read_dna(write_dna(tmp_path / "dam.dna", [("The Dam", DAM, DAY)], rows))
    actors = loaded(made, tmp_path).annotations.actors
    assert {slug: [office.actor for office in actor.speaks_for] for slug, actor in actors.items()} == {"lee": ["ministry"], "ministry": []}


def test_both_versions_give_the_same_annotations(one: Callable[..., Imported]) -> None:
    third, second = one(3), one(2)
    assert third.text.replace("3.0.11", "?").replace("dam3", "?") == second.text.replace("2.0 beta 25", "?").replace("dam2", "?")


def test_the_text_is_laid_out_as_fmt_lays_it_out(one: Callable[..., Imported]) -> None:
    assert formatted(one().text) == one().text


def test_offsets_are_utf_16_units_so_an_emoji_counts_two(one: Callable[..., Imported], tmp_path: Path) -> None:
    project = loaded(one(words="Farmers want the dam", concept="Farmers"), tmp_path)
    (spans,) = looked_up(project).values()
    assert [DAM[start:end] for start, end in spans] == ["Farmers want the dam"]


@pytest.mark.parametrize("words", ["\U0001f600 Farmers want", "dam. \U0001f600", "want the dam, and"])
def test_passages_in_utf_16_are_the_same_in_code_points(words: str) -> None:
    units = len(DAM[: DAM.index(words)].encode("utf-16-le")) // 2
    (span,) = code_points(DAM, [(units, units + len(words.encode("utf-16-le")) // 2)])
    assert span is not None
    assert DAM[span.start : span.end] == words


def test_half_a_surrogate_pair_takes_in_the_whole_character() -> None:
    assert code_points("a\U0001f600b", [(2, 4), (1, 2)]) == [(1, 3), (1, 2)]


@pytest.mark.parametrize("units", [(0, 0), (3, 2), (-1, 2), (0, 5)])
def test_units_that_leave_the_text_or_hold_nothing_are_no_passage(units: tuple[int, int]) -> None:
    assert code_points("a\U0001f600b", [units]) == [None]


def test_a_person_without_organization_is_the_actor_and_no_speaker(one: Callable[..., Imported]) -> None:
    made = one(organization="")
    assert "  - Ann Lee opposes the-dam:\n      quote:" in made.text
    assert "ann-lee: {type: person, name: Ann Lee}" in made.text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"person": "", "organization": ""}, "they have neither a person nor an organization"),
        ({"person": None, "organization": None}, "they have neither a person nor an organization"),
        ({"concept": ""}, "they have no concept"),
        ({"agreement": None}, "they have no agreement"),
        ({"document": 7}, "their document is not in the file"),
        ({"agreement": 2}, "their agreement '2' is no side that is known"),
    ],
)
@pytest.mark.parametrize("version", [2, 3])
def test_a_statement_that_lacks_something_is_told_and_not_carried(
    one: Callable[..., Imported], fields: dict[str, Any], why: str, version: int
) -> None:
    made = one(version, **fields)
    assert made.report.not_carried[0] == ("statements", 1, ("1",), why)
    assert (made.report.carried["statements"], made.report.refused) == (0, 1)


def test_a_scale_becomes_sides_around_its_midpoint_and_keeps_its_numbers(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    rows = [coding(1, "opposes the dam", "", "Ministry", f"Issue {n}", n) for n in (1, 3, 5)]
    path = write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], rows, scale=True)
    made = imports.read_dna(path, midpoint=3)
    said = {s.object: (s.relation, s.tags) for s in loaded(made, tmp_path).annotations.statements}
    assert said == {
        "issue-1": ("opposes", ("agreement=1",)),
        "issue-3": ("is-neutral-on", ("agreement=3",)),
        "issue-5": ("supports", ("agreement=5",)),
    }


def test_a_scale_that_never_meets_its_midpoint_asks_for_another(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    rows = [coding(1, "opposes the dam", "", "Ministry", f"Issue {n}", n) for n in (1, 5)]
    told = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], rows, scale=True)).report.told
    assert any("all numbers lie on one side of 0 (1 to 5)" in line for line in told)


def test_days_of_version_2_are_those_of_the_coders_time_zone(one: Callable[..., Imported]) -> None:
    midnight_in_berlin = DAY - 3600
    assert "date: 2007-12-09" in one(2, date=midnight_in_berlin).text
    assert "date: 2007-12-10" in one(2, date=midnight_in_berlin, options={"time_zone": "Europe/Berlin"}).text


def test_days_of_version_3_are_the_same_in_every_time_zone(one: Callable[..., Imported]) -> None:
    assert "date: 2007-12-10" in one(3, options={"time_zone": "America/New_York"}).text


def test_a_time_of_day_is_told(one: Callable[..., Imported]) -> None:
    assert ("times of day", 1, ("13:30 of The Dam",), "a document has a date here, not a time") in one(
        3, date=DAY + 13 * 3600 + 1800
    ).report.not_carried


@pytest.mark.parametrize("stored", [-(10**12), 10**17, 9_223_372_036_854_775])
def test_a_date_beyond_the_calendar_is_told_and_left_out(one: Callable[..., Imported], stored: int) -> None:
    made = one(3, date=stored)
    assert "date:" not in made.text
    assert "dates" in {each.what for each in made.report.not_carried}


def test_statements_that_nothing_tells_apart_are_both_kept(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row, row, row]))
    project = loaded(made, tmp_path)
    assert errors(project) == []
    assert sorted(each.pinned for each in project.annotations.statements) == [False, True, True]


def test_the_other_side_of_one_paragraph_by_another_coder_is_kept(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
    rows = [row, row._replace(coder=2, agreement=1)]
    project = loaded(imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], rows)), tmp_path)
    assert [each[2:5:2] for each in events(project)] == [("opposes", "Ann Coder"), ("supports", "Ben Coder")]


ATTRIBUTES = {
    "Ministry": {"Type": "State", "Alias": "MoE; Ministry of the Environment", "Notes": "renamed in 2008"},
    "Ann Lee": {"Type": "NGO", "Alias": "MoE"},
    "The dam": {"Type": "claim", "Funding": "EU"},
}


def test_attributes_go_where_our_language_has_a_place_for_them(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row], attributes=ATTRIBUTES))
    notes = loaded(made, tmp_path).annotations
    ministry, ann, dam = notes.actors["ministry"], notes.actors["ann-lee"], notes.issues["the-dam"]
    assert (ministry.type, ministry.also, ministry.note) == ("state", ("Ministry of the Environment",), "renamed in 2008")
    assert (ann.type, ann.note) == ("person", "type: NGO")
    assert (dam.type, dam.note) == ("claim", "Funding: EU")
    assert [each.n for each in made.report.not_carried if each.what == "aliases"] == [2]


def test_every_kind_of_thing_left_behind_is_counted_and_no_password_told(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
    sql = """
    INSERT INTO STATEMENTTYPES VALUES (2, 'Annotation');
    INSERT INTO VARIABLES VALUES (5, 'note', 'long text', 2);
    INSERT INTO VARIABLES VALUES (6, 'comment', 'long text', 1);
    INSERT INTO STATEMENTS VALUES (9, 2, 1, 0, 3, 1);
    INSERT INTO DATALONGTEXT VALUES (1, 9, 5, 'ask Ben');
    INSERT INTO DATALONGTEXT VALUES (2, 1, 6, 'a clear case');
    INSERT INTO REGEXES VALUES ('dam');
    CREATE TABLE CODERRELATIONS(ID INTEGER PRIMARY KEY); INSERT INTO CODERRELATIONS VALUES (1);
    CREATE TABLE "my ""own"" table"(x); INSERT INTO "my ""own"" table" VALUES (1), (2);
    """
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row], sql=sql))
    assert {each.what: each.n for each in made.report.not_carried} == {
        "statements of the type 'Annotation'": 1,
        "highlighting patterns": 1,
        "permissions of coders": 1,
        "passwords": 2,
        "coders": 1,
        "colours": 5,
        "coders of documents": 1,
        "rows of unknown tables": 2,
    }
    assert 'note: "comment: a clear case"' in made.text
    assert "secret-hash" not in made.text + "".join(made.report.lines())


def test_a_passage_of_many_words_is_quoted_by_its_ends(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    text = " ".join(f"word{n}" for n in range(200))
    passage = text[text.index("word50") : text.index("word90")].strip()
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", text, DAY)], [coding(1, passage, "", "Ministry", "The dam", 0)]))
    project = loaded(made, tmp_path)
    ((key, (span,)),) = looked_up(project).items()
    assert text[span.start : span.end] == passage
    assert len(key[1].split()) < 25
    assert "ends of passages" not in {each.what for each in made.report.not_carried}


def test_a_passage_too_long_to_point_at_is_quoted_by_its_beginning_and_told(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    text = " ".join(f"word{n}" for n in range(2000))
    passage = text[text.index("word50") : text.index("word1500")].strip()
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", text, DAY)], [coding(1, passage, "", "Ministry", "The dam", 0)]))
    assert "quote: word50 word51 word52 word53 word54 word55\n" in made.text
    assert {each.what: each.n for each in made.report.not_carried}["ends of passages"] == 1


def test_words_that_stand_twice_are_told_apart(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "want the dam", "", "Farmers", "The dam", 1)
    text = "Farmers want the dam. Fishers want the dam."
    project = loaded(imports.read_dna(write_dna(tmp_path / "a.dna", [("T", text, DAY)], [row])), tmp_path)
    (spans,) = looked_up(project).values()
    assert len(spans) == 1
    assert spans[0].start < text.index("want the dam") + 3


@pytest.mark.parametrize(("start", "stop"), [(0, 10_000), (500, 600), (5, 5), (9, 2), (-4, 3), ("x", 3)])
def test_offsets_outside_the_text_leave_a_statement_without_a_quote(
    tmp_path: Path, write_dna: Write, coding: Any, start: object, stop: object
) -> None:
    row = coding(1, "opposes the dam", "Ann Lee", "Ministry", "The dam", 0)
    sql = f"UPDATE STATEMENTS SET Start = {start!r}, Stop = {stop!r}"  # noqa: S608 - the test's own values
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row], sql=sql))
    assert (made.report.carried["statements"], made.report.carried["quotes"]) == (1, 0)
    assert ("quotes", 1) in {each[:2] for each in made.report.not_carried}


def test_a_document_may_have_an_actors_name(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "", "Ministry", "Dam", 0)
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("Ministry", DAM, DAY), ("Ann Coder", "", DAY)], [row]))
    assert "- source: ministry-2\n  coder: ann-coder\n  statements:\n  - Ministry opposes dam:\n" in made.text
    assert errors(loaded(made, tmp_path)) == []


def test_a_person_and_an_organization_of_one_name_are_one_actor(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "Greenpeace", "Greenpeace", "Dam", 0)
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row], attributes={"Greenpeace": {"Notes": "x"}}))
    assert "Greenpeace is both a person and an organization: taken as one actor" in made.report.told
    assert "by:" not in made.text
    assert made.report.carried["actors"] == 1


def test_names_and_notes_that_no_line_can_hold_are_cut_and_told(tmp_path: Path, write_dna: Write, coding: Any) -> None:
    row = coding(1, "opposes the dam", "", "Ministry " * 5000, "Dam", 0)
    path = write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row], attributes={row.organization: {"Notes": "x" * 2_000_000}})
    made = imports.read_dna(path)
    assert {each.what: each.n for each in made.report.not_carried if each.what.startswith("ends")} == {
        "ends of names": 1,
        "ends of texts": 1,
    }
    assert errors(loaded(made, tmp_path)) == []


def test_looking_for_quotes_ends_somewhere(tmp_path: Path, write_dna: Write, coding: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_READ", len(DAM))
    row = coding(1, "opposes the dam", "", "Ministry", "Dam", 0)
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row, row._replace(words="Farmers want")]))
    assert (made.report.carried["statements"], made.report.carried["quotes"]) == (2, 1)
    assert ("quotes", 1, ("statement 2",)) in {each[:3] for each in made.report.not_carried}


def test_what_cannot_be_said_names_the_row_and_is_not_written(
    tmp_path: Path, write_dna: Write, coding: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Phrasing, "sentence", lambda _, event: (f"nobody knows {event.object.key}", False))
    row = coding(1, "opposes the dam", "", "Ministry", "Dam", 0)
    path = write_dna(tmp_path / "a.dna", [("T", DAM, DAY)], [row])
    with pytest.raises(imports.NotImportableError, match="statement 1 cannot be said in our language: no relation found"):
        imports.read_dna(path)


ODD = [
    'The "Dam": yes # no', "line\nbreak\ttab", "s", "stance", "the", "no", "and", "Dam, Bridge and Road", "not the dam", "DAM", "dam", "Dam",
    "supports", "opposes the dam", "true", "null", "1.5", "- x", "{a: b}", "[x]", "&a", "*a", "!!str x", "%", "@x", "`x`", "'", '"', "\\",
    "\u0421\u0440\u0431\u0438\u0458\u0430", "\u05d0\u05d1\u05d2 \u05d3", "\u5317\u7ea6", "\U0001f600", "a\u2028b", "\x00x", "x" * 5000, "in favour of", "of the dam",
    "Robert'); DROP TABLE STATEMENTS;--", "does not support", "X for Y", "if war", "(bracket)", "The Dam.", "Dam.",
]  # fmt: skip


@pytest.mark.parametrize("version", [2, 3])
def test_odd_names_are_written_so_that_they_are_read_again(tmp_path: Path, write_dna: Write, coding: Any, version: int) -> None:
    rows = [
        *(coding(1, "opposes the dam", "", name, "A concept", 1) for name in ODD),
        *(coding(1, "opposes the dam", name, "Somebody", "A concept", 1) for name in ODD),
        *(coding(1, "opposes the dam", "", "Somebody", name, 1) for name in ODD),
    ]
    made = imports.read_dna(write_dna(tmp_path / "a.dna", [("dam", DAM, DAY), ("Dam", DAM, DAY)], rows, version=version))
    project = loaded(made, tmp_path)
    assert errors(project) == []
    assert formatted(made.text) == made.text
    assert {each[0] for each in events(project)} == {clean(name) for name in [*ODD, "Somebody"]}
    assert {each[1] for each in events(project)} == {clean(name) for name in [*ODD, "A concept"]}
    assert {name for each in events(project) for name in each[5]} == {clean(name) for name in ODD}


NAMES = st.one_of(
    st.sampled_from([*ODD, "", None, "Ministry", "Ann Lee"]),
    st.text(alphabet=string.ascii_letters + " .,:#'\"-&\n\u00e9\u0416\U0001f600", max_size=12),
)
CODINGS = st.lists(
    st.tuples(
        st.integers(1, 3), st.sampled_from(["opposes the dam", "want", "\U0001f600", "The end.", "the dam", ""]),
        NAMES, NAMES, NAMES, st.sampled_from([0, 1, 1, 2, None]), st.sampled_from([1, 2, 9]),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=CODINGS, version=st.sampled_from([2, 3]))
def test_what_check_reads_is_what_the_file_holds(write_dna: Write, coding: Any, rows: list[tuple[Any, ...]], version: int) -> None:
    codings = [coding(*row) for row in rows]
    with TemporaryDirectory() as folder:
        stored = DAY if version == 3 else DAY * 1000
        documents = [("T", DAM, stored), ("T", DAM, stored + 86400 * (1 if version == 3 else 1000))]
        made = imports.read_dna(write_dna(Path(folder) / "a.dna", documents, codings, version=version))
        project = loaded(made, Path(folder))
    expected = sorted(
        (
            clean(row.organization or "") or clean(row.person or ""),
            clean(row.concept or ""),
            "supports" if row.agreement else "opposes",
            ("2007-12-10", "2007-12-11")[row.document - 1],
            {1: "Ann Coder", 2: "Ben Coder"}.get(row.coder, ""),
            (clean(row.person),) if clean(row.person or "") and clean(row.organization or "") and row.person != row.organization else (),
        )
        for row in codings
        if row.document < 3
        and clean((row.organization or "") + (row.person or ""))
        and clean(row.concept or "")
        and row.agreement in {0, 1}
    )
    assert errors(project) == []
    assert events(project) == expected
    assert len(expected) + made.report.refused == len(codings)
    assert formatted(made.text) == made.text


samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples of DNA are other people's and lie beside the repository")


@samples
@pytest.mark.parametrize(("name", "kind"), [("sample.dna", 3), ("sample_dna2.dna", 2)])
def test_forty_statements_come_over_with_their_quotes_where_they_were(tmp_path: Path, name: str, kind: int) -> None:
    made = imports.read_dna(SAMPLES / name)
    project = loaded(made, tmp_path)
    assert errors(project) == []
    assert (made.report.carried["statements"], made.report.carried["quotes"], made.report.refused) == (40, 40, 0)
    with closing(sqlite3.connect(f"file:{SAMPLES / name}?mode=ro&immutable=1", uri=True)) as db:
        scale = 1 if kind == 3 else 1000
        rows = db.execute(
            "SELECT d.Date, s.Start, d.Text FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE s.StatementTypeId = 1"
        )
        # No text of these files has a character outside the Basic Multilingual Plane, so units are code points.
        begins = sorted((str(date.fromordinal(719163 + day // scale // 86400)), start) for day, start, _ in rows)
    found = []
    for each in project.annotations.statements:
        (quote,) = each.quotes
        (span,) = looked_up(project)[each.document or "", *quote[:3]]
        found.append((each.said.edtf if each.said else "", span.start))
    assert [day for day, _ in sorted(found)] == [day for day, _ in begins]
    apart = [ours - theirs for (_, ours), (_, theirs) in zip(sorted(found), begins, strict=True)]
    assert sorted(set(apart)) == [-6, 0]  # one coder began in the middle of "Skies.If": words are quoted whole


@samples
def test_both_samples_give_the_same_annotations() -> None:
    third, second = (imports.read_dna(SAMPLES / name).text.split("\n", 3)[3] for name in ("sample.dna", "sample_dna2.dna"))
    assert third == second


@samples
def test_the_files_are_left_as_they_were() -> None:
    before = {path.name: path.stat().st_mtime_ns for path in SAMPLES.iterdir()}
    imports.read_dna(SAMPLES / "sample.dna")
    assert {path.name: path.stat().st_mtime_ns for path in SAMPLES.iterdir()} == before
