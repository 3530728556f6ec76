"""`python -m stancegraph`: the command line."""

from stancegraph.cli import main

main()
