"""What options say of a picture in, the picture of a network as a file out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from stancegraph.cli.options import Failure, refuse_own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancegraph import measures
    from stancegraph.discourse import Choices, Events, Network
    from stancegraph.plots.series import Measure
    from stancegraph.project import Project

__all__ = ["IMAGES", "PICTURES", "Asked", "asked", "drawn", "over_time"]

# Not `plots.FORMATS` and `plots.PICTURES`: matplotlib would slow down every other command. A test holds the two against each other.
IMAGES: Final = ("svg", "png", "pdf")
PICTURES: Final = ("bars", "heatmap", "dendrogram", "timeline", "polarisation")


class Asked(NamedTuple):
    """Which picture is asked for ("" the one that shows such a network best), of whom or what, and where it is to be written."""

    name: str
    actor: str
    issue: str
    path: Path


def asked(name: str, actor: str, issue: str, plot: Path | None, *, form: str | None, out: Path | None) -> Asked | None:  # noqa: PLR0913 - what options say
    """The picture that `--plot FILE` or a `--out FILE` of a picture's format asks for, if they do; what would be passed over is misuse."""
    path = plot
    if form in IMAGES:
        if plot is not None:
            raise Failure(f"--plot and the format {form} both ask for a picture: leave one out")
        if out is None or out == Path("-"):
            raise Failure(f"a picture is written to a file: say which by --out, such as picture.{form}")
        if out.suffix.lower() != f".{form}":
            raise Failure(f"{out}: a picture's file ends as its format, .{form}")
        path = out
    if path is None:
        if name or actor or issue:
            raise Failure("--picture, --actor and --issue say what is drawn: name the file by --plot, such as picture.svg")
        return None
    if path.suffix.lower().removeprefix(".") not in IMAGES:
        raise Failure(f"{path}: pictures are written as {', '.join(f'.{ending}' for ending in IMAGES)}")
    return Asked(name, actor, issue, path)


def over_time(wanted: Asked, *, windows: bool, listing: bool) -> Asked:
    """The picture with the name that a series of networks has; what does not go together is misuse."""
    if listing:
        raise Failure(f"{wanted.path}: a picture is of networks: leave --events out")
    if not windows:
        if wanted.name == "polarisation":
            raise Failure("--picture polarisation shows how the camps change: give --window, such as 30d")
        return wanted
    if wanted.name not in {"", "polarisation"} or wanted.actor or wanted.issue:
        raise Failure("with --window the picture is polarisation: leave --window out, and take --from and --until for a part of the time")
    return wanted._replace(name="polarisation")


def _camps_over_time() -> Mapping[str, Measure]:
    """What polarisation draws: how far two camps fail to part the actors, and how much there is to part them."""
    from stancegraph import measures

    def frustration(at: Network) -> measures.Frustration:
        return measures.frustration(at, interval_by="no")

    return {"frustration": frustration, "share of conflict": lambda at: frustration(at).conflict}


def drawn(project: Project, found: Events, choices: Choices, wanted: Asked) -> str:
    """Draws the picture and writes it; what was written comes back in words.

    Raises:
        ValueError: There is no such picture, or it takes no actor or issue.
        LookupError: Nobody of that name is in these events.
    """
    from stancegraph import plots

    refuse_own(wanted.path, project, option="file")
    measures = _camps_over_time() if wanted.name == "polarisation" else None
    figure = plots.draw(wanted.name, found, choices, actor=wanted.actor, issue=wanted.issue, measures=measures)
    try:
        plots.save(figure, wanted.path)
        return f"{wanted.path}: {wanted.path.stat().st_size:,} bytes"
    except OSError as error:
        raise Failure(f"{wanted.path} cannot be written: {error.strerror or error}") from error
