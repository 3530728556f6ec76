"""Sentences about who holds which position become a graph that answers.

>>> import stancegraph
>>> project = stancegraph.load("annotations.yaml")      # doctest: +SKIP
>>> project.query("who-opposes", target="independence")  # doctest: +SKIP
"""

from stancegraph.loader import load
from stancegraph.problems import Problem, Severity
from stancegraph.project import DataError, Project

__all__ = ["DataError", "Problem", "Project", "Severity", "load"]
