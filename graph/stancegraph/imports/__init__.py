"""Other programs' files in, a project in our language out, with a report of what was carried and what was not.

Each importer reads its source into events (`events`); what follows is the same for all: slugs (`naming`), sentences (`phrasing`), quotes
(`pointing`), YAML (`writing`), and a reading of the result by our own checks (`making`).
"""

from __future__ import annotations

from stancegraph.imports.dna import is_dna, read_dna
from stancegraph.imports.making import Imported
from stancegraph.imports.report import NotCarried, NotImportableError, Report, printable
from stancegraph.imports.sheet import read_sheet

__all__ = ["Imported", "NotCarried", "NotImportableError", "Report", "is_dna", "printable", "read_dna", "read_sheet"]
