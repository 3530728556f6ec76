"""Events and choices in, pictures for articles out: signed bars, maps, trees, timelines, series (NETWORKS 8).

Each is a matplotlib figure that can be read in grey, says below what it counts, shows itself in a notebook, and is written by `save` with
the same bytes each time. matplotlib is used without pyplot; its settings are changed while a picture is made, and put back: make pictures
in one thread.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from stancegraph.plots.bars import bars
from stancegraph.plots.dendrogram import dendrogram, tree
from stancegraph.plots.heatmap import heatmap
from stancegraph.plots.look import LOOK, Look
from stancegraph.plots.series import Point, measured, polarisation
from stancegraph.plots.sheet import FORMATS, Picture, save
from stancegraph.plots.timeline import timeline
from stancegraph.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stancegraph.discourse.choices import Choices
    from stancegraph.discourse.events import Events
    from stancegraph.plots.series import Measure

__all__ = [
    "FORMATS",
    "PICTURES",
    "Look",
    "Picture",
    "Point",
    "bars",
    "default",
    "dendrogram",
    "draw",
    "heatmap",
    "measured",
    "polarisation",
    "save",
    "timeline",
    "tree",
]

PICTURES: Final[Mapping[str, Callable[..., Picture]]] = MappingProxyType(
    {"bars": bars, "heatmap": heatmap, "dendrogram": dendrogram, "timeline": timeline}
)
"""The pictures of a network by name; each takes events (or a network), choices, and `look`. `draw` adds the series of a measure."""


def default(choices: Choices) -> str:
    """The picture that shows a network best: the tree of who agrees for one-mode networks, the map for two-mode ones.

    >>> from stancegraph.discourse import Choices
    >>> default(Choices()), default(Choices(type="two-mode"))
    ('dendrogram', 'heatmap')
    """
    return "dendrogram" if choices.one_mode else "heatmap"


def draw(  # noqa: PLR0913 - what a command line may say
    name: str,
    found: Events,
    choices: Choices,
    *,
    actor: str = "",
    issue: str = "",
    measures: Mapping[str, Measure] | None = None,
    look: Look = LOOK,
) -> Picture:
    """The picture of that name, "" for the one that shows such a network best; `polarisation` takes `measures` and a window.

    Raises:
        ValueError: There is no such picture, it takes no actor or issue, it lacks measures or a window; the message says which there are.
        LookupError: Nobody of that name is in these events.
    """
    known = [*PICTURES, "polarisation"]
    wanted = name or ("timeline" if actor or issue else default(choices))
    if wanted not in known:
        near = nearest(wanted, known)
        raise ValueError(f"there is no picture {name!r}; " + (f"did you mean {near!r}?" if near else f"there are {', '.join(known)}"))
    if (actor or issue) and wanted != "timeline":
        raise ValueError(f"the picture {wanted!r} takes no actor or issue: that is for 'timeline'; filters choose who is counted")
    if wanted == "timeline":
        return timeline(found, choices, actor=actor, issue=issue, look=look)
    if wanted == "polarisation":
        if not measures:
            raise ValueError("the picture 'polarisation' shows measures over time: name at least one")
        return polarisation(measured(found, choices, measures), choices, look=look)
    return PICTURES[wanted](found, choices, look=look)
