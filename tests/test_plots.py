"""Pictures of discourse networks: what they hold is what was counted, they can be read in grey, and no name breaks them."""

from __future__ import annotations

import csv
import subprocess
import sys
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from scipy.cluster.hierarchy import linkage

from stancegraph import measures, plots
from stancegraph.discourse import BINARY, LIKERT, STANCE, Choices, Event, Events, Scale, Window, events, network
from stancegraph.discourse.events import iso, number
from stancegraph.discourse.windows import windows
from stancegraph.plots.dateaxis import place, ticks
from stancegraph.plots.heatmap import seriated
from stancegraph.plots.lettering import Lettering
from stancegraph.plots.look import mixed, shades, tint
from stancegraph.plots.timeline import shift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

TOY = Path(__file__).parent / "data" / "dna"


def toy(kind: str = "bool") -> Events:
    with (TOY / "toy_documents.tsv").open(encoding="utf-8", newline="") as file:
        days = {row[0]: iso(int(row[6]) // 86400) for row in csv.reader(file, delimiter="\t")}
    with (TOY / f"toy_statements_{kind}.tsv").open(encoding="utf-8", newline="") as file:
        rows = [
            Event(row[0], row[5], row[6], float(row[7]), days[row[1]], row[1], int(row[2]), int(row[3]))
            for row in csv.reader(file, delimiter="\t")
        ]
    return events(rows, scale=BINARY if kind == "bool" else LIKERT)


def heard(*rows: tuple[str, str, float] | tuple[str, str, float, str], **more: Any) -> Events:
    return events([Event(str(at), *row) for at, row in enumerate(rows)], **more)


def written(figure: Figure, kind: str = "svg") -> bytes:
    file = BytesIO()
    figure.savefig(file, format=kind, dpi=40)
    return file.getvalue()


def tree_of(figure: Figure) -> ET.Element:
    return ET.fromstring(written(figure))  # noqa: S314 - our own


def texts(figure: Figure) -> list[str]:
    return ["".join(element.itertext()) for element in tree_of(figure).iter("{http://www.w3.org/2000/svg}text")]


def xs(line: Line2D) -> list[float]:
    return [float(x) for x in np.asarray(line.get_xdata(), np.float64)]


def labels(axes: Axes) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def parts(axes: Axes) -> dict[str, list[tuple[float, float]]]:
    """Of each row of signed bars its parts from left to right: start and width."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in labels(axes)}
    for bar in axes.patches:
        found[labels(axes)[round(bar.get_y() + bar.get_height() / 2)]].append((bar.get_x(), bar.get_width()))  # type: ignore[attr-defined]
    return {name: sorted(bars) for name, bars in found.items()}


# -- signed bars ------------------------------------------------------------------------------------------------------------------


def test_bars_of_the_toy_are_as_wide_as_its_statements_against_and_for() -> None:
    """NETWORKS 8: independence [3, 4], mission [1, 2], talks [1, 2]."""
    found = parts(plots.bars(toy()).axes[0])
    assert found == {"independence": [(-3, 3), (0, 4)], "mission": [(-1, 1), (0, 2)], "talks": [(-1, 1), (0, 2)]}


def test_each_count_is_written() -> None:
    assert sorted(text.get_text() for text in plots.bars(toy()).axes[0].texts if text.get_text().isdigit()) == [
        "1",
        "1",
        "2",
        "2",
        "3",
        "4",
    ]


def test_neutral_lies_across_the_line_and_weak_levels_next_to_it() -> None:
    found = heard(*(("rome", "toll", level) for level in (-1, -1, -0.5, 0, 0, 0.5, 1)))
    assert parts(plots.bars(found).axes[0])["toll"] == [(-4, 2), (-2, 1), (-1, 2), (1, 1), (2, 1)]


def test_bars_beyond_the_most_are_counted_in_a_note() -> None:
    picture = plots.bars(toy(), most=1)
    assert labels(picture.axes[0]) == ["independence"]
    assert "And 2 issues more with 6 statements." in texts(picture)


def test_bars_in_order_of_balance_begin_with_what_is_most_supported() -> None:
    found = heard(("a", "toll", -1), ("b", "toll", -1), ("c", "toll", 1), ("a", "wall", 1), ("a", "road", -1), ("b", "road", -1))
    assert labels(plots.bars(found, order="balance").axes[0]) == ["wall", "toll", "road"]


def test_bars_count_a_duplicate_once_where_the_choice_says_so() -> None:
    found = heard(("rome", "toll", 1, "2008-01-01"), ("rome", "toll", 1, "2008-01-02"))
    assert parts(plots.bars(found, Choices(duplicates="all")).axes[0])["toll"] == [(0, 1)]


def test_bars_of_actors_count_what_each_says() -> None:
    found = parts(plots.bars(toy(), by="actor").axes[0])
    assert sum(width for bars in found.values() for _, width in bars) == 13


def test_a_count_too_wide_for_its_part_stands_beyond_the_bar() -> None:
    found = heard(("a", "toll", -1), *(("b", "toll", 1) for _ in range(300)))
    beyond = next(text for text in plots.bars(found).axes[0].texts if text.get_text() == "1")
    assert (beyond.get_ha(), beyond.xy[0]) == ("right", -1)  # type: ignore[attr-defined]


def test_bars_say_that_they_are_not_normalised_where_that_was_asked_for() -> None:
    told = texts(plots.bars(toy(), Choices(type="two-mode", normalization="activity")))
    assert "Bars and their numbers: statements at each level, not normalised." in told
    assert "Not applied here: normalization activity." in told


# -- map --------------------------------------------------------------------------------------------------------------------------


def cells(axes: Axes) -> dict[tuple[str, str], str]:
    names = [label.get_text().rpartition(" (")[0] for label in axes.get_xticklabels()], [t.rpartition(" (")[0] for t in labels(axes)]
    return {(names[1][round(t.get_position()[1])], names[0][round(t.get_position()[0])]): t.get_text() for t in axes.texts}


def test_cells_of_the_map_are_agreement_minus_disagreement() -> None:
    """NETWORKS 4: Russia by independence is -2."""
    assert cells(plots.heatmap(toy()).axes[0])["Russia", "independence"] == "\u22122"


def test_a_balanced_cell_is_0_and_one_without_a_statement_is_blank() -> None:
    found = heard(("rome", "toll", 1), ("rome", "toll", -1), ("ostia", "wall", 0.5))
    assert cells(plots.heatmap(found).axes[0]) == {("rome", "toll"): "0", ("ostia", "wall"): "+.5"}


def test_activity_divides_the_cells_by_what_the_actor_says() -> None:
    choices = Choices(type="two-mode-subtract", normalization="activity")
    assert cells(plots.heatmap(toy(), choices).axes[0])["Russia", "independence"] == "\u2212.67"


def test_the_map_says_what_its_numbers_are_and_what_of_the_network_it_does_not_follow() -> None:
    told = texts(plots.heatmap(network(toy(), type="subtract", normalization="average")))
    assert "Cells (two-mode-subtract): statements for less those against, not normalised. Numbers in brackets: statements." in told
    assert "Not applied here: type subtract; normalization average." in told


def test_the_map_says_by_what_its_cells_are_divided() -> None:
    told = " ".join(texts(plots.heatmap(toy(), Choices(type="two-mode-subtract", normalization="activity"))))
    assert "statements for less those against, normalised by activity." in told
    assert "Not applied here" not in told


@pytest.mark.parametrize(("rows", "whole"), [(13, True), (4, False)])
def test_a_column_has_a_label_of_45_characters_where_the_map_is_as_tall(rows: int, whole: bool) -> None:  # noqa: FBT001 - a case
    name = "claim that a toll upon salt ruins a city soon"
    axes = plots.heatmap(heard(*((f"a{at}", "toll", 1) for at in range(rows)), labels={"toll": name})).axes[0]
    assert (axes.get_xticklabels()[0].get_text() == f"{name} ({rows})") is whole


def test_counts_of_a_two_mode_network_have_no_sign() -> None:
    assert cells(plots.heatmap(network(toy(), type="two-mode")).axes[0])["Russia", "independence"] == "2"


def test_camps_lie_next_to_one_another() -> None:
    camps = np.asarray([[1.0, 1, 0], [-1, 0, 1], [1, 1, 0], [-1, -1, 0], [0, 1, -1]])
    order = seriated(camps).tolist()
    assert [at in (1, 3) for at in order] in ([True, True, False, False, False], [False, False, False, True, True])


def test_the_map_of_the_most_active_says_what_it_leaves_out() -> None:
    found = heard(("a", "toll", 1), ("a", "toll", 1), ("b", "toll", 1), ("c", "wall", 1))
    told = texts(plots.heatmap(found, most_rows=2, most_columns=1))
    assert "The most active are drawn; 1 actor and 1 issue with few statements are not (1 statement outside the map)." in told


def test_of_a_network_of_one_window_the_window_is_followed_and_of_events_it_is_not() -> None:
    choices = Choices(window=Window(3))
    found = heard(*(("rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)))
    one = next(iter(windows(found, choices)))
    assert "Not applied here: window 3d." in texts(plots.heatmap(found, choices))
    assert not any("Not applied" in text for text in texts(plots.heatmap(one)))


# -- tree -------------------------------------------------------------------------------------------------------------------------


def joints(axes: Axes) -> list[float]:
    return sorted(round(max(xs(line)), 9) for line in axes.lines)


def test_the_tree_joins_at_the_share_of_statements_that_only_one_makes() -> None:
    """Rome and Ostia share one of two statements (1/2); Capua shares none with either (1)."""
    found = heard(("rome", "toll", 1), ("rome", "wall", 1), ("ostia", "toll", 1), ("capua", "toll", -1))
    assert joints(plots.dendrogram(found).axes[0]) == [0.5, 1.0]


def test_the_tree_counts_how_often_a_position_is_taken() -> None:
    """1 - min(3, 1) / max(3, 1)."""
    found = heard(*(("rome", "toll", 1) for _ in range(3)), ("ostia", "toll", 1))
    assert joints(plots.dendrogram(found).axes[0]) == [round(2 / 3, 9)]


@pytest.mark.parametrize("kind", ["bool", "int"])
def test_the_tree_is_that_of_the_measures(kind: str) -> None:
    joined = measures.tree(network(toy(kind))).linkage[:, 2]
    np.testing.assert_allclose(joints(plots.dendrogram(toy(kind)).axes[0]), joined, atol=1e-8)


def test_the_tree_of_the_most_active_is_that_of_them_alone() -> None:
    """Rome and Capua: 1 - 1 / (3 + 1). Ostia, who is left out, is alike to neither."""
    found = heard(
        ("capua", "toll", 1), ("capua", "wall", 1), ("ostia", "a", -1), ("rome", "toll", 1), ("rome", "toll", 1), ("rome", "toll", 1)
    )
    assert joints(plots.dendrogram(found, most=2).axes[0]) == [0.75]


def test_leaves_that_are_joined_at_0_have_a_line_each() -> None:
    """Three that say the same, and one that says something else."""
    axes = plots.dendrogram(heard(*((who, "toll", 1) for who in ("a", "b", "c")), ("d", "toll", -1))).axes[0]
    (stubs,) = [lines for lines in axes.collections if isinstance(lines, LineCollection)]
    rows = [axes.get_yticklabels()[round((y - 5) / 10)].get_text() for ((x, y), (end, _)) in stubs.get_segments() if x < 0 == end]
    assert sorted(rows) == ["a (1)", "b (1)", "c (1)"]


@pytest.mark.parametrize(("second", "dotted"), [("toll", False), ("wall", True)])
def test_dotted_lines_of_the_tree_are_told_where_there_are_any(second: str, dotted: bool) -> None:  # noqa: FBT001 - a case
    told = texts(plots.dendrogram(heard(("rome", "toll", 1), ("ostia", second, 1))))
    assert ("Dotted: no position in common." in told) is dotted


def test_the_tree_tells_its_middle_where_that_is_not_0() -> None:
    found = heard(("rome", "toll", 3), ("ostia", "toll", -1), scale=Scale((-1, 0, 1, 2, 3)))
    assert "For is above 1, the middle of the scale, against below it." in texts(plots.dendrogram(found))


def test_who_is_neutral_on_everything_is_not_in_the_tree_but_in_a_note() -> None:
    picture = plots.dendrogram(heard(("rome", "toll", 1), ("ostia", "toll", 1), ("capua", "toll", 0)))
    assert sorted(labels(picture.axes[0])) == ["ostia (1)", "rome (1)"]
    assert "1 actor without a statement for or against anything: not in the tree." in texts(picture)


def test_a_linkage_of_ones_own_is_drawn_with_its_labels() -> None:
    tree = plots.tree(linkage([[0.0], [1.0], [4.0]], "single"), ["a", "b", "c"])
    assert (sorted(labels(tree.axes[0])), joints(tree.axes[0])) == (["a", "b", "c"], [1.0, 3.0])


# -- timeline ---------------------------------------------------------------------------------------------------------------------


def marks(axes: Axes) -> list[tuple[str, str, str]]:
    """Row, day and mark of everything drawn with a mark."""
    names = labels(axes)
    first = number("2008-01-01")
    found = []
    for line in axes.lines:
        if line.get_marker() not in ("None", None):
            rows = [names[round(y)] for y in np.asarray(line.get_ydata(), np.float64).tolist()]
            days = [iso(first + round(x - place(first))) for x in xs(line)]
            found += [(row, day, str(line.get_marker())) for row, day in zip(rows, days, strict=True)]
    return sorted(found)


TURN = heard(
    ("rome", "toll", 1, "2008-01-01"), ("rome", "toll", -1, "2008-03-01"), ("ostia", "toll", 0, "2008-02-01"),
    ("ostia", "toll", 0, "2008-02-01"), ("capua", "toll", 1), ("rome", "wall", 1, "2008-01-05"),
)  # fmt: skip


def test_the_timeline_of_an_issue_marks_each_statement_at_its_day() -> None:
    found = marks(plots.timeline(TURN, issue="toll").axes[0])
    assert found == [("ostia", "2008-02-01", "o"), ("rome", "2008-01-01", "^"), ("rome", "2008-03-01", "v")]


def test_the_timeline_of_an_actor_has_its_issues_as_rows() -> None:
    assert labels(plots.timeline(TURN, actor="rome").axes[0]) == ["toll", "wall"]


def test_a_shift_is_told_with_its_day_and_both_positions() -> None:
    assert [t for t in texts(plots.timeline(TURN, issue="toll")) if "→" in t] == ["2008-03-01: supports → opposes"]


def test_several_statements_of_a_day_are_one_mark_with_their_number() -> None:
    assert "\u00d72" in texts(plots.timeline(TURN, issue="toll"))


def test_the_number_of_a_mark_stands_off_the_line_of_its_row() -> None:
    picture = plots.timeline(TURN, issue="toll")
    axes = picture.axes[0]
    number_at = next(text for text in axes.texts if text.get_text() == "\u00d72")
    line = float(axes.transData.transform((0, labels(axes).index("ostia")))[1])
    assert number_at.get_window_extent().y1 < line


def test_the_timeline_says_how_long_a_line_runs_and_what_its_numbers_are() -> None:
    told = texts(plots.timeline(TURN, issue="toll"))
    assert "Lines: the last position, drawn on until the next statement or the last day here, 2008-03-01, said again or not." in told
    assert "\u00d72, \u00d73 and so on: so many statements of that level on that day." in told


def test_the_timeline_of_one_day_has_no_lines_to_tell_of() -> None:
    assert not any(text.startswith(("Lines", "\u00d7")) for text in texts(plots.timeline(heard(("rome", "toll", 1, "2008-01-01")))))


@pytest.mark.parametrize(("issue", "said"), [("", True), ("toll", False)])
def test_the_timeline_says_where_it_chose_the_issue_itself(issue: str, said: bool) -> None:  # noqa: FBT001 - a case
    told = texts(plots.timeline(TURN, issue=issue))
    assert ("No actor or issue was named: drawn is the issue of most statements." in told) is said


def test_of_very_many_days_the_marks_are_drawn_without_their_texts() -> None:
    found = heard(*(("rome", "toll", 1 - at % 2, iso(at)) for at in range(1_001)))
    picture = plots.timeline(found)
    assert len(marks(picture.axes[0])) == 1_001
    assert any(text.startswith("More than 1,000 days") for text in texts(picture))


def test_statements_without_a_date_are_counted_in_a_note() -> None:
    assert "1 statement without a date: not drawn." in texts(plots.timeline(TURN, issue="toll"))


@pytest.mark.parametrize(
    ("before", "after", "shifts"), [(-1, 1, True), (1, 0, True), (0.5, -0.5, False), (0.5, -1, True), (1, 0.5, False), (0, -0.5, False)]
)
def test_a_position_shifts_where_it_excludes_the_one_before(before: float, after: float, shifts: bool) -> None:  # noqa: FBT001 - a case
    """NETWORKS 9: weak positions are the intervals [-1, 0] and [0, 1]."""
    levels = dict(zip(STANCE.levels, shades(STANCE), strict=True))
    assert shift(levels[before], levels[after], intervals=True) is shifts


def test_an_actor_that_there_is_not_is_told_with_what_comes_closest() -> None:
    with pytest.raises(LookupError, match="did you mean 'rome'"):
        plots.timeline(TURN, actor="rom")


@pytest.mark.parametrize("days", [0, 1, 6, 45, 800, 9_000, 400_000, 3_600_000])
def test_dates_are_few_round_and_within_the_picture(days: int) -> None:
    first = number("0001-01-01")
    found = [day for day, _ in ticks(first, min(first + days, number("9999-12-31")))]
    assert 1 <= len(found) <= 8
    assert first <= min(found) <= max(found) <= first + days


# -- series -----------------------------------------------------------------------------------------------------------------------


def series(*values: float | None) -> list[plots.Point]:
    days = [f"2008-01-{day:02}" for day in range(1, len(values) + 1)]
    return [
        plots.Point(day, day, day, value, None if value is None else value - 0.1, None if value is None else value + 0.1, at)
        for at, (day, value) in enumerate(zip(days, values, strict=True), 1)
    ]


def test_the_line_breaks_where_a_window_has_no_value() -> None:
    drawn = plots.polarisation(series(0.1, None, 0.3, 0.4)).axes[0].lines[0].get_ydata()
    np.testing.assert_array_equal(drawn, [0.1, np.nan, 0.3, 0.4])


def test_bars_below_the_line_are_as_high_as_n() -> None:
    assert [bar.get_height() for bar in plots.polarisation(series(0.1, None, 0.3)).axes[1].patches] == [1, 2, 3]  # type: ignore[attr-defined]


def test_four_measures_differ_in_stroke_mark_and_name() -> None:
    picture = plots.polarisation({name: series(at / 9, 0.5) for at, name in enumerate("abcd")})
    lines = [line for line in picture.axes[0].lines if not str(line.get_label()).startswith("_")]
    assert len({(str(line._unscaled_dash_pattern), str(line.get_marker())) for line in lines}) == 4  # type: ignore[attr-defined] # noqa: SLF001 - there is no other way to it
    assert {"a", "b", "c", "d"} <= set(texts(picture))


def test_a_measure_is_taken_in_each_window() -> None:
    found = heard(*(("rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)))
    points = plots.measured(found, Choices(window=Window(3)), {"n": lambda here: here.n, "none": lambda _: None})
    assert [(p.middle, p.value) for p in points["n"]] == [("2008-02-02", 2.0), ("2008-02-03", 1.0), ("2008-02-04", 1.0)]
    assert [p.value for p in points["none"]] == [None, None, None]


def test_measured_points_bring_their_choices_to_the_caption() -> None:
    found = heard(*(("rome", "toll", 1, f"2008-02-0{day}") for day in (1, 2, 5)))
    told = " ".join(texts(plots.polarisation(plots.measured(found, Choices(window=Window(3)), {"n": lambda here: here.n}))))
    assert "Choices: type congruence; rows actor; columns issue;" in told
    assert "window 3d" in told


# -- grey -------------------------------------------------------------------------------------------------------------------------


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * float(np.cbrt(luminance)) - 16


@pytest.mark.parametrize("scale", [BINARY, LIKERT, STANCE])
def test_any_two_levels_differ_in_lightness_by_8_of_100_and_in_direction_hatch_or_fill(scale: Scale) -> None:
    for one, other in combinations(shades(scale), 2):
        assert abs(lightness(one.fill) - lightness(other.fill)) >= 8
        assert (np.sign(one.side), one.hatch) != (np.sign(other.side), other.hatch)
        assert (one.mark, one.fillstyle) != (other.mark, other.fillstyle)


@pytest.mark.parametrize("level", range(5))
def test_counts_can_be_read_on_their_fill(level: int) -> None:
    """WCAG 2: a contrast of at least 4.5 to 1."""
    shade = shades(STANCE)[level]
    light, dark = sorted((((lightness(colour) + 16) / 116) ** 3 for colour in (shade.fill, shade.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_colours_are_those_of_the_page_mixed_with_white() -> None:
    assert (tint(1.0), tint(0.0), mixed("#D55E00", 1)) == ("#0072b2", "#ffffff", "#d55e00")


# -- every picture ----------------------------------------------------------------------------------------------------------------


def everything(found: Events) -> Iterator[tuple[str, plots.Picture]]:
    for name in plots.PICTURES:
        yield name, plots.draw(name, found, Choices())
    yield "polarisation", plots.draw("polarisation", found, Choices(window=Window(1, "e")), measures={"n": lambda here: here.n})


def test_the_same_picture_has_the_same_bytes() -> None:
    first, second = ([(name, written(picture)) for name, picture in everything(toy("int"))] for _ in range(2))
    assert first == second


def test_the_same_picture_has_the_same_bytes_in_png() -> None:
    assert written(plots.bars(toy()), "png") == written(plots.bars(toy()), "png")


@pytest.mark.peers
def test_the_same_picture_has_the_same_bytes_in_pdf_and_no_date() -> None:
    first, second = (written(plots.bars(toy()), "pdf") for _ in range(2))
    assert first == second
    assert b"CreationDate" not in first


def test_a_figure_written_twice_has_the_same_bytes() -> None:
    picture = plots.heatmap(toy())
    first = written(picture)
    written(picture, "png")
    assert written(picture) == first


def test_settings_of_a_users_own_change_neither_the_picture_nor_themselves() -> None:
    import matplotlib as mpl  # noqa: PLC0415 - here it is what is tested

    plain = written(plots.bars(toy()))
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.fonttype": "path"}):
        assert written(plots.bars(toy())) == plain
        assert mpl.rcParams["font.size"] == 30


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_no_file_names_a_day_or_a_program(kind: str) -> None:
    file = written(plots.bars(toy()), kind)
    assert not any(told in file for told in (b"atplotlib v", b"dc:date", b"Software"))


HOSTILE = {
    "a": "$x_1^2$ and $", "b": "under_score \\alpha", "c": "two\nlines\r\n\tand a tab", "d": "W" * 300, "e": "W" * 299 + "V",
    "f": "שלום (ירושלים)", "g": "\U0001fae0 new", "h": "中国", "i": "<script>alert(1)</script> & ]]>", "j": "\x00\x1b[31m\u202e\ufeff",
    "k": "\ud800", "l": "", "m": "Z" + "\u0301" * 200, "n": "%s {x} {0}", "o": "_nolegend_",
}  # fmt: skip


def test_no_name_breaks_a_picture() -> None:
    rows = [
        Event(f"{s}{t}", s, t, STANCE.levels[(ord(s) + ord(t)) % 5], f"2008-01-{1 + ord(s) % 9:02}")
        for s in HOSTILE
        for t in HOSTILE
        if (ord(s) + ord(t)) % 4 == 0
    ]
    for _, picture in everything(events(rows, labels=HOSTILE)):
        assert written(picture, "png")
        assert tree_of(picture).find(".//{http://www.w3.org/2000/svg}script") is None
        inside = picture.get_tightbbox()
        assert min(inside.x0, inside.y0) >= 0
        assert np.all(picture.get_size_inches() >= inside.max)


def test_a_name_stands_in_the_svg_as_text_just_as_it_is_written() -> None:
    found = heard(("a", "toll", 1), labels={"toll": "<b>$x_1$ & \\alpha</b>"})
    assert "<b>$x_1$ & \\alpha</b>" in texts(plots.bars(found))


def test_a_name_that_the_font_lacks_stands_by_its_slug_and_the_caption_says_so() -> None:
    told = texts(plots.bars(heard(("a", "china", 1), labels={"china": "中国"})))
    assert "china" in told
    assert "1 name has characters that DejaVu Sans cannot draw, and stand as slugs or numbers of characters." in told


def test_long_names_that_begin_alike_remain_apart() -> None:
    found = Lettering().labels([("W" * 300, ""), ("W" * 299 + "V", ""), ("W" * 301, "")], 8, 90)
    assert len(set(found)) == 3


@given(st.text(max_size=60), st.floats(20, 200))
@settings(max_examples=40)
def test_a_shortened_name_fits(name: str, room: float) -> None:
    lettering = Lettering()
    assert lettering.width(lettering.shortened(lettering.shown(name), 8, room), 8) <= room


@pytest.mark.parametrize("name", plots.PICTURES)
def test_of_nothing_there_is_a_picture_that_says_so(name: str) -> None:
    assert any(text.startswith(("No statement", "Fewer than two")) for text in texts(plots.draw(name, events([]), Choices())))


@pytest.mark.parametrize("name", plots.PICTURES)
def test_the_caption_has_n_and_the_choices(name: str) -> None:
    told = " ".join(texts(plots.draw(name, toy(), Choices(duplicates="document"))))
    assert "n = " in told
    assert "rows actor; columns issue; duplicates document" in told


def test_what_the_truth_gate_holds_back_is_counted_in_the_caption() -> None:
    found = events(
        [Event("1", "a", "toll", 1), Event("2", "b", "toll", 1, held=("Expected",)), Event("3", "c", "toll", 1, held=("Ended",))]
    )
    assert "Not counted: 2 held back by the truth gate." in texts(plots.bars(found))


def test_a_notebook_shows_the_picture_at_half_its_pixels() -> None:
    from IPython.core.formatters import DisplayFormatter  # noqa: PLC0415 - it is slow to load

    shown, told = DisplayFormatter().format(plots.bars(toy()))  # type: ignore[no-untyped-call]
    assert shown["image/png"].startswith(b"\x89PNG")
    assert told["image/png"]["width"] == 672


@pytest.mark.parametrize(("name", "choices"), [("dendrogram", Choices()), ("heatmap", Choices(type="two-mode"))])
def test_a_network_has_a_picture_that_shows_it_best(name: str, choices: Choices) -> None:
    assert plots.default(choices) == name


def test_a_picture_that_there_is_not_is_told_with_what_comes_closest() -> None:
    with pytest.raises(ValueError, match="did you mean 'heatmap'"):
        plots.draw("heatmaps", toy(), Choices())


def test_a_file_of_another_kind_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.png, \.pdf"):
        plots.save(plots.bars(toy()), tmp_path / "bars.jpg")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("kind", "begin"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_end_of_the_path_says_what_is_written(tmp_path: Path, kind: str, begin: bytes) -> None:
    plots.save(plots.bars(toy()), tmp_path / f"bars.{kind}", dpi=40)
    assert (tmp_path / f"bars.{kind}").read_bytes().startswith(begin)


def test_a_font_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="there is no font 'Trajan of Rome'"):
        plots.Look(fonts=("Trajan of Rome",))


@pytest.mark.peers
def test_pictures_need_no_pyplot_and_what_needs_no_picture_no_matplotlib() -> None:
    asked = (
        "import sys, io; import stancegraph.discourse; assert 'matplotlib' not in sys.modules\n"
        "from stancegraph import plots; from stancegraph.discourse import *\n"
        "plots.bars(events([Event('1', 'a', 'b', 1)])).savefig(io.BytesIO()); print('matplotlib.pyplot' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "False\n"
