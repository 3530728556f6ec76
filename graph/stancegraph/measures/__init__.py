"""Measures of discourse networks, one function each: what it means, its formula and source, what it rests on, how sure it is.

All take a `stancegraph.discourse.Network` of actors (`over_time` events and a window). networkx and scipy's clustering are loaded by the
functions that need them.
"""

from __future__ import annotations

from stancegraph.measures.balance import Frustration, frustration
from stancegraph.measures.brokerage import Broker, brokers
from stancegraph.measures.centrality import Centrality, centralities
from stancegraph.measures.clusters import Clustering, Tree, best_clustering, clustering, tree
from stancegraph.measures.coalitions import Camp, Camps, Divide, Shared, camps
from stancegraph.measures.collectives import Cohesion, IssueCohesion, cohesion, members
from stancegraph.measures.distance import Distance, position_distance
from stancegraph.measures.issues import IssueAgreement, agreement_by_issue, consensus
from stancegraph.measures.misfit import Misfit, dna_absdiff
from stancegraph.measures.modularities import EI, Modularity, ei_index, modularity, signed_modularity
from stancegraph.measures.partitions import Partition, declared
from stancegraph.measures.redundancy import Backbone, Step, backbone
from stancegraph.measures.results import Interval, Measured
from stancegraph.measures.sampling import bootstrap, jackknife
from stancegraph.measures.series import Point, over_time
from stancegraph.measures.summing import Line, summary

__all__ = [
    "EI",
    "Backbone",
    "Broker",
    "Camp",
    "Camps",
    "Centrality",
    "Clustering",
    "Cohesion",
    "Distance",
    "Divide",
    "Frustration",
    "Interval",
    "IssueAgreement",
    "IssueCohesion",
    "Line",
    "Measured",
    "Misfit",
    "Modularity",
    "Partition",
    "Point",
    "Shared",
    "Step",
    "Tree",
    "agreement_by_issue",
    "backbone",
    "best_clustering",
    "bootstrap",
    "brokers",
    "camps",
    "centralities",
    "clustering",
    "cohesion",
    "consensus",
    "declared",
    "dna_absdiff",
    "ei_index",
    "frustration",
    "jackknife",
    "members",
    "modularity",
    "over_time",
    "position_distance",
    "signed_modularity",
    "summary",
    "tree",
]
