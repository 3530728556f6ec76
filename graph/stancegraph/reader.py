"""Texts of YAML files in, `Annotations` and every problem out; opens no file and never raises for bad data (DESIGN, "One flow").

Declarations of all files are read before any sentence, so that the order of files and items changes nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from stancegraph import declarations, relationrows
from stancegraph.fields import Fields
from stancegraph.items import BLOCK_KEYS, inheritable, items
from stancegraph.links import linked, links
from stancegraph.names import Names
from stancegraph.problems import Place, Problem, Severity, Source, in_file_order, unignored
from stancegraph.records import Actor, Annotations, Document, Entity, Kind, Project, Statement
from stancegraph.sourcetext import decode, ignore_comments
from stancegraph.spelling import nearest
from stancegraph.statements import Draft, drafts, finished
from stancegraph.table import completed
from stancegraph.yamltext import Mapping, Node, Scalar, Sequence, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Table

    from stancegraph.relations import Relation

__all__ = ["FileDraft", "assemble", "builtin_relations", "draft", "read"]

_TOP = {"project", "include", "defaults", "relations", "statements", *declarations.SECTIONS}


class FileDraft(NamedTuple):
    """One file as a tree: its top-level nodes by key (a bare list stands under `statements`), and what was wrong so far."""

    fields: Fields
    nodes: dict[str, Node]
    ignored: dict[tuple[str, int], dict[str, Place]]

    def includes(self) -> list[tuple[str, Place]]:
        """The patterns of `include:` with their places."""
        return [(item.value.strip(), self.fields.place(item)) for item in self.fields.scalars(self.nodes.get("include"))]


def read(text: str | bytes, path: str = "annotations.yaml") -> tuple[Annotations, list[Problem]]:
    """One file's text as a whole project; `include:` is listed in `Annotations.includes` and not followed."""
    annotations, problems = assemble([draft(text, path)])
    return annotations, in_file_order(unignored(problems, annotations.ignored))


def draft(text: str | bytes, path: str, *, folder: str = "") -> FileDraft:
    """The tree of one file; `folder` names the project when nothing else does."""
    source, problems = decode(text, path) if isinstance(text, bytes) else (Source(path, text.removeprefix("\ufeff")), [])
    source.folder = folder
    fields = Fields(source)
    fields.problems += problems
    node, problems = parse(source)
    fields.problems += problems
    ignored, problems = ignore_comments(source)
    fields.problems += problems
    return FileDraft(fields, dict(_top_level(fields, node)), ignored)


def _top_level(fields: Fields, node: Node | None) -> Iterable[tuple[str, Node]]:
    if isinstance(node, Sequence):
        return [("statements", node)]
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if key.value not in _TOP:
                _not_a_section(fields, key, value)
        return [(key.value, value) for key, value in node.entries if key.value in _TOP]
    broken = any(problem.severity is Severity.ERROR for problem in fields.problems)
    if not broken:
        _no_list(fields, node)
    return []


def _no_list(fields: Fields, node: Node | None) -> None:
    """A file that is empty, holds only comments, or is one text."""
    written, text = fields.source.text, node.value if isinstance(node, Scalar) else ""
    place = Place(fields.source, node.start, node.end) if node is not None and text else Place(fields.source, 0, min(1, len(written)))
    help_ = "begin each sentence with `- `: `- Russia opposes independence`"
    if text.startswith("-"):
        help_ = "write a space behind the dash: `- Russia opposes independence`"
    what = "the file is one text, not a list" if text else "the file holds no sentence" if written.strip() else "the file is empty"
    fields.report("SG014", Severity.ERROR, place, what, help_)


def _not_a_section(fields: Fields, key: Scalar, value: Node) -> None:
    if " " in key.value.strip():
        fields.error(
            "SG101", key, f"{key.value[:60]!r} stands where a section is expected", f"begin a sentence with a dash: `- {key.value[:60]}`"
        )
    elif key.value in BLOCK_KEYS:
        fields.error(
            "SG101",
            key,
            f"{key.value!r} is a key of a statement, not a section",
            "indent it below the sentence that it belongs to, which ends in a colon",
        )
    elif isinstance(value, Scalar) and " " in value.value:
        text = f"{key.value[:60]!r} is no section"
        fields.error("SG101", key, text, f"a sentence is one text behind a dash: `- {key.value} {value.value}`"[:160])
    else:
        close = nearest(key.value, sorted(_TOP))
        known = "project, include, defaults, actors, issues, acts, instruments, documents, coders, relations, statements"
        fields.error(
            "SG101", key, f"{key.value[:60]!r} is no section", f"did you mean {close!r}?" if close else f"the sections are: {known}"
        )


@cache
def builtin_relations() -> tuple[tuple[Relation, bool], ...]:
    """The built-in relation table as written, each row with whether it says its kind."""
    path = Path(__file__).with_name("relations.yaml")
    file = draft(path.read_bytes(), path.name)
    rows = tuple(relationrows.rows(file.fields, file.nodes.get("relations"), builtin=True))
    if file.fields.problems:
        raise ValueError(file.fields.problems[0].headline())
    return rows


