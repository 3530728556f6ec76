"""Anchoring: what holds is written, what moved is moved, what is lost is listed; and a build is the same with and without the texts."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from stancegraph import texts
from stancegraph.anchoring import anchored
from stancegraph.build import build
from stancegraph.checks.quotes import SEARCHES
from stancegraph.cli import cli
from stancegraph.loader import load
from stancegraph.passages import Text
from stancegraph.reader import read

ROOT = Path(__file__).parents[1]
HERALD = """\
The minister said: “Arland will never
recognise the dam.” Corland opposes the dam.
A spokesman of Corland opposes the dam, too.
"""
TRIBUNE = "Corland sells boats.\n"
NOTES = """\
project: {id: dam, base: "https://example.org/dam/", quote_words: 8}
documents:
  herald: {title: The Herald}
  tribune: {}
statements:
- Arland refuses to recognise the dam:
    source: herald
    quote: Arland will never recognise the dam
- Corland opposes the dam:
    source: herald
    quote: {exact: opposes the dam, before: of Corland}
- Corland supports boats:
    source: tribune
    quote: Corland sells boats
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "annotations.yaml").write_text(NOTES, encoding="utf-8")
    (tmp_path / "texts" / "herald.txt").write_text(HERALD, encoding="utf-8")
    (tmp_path / "texts" / "tribune.txt").write_text(TRIBUNE, encoding="utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    place = ["-p", str(folder)] if words[0] == "quote" else [str(folder)]
    return CliRunner().invoke(cli, [words[0], *place, "--texts", str(folder / "texts"), *words[1:]])


def anchor(folder: Path) -> Result:
    return run(folder, "anchor")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def held(folder: Path) -> dict[str, list[tuple[int, int]]]:
    """Document to the offsets that the lock holds."""
    documents = json.loads((folder / "annotations.lock").read_text(encoding="utf-8"))["documents"]
    return {slug: [(quote["start"], quote["end"]) for quote in entry["quotes"]] for slug, entry in documents.items()}


def codes(done: Result) -> list[str]:
    return [word for word in done.stderr.split() if word.startswith("SG42")]


# ── anchor ──


def test_anchor_writes_the_offsets_of_every_quote(folder: Path) -> None:
    done = anchor(folder)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "2 documents, 3 quotes anchored, 0 moved, 0 lost, 0 dropped\n"
    # herald: line 1 has 38 characters with its line break, the quote begins behind the mark; line 3 begins at 83
    assert held(folder) == {"herald": [(20, 55), (106, 121)], "tribune": [(0, 19)]}
    assert HERALD[20:55] == "Arland will never\nrecognise the dam"


def test_an_anchored_project_has_nothing_to_tell(folder: Path) -> None:
    anchor(folder)
    done = run(folder, "check")
    assert (codes(done), done.stdout.startswith("3 statements, 3 quotes in 2 texts: 0 errors")) == ([], True)


def test_anchoring_twice_changes_no_byte(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    anchor(folder)
    assert (folder / "annotations.lock").read_bytes() == before


def test_the_order_of_the_annotations_changes_no_byte_of_the_lock(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    head, *items = NOTES.split("- ")
    (folder / "annotations.yaml").write_text("- ".join([head, *reversed(items)]), encoding="utf-8")
    anchor(folder)
    assert (folder / "annotations.lock").read_bytes() == before


def test_an_id_that_moves_keeps_its_anchor(folder: Path) -> None:
    anchor(folder)
    change(
        folder / "annotations.yaml", "- Arland refuses to recognise the dam:", "- Arland opposes the dam:\n    id: new\n    by: a minister"
    )
    assert codes(run(folder, "check")) == []


def test_a_changed_text_is_told_with_how_many_quotes_still_fit(folder: Path) -> None:
    anchor(folder)
    change(folder / "texts" / "herald.txt", "The minister", "On Monday, the minister")
    done = run(folder, "check")
    assert codes(done) == ["SG422"]
    assert "2 of its 2 quotes still stand in it once" in done.stderr


def test_a_changed_text_is_anchored_anew_where_it_still_fits(folder: Path) -> None:
    anchor(folder)
    change(folder / "texts" / "herald.txt", "The minister", "On Monday, the minister")
    done = anchor(folder)
    assert (done.exit_code, done.stdout) == (0, "2 documents, 3 quotes anchored, 2 moved, 0 lost, 0 dropped\n")
    assert held(folder)["herald"] == [(31, 66), (117, 132)]
    assert codes(run(folder, "check")) == []


def test_what_is_lost_is_listed_with_its_old_place_and_has_no_anchor(folder: Path) -> None:
    anchor(folder)
    change(folder / "texts" / "herald.txt", "will never", "will not")
    change(folder / "texts" / "tribune.txt", "boats.", "boats. Corland sells boats.")
    done = anchor(folder)
    assert (done.exit_code, codes(done)) == (1, ["SG420", "SG421"])
    assert "(it stood at 20-55)" in done.stderr
    assert done.stdout == "2 documents, 1 quote anchored, 1 moved, 2 lost, 0 dropped\n"
    assert held(folder) == {"herald": [(104, 119)], "tribune": []}


def test_a_document_without_its_text_keeps_its_anchors_and_is_named(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    (folder / "texts" / "tribune.txt").unlink()
    done = anchor(folder)
    assert (done.exit_code, done.stderr) == (0, "no text here of tribune: what was anchored of it holds as before\n")
    assert (folder / "annotations.lock").read_bytes() == before


def test_a_quote_that_the_annotations_no_longer_have_is_dropped(folder: Path) -> None:
    anchor(folder)
    change(folder / "annotations.yaml", "never recognise the dam", "never recognise")
    assert codes(run(folder, "check")) == ["SG424"]
    assert anchor(folder).stdout == "2 documents, 3 quotes anchored, 0 moved, 0 lost, 1 dropped\n"
    assert held(folder)["herald"][0] == (20, 47)


def test_a_document_that_the_annotations_no_longer_have_is_dropped(folder: Path) -> None:
    anchor(folder)
    text = (folder / "annotations.yaml").read_text(encoding="utf-8")
    (folder / "annotations.yaml").write_text(text.partition("- Corland supports")[0].replace("  tribune: {}\n", ""), encoding="utf-8")
    assert anchor(folder).stdout == "1 document, 2 quotes anchored, 0 moved, 0 lost, 1 dropped\n"


def test_a_document_that_is_renamed_keeps_its_anchors(folder: Path) -> None:
    anchor(folder)
    text = (folder / "annotations.yaml").read_text(encoding="utf-8").replace("tribune: {}", "tribune-2010: {was: tribune}")
    (folder / "annotations.yaml").write_text(text, encoding="utf-8")
    (folder / "texts" / "tribune.txt").unlink()
    assert "SG424" not in codes(run(folder, "check"))
    assert anchor(folder).stdout == "2 documents, 3 quotes anchored, 2 of them looked up, 0 moved, 0 lost, 0 dropped\n"
    assert held(folder)["tribune-2010"] == [(0, 19)]


def test_annotations_with_errors_are_not_anchored(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    change(folder / "annotations.yaml", "Corland supports boats", "Corland supprts boats")
    done = anchor(folder)
    assert (done.exit_code, "nothing was anchored" in done.stderr) == (1, True)
    assert (folder / "annotations.lock").read_bytes() == before


def test_a_broken_lock_stops_a_build_and_is_written_anew(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    (folder / "annotations.lock").write_bytes(before[:100])
    assert "SG425" in CliRunner().invoke(cli, ["build", str(folder)]).stderr
    done = anchor(folder)
    assert (done.exit_code, (folder / "annotations.lock").read_bytes()) == (0, before)
    assert done.stderr.endswith("annotations.lock was broken and has been written anew\n")
    assert "help:" not in done.stderr


@pytest.mark.parametrize(("broken", "ours"), [("{", ""), ("<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", "--ours ")])
def test_a_broken_lock_that_may_hold_what_is_not_here_is_left_as_it_is(folder: Path, broken: str, ours: str) -> None:
    (folder / "annotations.lock").write_text(broken, encoding="utf-8")
    (folder / "texts" / "tribune.txt").unlink()
    done = anchor(folder)
    told = (
        "annotations.lock is broken and may hold what was anchored of tribune, of which no text is here; take it from git "
        f"(`git checkout {ours}annotations.lock`), or give a folder with all texts: nothing was anchored\n"
    )
    assert (done.exit_code, done.stdout, codes(done), done.stderr.endswith(told)) == (1, "", ["SG425"], True)
    assert (folder / "annotations.lock").read_text(encoding="utf-8") == broken


def test_a_lock_of_a_later_version_is_never_written_over(folder: Path) -> None:
    anchor(folder)
    change(folder / "annotations.lock", '"version": 1', '"version": 2')
    before = (folder / "annotations.lock").read_bytes()
    done = anchor(folder)
    assert (done.exit_code, "help: update stancegraph" in done.stderr) == (1, True)
    assert (folder / "annotations.lock").read_bytes() == before


def test_a_folder_without_any_of_the_texts_makes_no_lock_and_changes_none(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    for path in (folder / "texts").iterdir():
        path.unlink()
    done = anchor(folder)
    assert (done.exit_code, done.stderr) == (1, "no text here of herald, tribune: nothing was anchored\n")
    assert (folder / "annotations.lock").read_bytes() == before
    (folder / "annotations.lock").unlink()
    assert (anchor(folder).exit_code, (folder / "annotations.lock").exists()) == (1, False)


def test_a_document_that_never_had_a_text_is_told_as_one_without_anchors(folder: Path) -> None:
    (folder / "texts" / "tribune.txt").unlink()
    done = anchor(folder)
    assert (done.exit_code, done.stderr) == (0, "no text here of tribune: its quotes have no anchor\n")
    assert done.stdout == "1 document, 2 quotes anchored, 0 moved, 0 lost, 0 dropped\n"


def test_a_quote_that_is_reworded_without_its_text_is_told(folder: Path) -> None:
    anchor(folder)
    change(folder / "annotations.yaml", "quote: Corland sells boats", "quote: Corland sells")
    (folder / "texts" / "tribune.txt").unlink()
    assert anchor(folder).stderr == "no text here of tribune: what was anchored of it holds, new quotes have no anchor\n"


def test_a_document_that_was_renamed_without_a_word_loses_no_anchor(folder: Path) -> None:
    anchor(folder)
    before = (folder / "annotations.lock").read_bytes()
    text = (folder / "annotations.yaml").read_text(encoding="utf-8")
    (folder / "annotations.yaml").write_text(text.replace("tribune", "trib"), encoding="utf-8")
    (folder / "texts" / "tribune.txt").unlink()
    done = anchor(folder)
    assert (done.exit_code, "trib may be what it is called now; then write `was: tribune` under it" in done.stderr) == (0, True)
    assert (folder / "annotations.lock").read_bytes() == before
    # With every text at hand nothing is in doubt, and what nobody quotes goes.
    (folder / "texts" / "trib.txt").write_text("Corland likes the river. Arland is glad.", encoding="utf-8")
    anchor(folder)
    assert '"tribune"' not in (folder / "annotations.lock").read_text(encoding="utf-8")


def test_a_pipe_in_the_place_of_the_lock_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "annotations.lock")
    done = anchor(folder)
    assert (done.exit_code, "is no file: move it away" in done.stderr) == (2, True)


def test_a_lock_that_is_a_link_stays_one(folder: Path) -> None:
    (folder / "shared.lock").write_text("", encoding="utf-8")
    (folder / "annotations.lock").symlink_to("shared.lock")
    assert anchor(folder).exit_code == 0
    assert (folder / "annotations.lock").is_symlink()
    assert '"herald"' in (folder / "shared.lock").read_text(encoding="utf-8")


def test_a_lock_that_is_a_link_to_itself_is_not_written(folder: Path) -> None:
    (folder / "annotations.lock").symlink_to("annotations.lock")
    assert anchor(folder).exit_code == 2


def test_a_file_that_is_no_text_is_told_with_its_cure(folder: Path) -> None:
    (folder / "texts" / "tribune.txt").write_bytes(b"Corland \xe9")
    told = "no text of 'tribune': 'tribune.txt' is not UTF-8 (byte 8); save it as UTF-8: `iconv -f WINDOWS-1252 -t UTF-8`, say\n"
    assert told in anchor(folder).stderr


def test_a_lost_quote_is_told_once(folder: Path) -> None:
    anchor(folder)
    change(folder / "annotations.yaml", "never recognise the dam", "never recognize the dam")
    assert codes(run(folder, "check")) == ["SG420"]
    assert "or mend the quote" in CliRunner().invoke(cli, ["check", str(folder)]).stderr


def test_a_lock_of_another_program_is_not_written_over(folder: Path) -> None:
    (folder / "annotations.lock").write_text("version = 1\n", encoding="utf-8")
    done = anchor(folder)
    assert (done.exit_code, "is no lock of stancegraph" in done.stderr) == (2, True)
    assert (folder / "annotations.lock").read_text(encoding="utf-8") == "version = 1\n"


def test_offsets_that_somebody_changed_are_told(folder: Path) -> None:
    anchor(folder)
    change(folder / "annotations.lock", '"start": 20', '"start": 21')
    done = run(folder, "check")
    assert (codes(done), "other offsets for 1 of 2 quotes" in done.stderr) == (["SG422"], True)


def test_without_a_lock_nothing_asks_for_one(folder: Path) -> None:
    assert codes(CliRunner().invoke(cli, ["check", str(folder)])) == []


def test_control_characters_of_a_text_reach_neither_lock_nor_graph(folder: Path) -> None:
    change(folder / "texts" / "tribune.txt", "boats.", "boats\x07\x85 and\ufeff \x00more.")
    assert anchor(folder).exit_code == 0
    assert codes(CliRunner().invoke(cli, ["build", str(folder)])) == []


@given(st.lists(st.sampled_from(["dam", "weir", "sells", "Corland", "“boats”"]), min_size=1, max_size=12), st.data())
def test_an_anchor_selects_the_words_of_its_quote(words: list[str], data: st.DataObject) -> None:
    raw = " ".join(words)
    low = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[low : data.draw(st.integers(low + 1, len(words)))])
    notes, _ = read(f"- Arland opposes the dam: {{source: herald, quote: '{quote}'}}\n", "annotations.yaml")
    done = anchored(texts.evidence(notes, {"herald": Text(raw, "0" * 64)}))
    assert [raw[a.start : a.end].strip("“”") for a in done.lock.anchors.values()] == [quote.strip("“”")] * (not done.lost)
    assert all(raw[: a.start].endswith(a.prefix) and raw[a.end :].startswith(a.suffix) for a in done.lock.anchors.values())


# ── what a slip is told ──


def told(folder: Path, quote: str, document: str = "herald") -> str:
    """The message of the only problem with the texts when Arland's sentence has this quote."""
    text = f"project: {{id: dam, quote_words: 8}}\ndocuments:\n  herald: {{}}\n  tribune: {{}}\nstatements:\n- Arland opposes the dam:\n    source: {document}\n    quote: {quote}\n"
    (folder / "annotations.yaml").write_text(text, encoding="utf-8")
    done = run(folder, "check")
    assert (done.exit_code, len(codes(done))) == (1, 1)
    return done.stderr[done.stderr.index("error SG42") :]


def test_a_slip_shows_the_closest_passage_what_differs_and_the_line_to_paste(folder: Path) -> None:
    message = told(folder, "Arland will never recognize the dam")
    # 34 of 35 letters on either side are the same
    assert "97% like it: \u201cArland will never recognise …\u201d on line 1" in message
    assert "the text has 'recognise', the quote 'recognize'" in message
    assert 'write quote: "Arland will never recognise the dam"' in message


def test_a_line_to_paste_is_told_apart_from_its_equal(folder: Path) -> None:
    assert 'write quote: "Corland opposes the dam, too"' in told(folder, "Corland oposes the dam")


def test_a_message_never_shows_more_words_than_a_quote_may_have(folder: Path) -> None:
    message = told(folder, "minister said Arland will never recognize the dam Corland opposes the dam")
    assert ("like it" in message, "write quote" in message) == (True, False)


def test_a_quote_of_another_document_is_told(folder: Path) -> None:
    message = told(folder, "Corland sells boats")
    assert "it is in that of 'tribune', line 1" in message
    assert "write `source: tribune`" in message


def test_words_that_are_nowhere_are_told_as_such(folder: Path) -> None:
    assert "no passage is like it" in told(folder, "xyzzy quux")


def test_a_wrong_neighbour_is_told(folder: Path) -> None:
    assert 'write quote: "never"' in told(folder, "{exact: never, before: would}")
    assert "without its `before:` and `after:` it is, 2 times" in told(folder, "{exact: opposes the dam, before: he}")


def test_a_quote_that_stands_twice_shows_how_to_lengthen_it_and_what_stands_before(folder: Path) -> None:
    message = told(folder, "opposes the dam")
    assert "stands 2 times" in message
    # A quote does not grow into the next sentence.
    assert 'line 2: quote: {exact: "opposes the dam", before: "dam.” Corland"}' in message
    assert 'line 3: quote: "opposes the dam, too" or quote: {exact: "opposes the dam", before: "of Corland"}' in message


def test_only_the_first_slips_of_a_run_are_searched_for(folder: Path) -> None:
    slips = "".join(f"- Arland opposes the dam: {{source: herald, quote: wil never {number}}}\n" for number in range(SEARCHES + 1))
    (folder / "annotations.yaml").write_text(slips, encoding="utf-8")
    done = run(folder, "check")
    assert (done.stderr.count("SG420"), done.stderr.count("like it"), done.stderr.count("correct the first")) == (SEARCHES + 1, SEARCHES, 1)


# ── a build opens no text ──


def bytes_of(project: Path, out: Path) -> dict[str, bytes]:
    list(build(load(project), out))
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def test_a_build_gives_the_same_bytes_with_and_without_the_texts(folder: Path) -> None:
    anchor(folder)
    beside = bytes_of(folder, folder / "one")
    for path in (folder / "texts").iterdir():
        path.unlink()
    (folder / "texts").rmdir()
    assert bytes_of(folder, folder / "two") == beside


def test_the_order_of_the_annotations_changes_no_byte_of_an_anchored_build(folder: Path) -> None:
    anchor(folder)
    before = bytes_of(folder, folder / "one")
    head, *items = NOTES.split("- ")
    (folder / "annotations.yaml").write_text("- ".join([head, *reversed(items)]), encoding="utf-8")
    after = bytes_of(folder, folder / "two")
    assert {name for name in before if before[name] != after[name]} <= {"graph.html"}  # the page shows lines


def test_a_lock_adds_positions_and_nothing_else(folder: Path) -> None:
    without = bytes_of(folder, folder / "one")["graph.nq"].decode().splitlines()
    anchor(folder)
    added = set(bytes_of(folder, folder / "two")["graph.nq"].decode().splitlines()) - set(without)
    assert len([row for row in added if "ns/oa#start>" in row]) == 3
    assert all("_position>" in row or "ns/oa#prefix>" in row or "ns/oa#suffix>" in row for row in added)


def test_a_mark_at_the_end_is_part_of_its_word(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text("\u0932\u094b\u0917 \u091a\u093e\u0939\u0924\u0947 \u0939\u0948\u0902", encoding="utf-8")
    message = told(folder, "\u0932\u094b\u0917 \u091a\u093e\u0939\u0924\u0947 \u0939\u0948")
    assert "case" not in message
    assert 'write quote: "\u0932\u094b\u0917 \u091a\u093e\u0939\u0924\u0947 \u0939\u0948\u0902"' in message


def test_blanks_that_differ_are_not_told_as_case(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text("\u65bc 2008 \u5e74\u4e2d\u570b\u53cd\u5c0d", encoding="utf-8")
    assert "its blanks differ" in told(folder, "\u65bc2008\u5e74\u4e2d\u570b")


def test_parts_that_stand_too_far_apart_are_told_so(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text(f"Corland likes the river. {'So it goes. ' * 60}It opposes the dam.", encoding="utf-8")
    message = told(folder, "likes the river ... opposes the dam")
    assert "its parts are, but too far apart" in message
    assert "500 characters" in message


def test_of_an_elided_quote_the_part_with_the_slip_is_told(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text(f"Corland likes the river. {'So it goes. ' * 20}It opposes the dam.", encoding="utf-8")
    message = told(folder, "likes the river ... oppses the dam")
    assert "like its part 'oppses the dam'" in message
    assert "the text has 'opposes', the quote 'oppses'" in message


def test_a_wrong_before_among_equals_gets_lines_to_paste(folder: Path) -> None:
    message = told(folder, "{exact: opposes the dam, before: of Borland}")
    assert "nothing near" not in message
    assert 'quote: "opposes the dam, too"' in message


def test_a_quote_that_stands_too_often_to_be_counted_is_told_so(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text("dam " * 2_048, encoding="utf-8")
    assert "the quote stands 1000 times or more" in told(folder, "dam")


# ── quote ──


def quoted(folder: Path, words: str, document: str = "herald") -> Result:
    return run(folder, "quote", document, words)


def test_words_that_stand_once_become_a_line_to_paste(folder: Path) -> None:
    done = quoted(folder, "never  recognise")
    assert (done.exit_code, done.stdout, done.stderr) == (0, 'quote: "never recognise"\n', "line 1, offsets 32-47\n")


def test_a_document_goes_by_its_title_too(folder: Path) -> None:
    assert quoted(folder, "never", "the herald").stdout == 'quote: "never"\n'


def test_words_that_stand_twice_are_lengthened_within_their_sentence_else_get_what_stands_before(folder: Path) -> None:
    done = quoted(folder, "opposes the dam")
    assert done.stdout == (
        'quote: {exact: "opposes the dam", before: "dam.” Corland"}  # line 2, offsets 66-81\n'
        'quote: "opposes the dam, too"  # line 3, offsets 106-126\n'
    )


def test_too_many_words_are_cut_to_the_fewest_that_stand_once(folder: Path) -> None:
    done = quoted(folder, "Corland opposes the dam. A spokesman of Corland opposes the dam, too")
    assert done.stdout == 'quote: "Corland opposes the dam. A"\n'
    assert "a quote has at most 8 words here" in done.stderr


def test_words_with_a_slip_lead_to_the_closest_passage(folder: Path) -> None:
    done = quoted(folder, "will never recognize")
    assert (done.exit_code, done.stdout) == (0, 'quote: "will never recognise"\n')
    assert done.stderr.startswith("the words are not in the text; the closest passage is 95% like them:\n")


def test_a_refrain_that_nothing_tells_apart_is_told_and_ends_with_1(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text("Arland said, " * 20_000, encoding="utf-8")
    done = quoted(folder, "Arland said")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "line 1, offsets 0-11: nothing near tells it from its equals\n" in done.stderr
    assert "and 990 more: ask for more words" in done.stderr


@pytest.mark.peers
def test_a_refrain_quoted_a_hundred_times_does_not_hold_up_a_check(folder: Path) -> None:
    (folder / "texts" / "herald.txt").write_text("Arland said, " * 20_000, encoding="utf-8")
    quotes = "".join(f"- Arland opposes the dam: {{source: herald, id: s{number}, quote: Arland said}}\n" for number in range(SEARCHES))
    (folder / "annotations.yaml").write_text(quotes, encoding="utf-8")
    assert run(folder, "check").stderr.count("SG421") == SEARCHES


@pytest.mark.parametrize("words", ["", " ", ".", "\u2026", "[]", "\u201c\u201d"])
def test_marks_alone_are_misuse(folder: Path, words: str) -> None:
    assert (quoted(folder, words).exit_code, quoted(folder, words).stdout) == (2, "")


def test_what_is_no_slip_is_shown_and_not_offered(folder: Path) -> None:
    done = quoted(folder, "Corland loves the boats")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("the words are not in the text; \u201cCorland opposes the dam")


@pytest.mark.parametrize("command", ["check", "anchor", "coverage", "quote"])
def test_what_is_no_folder_is_told_as_such(folder: Path, command: str) -> None:
    words = ["-p", str(folder), "herald", "never"] if command == "quote" else [str(folder)]
    done = CliRunner().invoke(cli, [command, *words, "--texts", "/dev/null"])
    assert (done.exit_code, "'/dev/null' is no folder" in done.stderr) == (2, True)


def test_words_that_are_not_there_end_with_1(folder: Path) -> None:
    assert (quoted(folder, "xyzzy").exit_code, quoted(folder, "xyzzy").stdout) == (1, "")


def test_an_elision_stays_one(folder: Path) -> None:
    assert quoted(folder, "minister ... recognise").stdout == 'quote: "minister ... recognise"\n'


@pytest.mark.parametrize(("document", "told"), [("herld", "did you mean 'herald'?"), ("x", "there are herald, tribune")])
def test_an_unknown_document_is_misuse(folder: Path, document: str, told: str) -> None:
    done = quoted(folder, "x", document)
    assert (done.exit_code, told in done.stderr) == (2, True)


def test_a_document_without_a_text_is_misuse(folder: Path) -> None:
    (folder / "texts" / "herald.txt").unlink()
    assert quoted(folder, "x").exit_code == 2


def test_documents_are_completed(folder: Path) -> None:
    command = cli.commands["quote"]
    context = command.make_context("quote", ["-p", str(folder)], resilient_parsing=True)
    found = [item.value for item in command.params[0].shell_complete(context, "he")]
    assert found == ["herald"]


# ── the flagship ──


def test_every_quote_of_the_flagship_stands_once_in_its_article(articles: Path) -> None:
    project = load(ROOT, texts=articles)
    assert [p.headline() for p in project.problems if p.code in {"SG420", "SG421", "SG423"}] == []
    assert project.evidence is not None
    assert anchored(project.evidence).lost == ()


def test_a_title_that_two_documents_bear_is_not_guessed(folder: Path) -> None:
    change(folder / "annotations.yaml", "tribune: {}", "tribune: {title: the herald}")
    done = quoted(folder, "sells", "The Herald")
    assert (done.exit_code, "names herald, tribune: write the slug" in done.stderr) == (2, True)


@pytest.mark.parametrize("name", ["raw.html", "raw.json", "raw.txt"])
def test_no_report_is_written_over_what_is_none(folder: Path, name: str) -> None:
    (folder / "texts" / name).write_text("an article", encoding="utf-8")
    done = run(folder, "coverage", "--out", str(folder / "texts" / name))
    assert (done.exit_code, "lies among the texts" in done.stderr) == (2, True)
    assert (folder / "texts" / name).read_text(encoding="utf-8") == "an article"


@pytest.mark.parametrize("name", ["report.html", "report.json", "report.txt"])
def test_a_report_is_written_over_the_former_one(folder: Path, name: str) -> None:
    for _ in range(2):
        assert run(folder, "coverage", "--out", str(folder / "texts" / name)).exit_code == 0


@pytest.mark.parametrize("out", ["loop/x.html", "loop", "x" * 300 + ".html"])
def test_a_report_that_cannot_be_written_is_told(folder: Path, out: str) -> None:
    (folder / "texts" / "loop").symlink_to("loop")
    done = run(folder, "coverage", "--out", str(folder / "texts" / out))
    assert (done.exit_code, done.stderr.count("Error")) == (2, 1)


def test_utf_16_is_told_by_its_mark(folder: Path) -> None:
    (folder / "texts" / "tribune.txt").write_bytes("\u4e2d\u6587\u5f88\u957f".encode("utf-16"))
    assert "iconv -f UTF-16 -t UTF-8" in anchor(folder).stderr
