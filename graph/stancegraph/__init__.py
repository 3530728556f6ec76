"""Sentences about who holds which position become a graph that answers."""
