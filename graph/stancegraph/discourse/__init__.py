"""Discourse networks: event lists, congruence and conflict among actors and issues, over time, every cell with its evidence (NETWORKS)."""

from __future__ import annotations

from stancegraph.discourse.choices import Choices, Window
from stancegraph.discourse.events import Event, Events, events
from stancegraph.discourse.explaining import Explanation, explain
from stancegraph.discourse.gathering import gathered
from stancegraph.discourse.networks import Network, chosen_of, network
from stancegraph.discourse.scales import BINARY, LIKERT, STANCE, Scale
from stancegraph.discourse.windows import windows

__all__ = [
    "BINARY",
    "LIKERT",
    "STANCE",
    "Choices",
    "Event",
    "Events",
    "Explanation",
    "Network",
    "Scale",
    "Window",
    "chosen_of",
    "events",
    "explain",
    "gathered",
    "network",
    "windows",
]
