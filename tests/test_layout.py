from __future__ import annotations

from itertools import combinations

from stancegraph.camps import Tie, camps
from stancegraph.layout import GAP, Box, positions


def actor(key: str) -> Box:
    return Box(key, outside=True, width=60, height=60)


def issue(key: str) -> Box:
    return Box(key, outside=False, width=150, height=40)


ACTORS = [actor(f"a{i}") for i in range(24)]
ISSUES = [issue(f"i{i}") for i in range(12)]
TIES = [Tie(f"a{i}", f"i{(i * 5 + j * 3) % 12}", 1.0 if (i + j) % 3 else -1.0) for i in range(24) for j in range(3)]


def overlapping(boxes: list[Box], at: dict[str, tuple[int, int]]) -> list[tuple[str, str]]:
    def meet(a: Box, b: Box) -> bool:
        (ax, ay), (bx, by) = at[a.key], at[b.key]
        return abs(ax - bx) < (a.width + b.width) / 2 and abs(ay - by) < (a.height + b.height) / 2

    return [(a.key, b.key) for a, b in combinations(boxes, 2) if meet(a, b)]


def test_nothing_has_no_positions() -> None:
    assert positions([], []) == {}


def test_one_box_stands_in_the_middle() -> None:
    assert positions([actor("rome")], []) == {"rome": (0, 0)}


def test_no_two_boxes_overlap() -> None:
    boxes = ACTORS + ISSUES
    assert overlapping(boxes, positions(boxes, TIES)) == []


def test_boxes_that_no_tie_holds_do_not_overlap_either() -> None:
    boxes = ACTORS + ISSUES
    assert overlapping(boxes, positions(boxes, [])) == []


def test_boxes_keep_apart_in_a_network_too_large_for_a_ring() -> None:
    boxes = [actor(f"a{i}") for i in range(150)] + [issue(f"i{i}") for i in range(30)]
    ties = [Tie(f"a{i}", f"i{(i * 7 + j) % 30}", 1.0 if i % 2 else -1.0) for i in range(150) for j in range(2)]
    assert overlapping(boxes, positions(boxes, ties)) == []


def test_order_of_boxes_and_ties_moves_nothing() -> None:
    assert positions(ACTORS + ISSUES, TIES) == positions((ACTORS + ISSUES)[::-1], TIES[::-1])


def test_ties_to_what_is_not_drawn_move_nothing() -> None:
    assert positions(ACTORS, [Tie("a1", "nowhere", 1.0)]) == positions(ACTORS, [])


RIVALS = [Tie(f"{side}{i}", "toll", weight) for side, weight in (("for", 1.0), ("against", -1.0)) for i in range(4)]
RIVAL_BOXES = [actor(tie.a) for tie in RIVALS] + [issue("toll")]


def test_two_camps_stand_on_two_sides() -> None:
    at = positions(RIVAL_BOXES, RIVALS)
    sides = sorted([sorted(at[f"{side}{i}"][0] for i in range(4)) for side in ("for", "against")])
    assert sides[0][-1] < sides[1][0]


def test_actors_stand_outside_and_issues_inside() -> None:
    boxes = ACTORS + ISSUES
    at = positions(boxes, TIES)
    issues = [abs(at[box.key][0]) for box in ISSUES]
    assert max(issues) < max(abs(at[box.key][0]) for box in ACTORS)


def test_who_agrees_on_everything_has_one_place_among_the_camps() -> None:
    both = camps(
        [Tie("rome", "toll", 1), Tie("ostia", "toll", 1), Tie("rome", "silt", -1), Tie("ostia", "silt", -1), Tie("capua", "toll", -1)]
    )
    assert both["rome"] == both["ostia"]


def test_boxes_keep_a_gap() -> None:
    at = positions([actor("a"), actor("b")], [])
    assert max(abs(at["a"][0] - at["b"][0]), abs(at["a"][1] - at["b"][1])) >= 60 + GAP
