"""Files out of a graph, one module a format; each is written beside its place and then renamed (DESIGN, "One flow")."""
