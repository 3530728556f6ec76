"""`stancegraph serve`: a project in, a web server out that answers SPARQL, shows the page and every thing of the graph, and changes nothing.

The process that listens neither reads the graph nor answers from it: `making` compiles it in a process of its own, the workers of a `pool`
answer from what that wrote, and can be ended.
"""