def assemble(files: Iterable[FileDraft]) -> tuple[Annotations, list[Problem]]:
    """The project that the files make together; in which order they come changes nothing. Ignore comments are not applied."""
    files = sorted(files, key=lambda file: file.fields.source.path)
    problems: list[Problem] = []
    declared = _declared(files, problems)
    table = completed([*builtin_relations(), *_own_relations(files)], declared, problems)
    project = _project(files, problems)
    names = Names({slug: (kind, entity) for slug, (kind, entity) in declared.items()}, table, closed=project.closed)
    found = list(_drafts(files, names, declared, table))
    named = {file.fields.source.path: file.fields.named for file in files}
    pending = {slug: links(entity, names, named[entity.place.path]) for slug, (_, entity) in declared.items()}
    settled = {entity.slug: (kind, entity) for kind, entity in names.settle()}
    problems += (
        _twice(slug, table[slug].place, entity.place)
        for slug, (_, entity) in sorted(settled.items())
        if slug in table and not table[slug].builtin
    )
    entities = {slug: (kind, linked(declared[slug][1], pending[slug])) for slug, (kind, _) in declared.items()} | settled
    documents = {slug: entity for slug, (_, entity) in entities.items() if isinstance(entity, Document)}
    statements = _statements(found, documents, problems)
    ignored = {key: codes for file in files for key, codes in file.ignored.items()}
    annotations = Annotations(
        project=project,
        **_by_section(entities),
        relations=MappingProxyType(dict(sorted(table.items()))),
        statements=statements,
        includes=tuple(include for file in files for include in file.includes()),
        was=MappingProxyType(_was(entities, problems)),
        ignored=MappingProxyType(ignored),
    )
    problems += names.problems
    problems += (problem for file in files for problem in file.fields.problems)
    return annotations, problems


def _declared(files: list[FileDraft], problems: list[Problem]) -> dict[str, tuple[Kind, Entity]]:
    """Every declared noun by slug; a slug declared twice, in whatever sections, is an error that names both places."""
    found: dict[str, tuple[Kind, Entity]] = {}
    for file in files:
        for section, kind in declarations.SECTIONS.items():
            for entity in declarations.entities(file.fields, kind, file.nodes.get(section)):
                if entity.slug in found:
                    problems.append(_twice(entity.slug, found[entity.slug][1].place, entity.place))
                else:
                    found[entity.slug] = (kind, entity)
    return found


def _twice(slug: str, first: Place, second: Place) -> Problem:
    where = f"on line {first.line} of {first.path}" if first.source.text else "in the built-in table"
    others = (first,) if first.source.text else ()
    return Problem(
        "SG206",
        Severity.ERROR,
        second,
        f"{slug!r} is declared twice: also {where}",
        "slugs share one namespace over all sections and files: rename one",
        others,
    )


def _own_relations(files: list[FileDraft]) -> Iterator[tuple[Relation, bool]]:
    for file in files:
        yield from relationrows.rows(file.fields, file.nodes.get("relations"))


def _project(files: list[FileDraft], problems: list[Problem]) -> Project:
    """The one block `project:`; a second one is an error."""
    written = [file for file in files if "project" in file.nodes]
    for file in written[1:]:
        place, first = (f.fields.place(f.nodes["project"]) for f in (file, written[0]))
        problems.append(
            Problem("SG206", Severity.ERROR, place, f"a second `project:`; the first stands in {first.path}", "keep one", (first,))
        )
    file = written[0] if written else files[0]
    folder = file.fields.source.folder
    project, has_base = declarations.project(file.fields, file.nodes.get("project"), folder)
    if not has_base:
        help_ = f'write `project: {{id: {project.id}, base: "https://..."}}` before you publish'
        problems.append(
            Problem("SG210", Severity.INFO, Place(file.fields.source, 0, 1), f"no base: addresses begin with {project.base}", help_)
        )
    return project


def _drafts(files: list[FileDraft], names: Names, declared: dict[str, tuple[Kind, Entity]], table: Table[str, Relation]) -> Iterator[Draft]:
    """Every statement of every file, in the order written."""
    actors = {slug: entity for slug, (_, entity) in declared.items() if isinstance(entity, Actor)}
    slots = frozenset(slot.preposition for relation in table.values() for slot in relation.slots)
    for file in files:
        defaults = inheritable(file.fields, file.nodes.get("defaults"))
        for item in items(file.fields, file.nodes.get("statements"), defaults, slots):
            yield from drafts(item, names, actors)


def _statements(found: list[Draft], documents: Table[str, Document], problems: list[Problem]) -> tuple[Statement, ...]:
    """Finished statements sorted by id; two with one id are the duplicate error."""
    by_id: dict[str, Statement] = {}
    superseded: list[tuple[str, Place]] = []
    for each in found:
        statement = finished(each, documents)
        superseded += zip(statement.supersedes, each.superseded, strict=True)
        first = by_id.setdefault(statement.id, statement)
        if first is not statement:
            text = f"the same statement stands on line {first.place.line} of {first.place.path}"
            problems.append(
                Problem("SG301", Severity.ERROR, statement.place, text, "tell them apart by quote, or write `id:`", (first.place,))
            )
    for target, place in superseded:
        if target not in by_id:
            help_ = "write the id that the other statement has under `id:`"
            problems.append(Problem("SG209", Severity.ERROR, place, f"{target.removeprefix('s/')[:80]!r} is no statement's id", help_))
    return tuple(by_id[key] for key in sorted(by_id))


def _was(entities: Table[str, tuple[Kind, Entity]], problems: list[Problem]) -> dict[str, str]:
    """Former slugs with their present one; a former slug in use is an error."""
    found: dict[str, str] = {}
    for slug, (_, entity) in sorted(entities.items()):
        for old in entity.was:
            if old in entities or old in found:
                other = entities[old][1] if old in entities else entities[found[old]][1]
                problems.append(_twice(old, other.place, entity.place))
            else:
                found[old] = slug
    return found


def _by_section(entities: Table[str, tuple[Kind, Entity]]) -> dict[str, Any]:
    """Read-only maps by section, sorted by slug."""
    ordered = sorted(entities.items())
    return {
        section: MappingProxyType({slug: entity for slug, (of, entity) in ordered if of is kind})
        for section, kind in declarations.SECTIONS.items()
    }
