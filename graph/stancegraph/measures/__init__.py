"""Measures of discourse networks, one function each: what it means, its formula and source, what it rests on, how sure it is."""
