"""Events and choices in, pictures for articles out: signed bars, maps, trees, timelines, series (NETWORKS 8)."""
