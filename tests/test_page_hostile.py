"""Words that want to be more than words, in every field of the language that takes a text: the page shows them and they do nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Protocol
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancegraph import loader
from stancegraph.columns import clean
from stancegraph.problems import Severity
from stancegraph.project import Project
from stancegraph.reader import read
from stancegraph.sourcetext import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

# Each would set `window.hurt`, turn text around, name something that every object has, or fill the screen.
WORDS = (
    "<img src=x onerror=window.hurt=1>",
    "</script><script>window.hurt=1</script>",
    "</title></style></textarea><!--<script>",
    '"><svg onload=window.hurt=1>',
    "javascript:window.hurt=1",
    "\u202egnitsiver\u2066",
    "\U0001f600\U0001f3f4\u200d\u2620\ufe0f e\u0301",
    "{{7*7}}${7*7}",
    "__proto__",
    "constructor",
    "x" * 10_000,
)
SCRIPT_ADDRESS = "javascript://example.org/%0awindow.hurt=1"


class Watched(Protocol):
    """What `open_page` returns."""

    page: Page
    complaints: list[str]
    requests: list[str]


# -- the file ---------------------------------------------------------------------------------------------------------------------


def noun(word: str, **more: object) -> dict[str, object]:
    """What every declared noun can say of itself, each time in these words."""
    return {"name": word, "also": [f"{word} too"], "labels": {"sr": word}, "definition": word, "note": word, **more}


def named_in_a_sentence(word: str) -> str:
    """As much of a word as a sentence takes for a name that is not declared: no quotation marks, at most a thousand characters."""
    return word.replace('"', "")[:200]


def hostile() -> dict[str, Any]:
    """A project in which every text is one of the words: what is declared, what is left undeclared, and what is said."""
    every = list(enumerate(WORDS))
    all_words = " ".join(WORDS)
    told = dict.fromkeys(("id", "title", "description", "license", "publisher", "version"), all_words)
    return {
        "project": {**told, "creators": WORDS, "base": "https://example.org/hostile/"},
        "defaults": {"tags": WORDS},
        "actors": {
            f"actor{at}": noun(
                word, member_of=f"club of actor {at} {word}", speaks_for={"actor": f"principal of actor {at} {word}", "as": word}
            )
            for at, word in every
        }
        | {"union": noun("The union"), "members": noun("Its members", members_of=f"union of actor number 0 {WORDS[0]}")},
        "issues": {
            f"issue{at}": noun(
                word, entails=f"consequence {at} {word}", excludes=f"opposite of issue {at} {word}", broader=f"field of issue {at} {word}"
            )
            for at, word in every
        }
        | {"denial": noun("A denial", negation_of=f"denied by issue number 0 {WORDS[0]}")},
        "acts": {f"act{at}": noun(word, type=word) for at, word in every},
        "instruments": {f"instrument{at}": noun(word, type=word, url=SCRIPT_ADDRESS) for at, word in every},
        "documents": {
            f"document{at}": noun(
                word, title=word, publisher=word, url=SCRIPT_ADDRESS, date="2008-03-01", text=word, uncoded={word[:99]: [word]}
            )
            for at, word in every
        }
        | {"copy": {"repeats": {"document0": [WORDS[0]]}}},
        "coders": {f"coder{at}": noun(word) for at, word in every},
        "relations": {
            f"relation{at}": {
                "verb": word, "forms": [f"{word} it"], "irregular": [f"{word} them"], "definition": word, "plover": word, "polarity": "+1",
                "slots": {f"towards{at}": {"role": f"aim{at}", "kind": "issue", "forms": [f"{word} aiming at"]}},
            }
            for at, word in every
        },
        "statements": [statement for at, word in every for statement in said(at, word)],
    }  # fmt: skip


def said(at: int, word: str) -> Iterator[dict[str, object]]:
    """What one actor says: everything that a block can hold, then a contradiction, an act, a relation of its own, and unknown names."""
    day = {"edtf": "2008-02-01", "text": word}
    yield {
        f"actor{at} supports issue{at}": {
            "source": f"document{at}", "coder": f"coder{at}", "by": f"actor{at}", "via": f"sailor number {at} {word}", "if": word,
            "quote": [f"{word} q", {"exact": f"{word} r", "before": word, "after": word}], "because": f"some reason {at} {word}",
            "note": word, "tags": [word], "said": day, "when": day,
        }
    }  # fmt: skip
    yield {f"actor{at} supports issue{at}": {"by": {"actor": f"actor{at}", "as": f"principal of actor {at} {word}"}}}
    yield {f"actor{at} opposes issue{at}": {"by": f"sailor number {at} {word}", "source": f"paper not declared {at} {word}"}}
    yield {f"actor{at} deploys act{at}": {"under": f"instrument{at}", "figures": {"men": {"value": "7", "text": word}}}}
    yield {f"actor{at} relation{at} issue{at}": {f"towards{at}": f"an aim of many {at} {word}", "coder": f"somebody of number {at} {word}"}}
    unknown = named_in_a_sentence(word)
    yield {f"crowd of many {at}{unknown}ish supports wish of many {at}{unknown}ish": {}}
    yield {f"union opposes issue{at}": {"scope": "most", "except": f"exception {at} {word}"}}


def written(project: dict[str, Any]) -> str:
    """As YAML, of which JSON is a part."""
    return json.dumps(project, ensure_ascii=False, indent=1)


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "annotations.yaml"
    path.write_text(written(hostile()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hostile_page(hostile_file: Path) -> str:
    return loader.load(hostile_file).page()


def test_every_hostile_text_is_read_without_an_error(hostile_file: Path) -> None:
    problems = loader.load(hostile_file).problems
    assert [problem.headline() for problem in problems if problem.severity is Severity.ERROR] == []


@pytest.mark.parametrize(
    ("unknown", "section", "refused"),
    [
        ("project: {zzz: 1}", "project", "closed language quote_words"),
        ("actors: {x: {zzz: 1}}", "actors", "type unnamed was wikidata"),
        ("issues: {x: {zzz: 1}}", "issues", "type was wikidata"),
        ("acts: {x: {zzz: 1}}", "acts", "was when wikidata"),
        ("instruments: {x: {zzz: 1}}", "instruments", "date was wikidata"),
        ("documents: {x: {zzz: 1}}", "documents", "language type was wikidata"),
        ("coders: {x: {zzz: 1}}", "coders", "was wikidata"),
        ("relations: {loves: {verb: love, zzz: 1}}", "relations", "implies inverse is kind object symmetric"),
    ],
)
def test_every_key_takes_hostile_texts_above_or_refuses_them_below(unknown: str, section: str, refused: str) -> None:
    told = hostile()[section]
    hostile_keys = set(told) | {key for noun in told.values() if isinstance(noun, dict) for key in noun}
    assert keys_that_there_are(unknown) - hostile_keys == set(refused.split())


def test_every_key_of_a_statement_takes_hostile_texts_above_or_refuses_them_below() -> None:
    blocks: list[Any] = [block for statement in said(0, WORDS[0]) for block in statement.values()]
    known = keys_that_there_are("- Rome supports the toll: {zzz: 1}")
    assert known - {key for block in blocks for key in block} == {"certainty", "id", "mode", "not", "status", "supersedes"}


def keys_that_there_are(unknown: str) -> set[str]:
    """What the message about an unknown key lists."""
    [problem] = [problem for problem in read(unknown)[1] if problem.code == "SG101"]
    return set(problem.help.split(": ")[1].split(", "))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("HOSTILE: {}", "SG101"),
        ("project: {base: HOSTILE}", "SG211"),
        ("project: {language: HOSTILE}", "SG211"),
        ("project: {quote_words: HOSTILE}", "SG013"),
        ("project: {closed: HOSTILE}", "SG102"),
        ("actors: {HOSTILE: state}", "SG207"),
        ("actors: {x: HOSTILE}", "SG102"),
        ("actors: {x: {type: HOSTILE}}", "SG102"),
        ("actors: {x: {unnamed: HOSTILE}}", "SG102"),
        ("actors: {x: {was: HOSTILE}}", "SG207"),
        ("actors: {x: {wikidata: HOSTILE}}", "SG211"),
        ("actors: {x: {labels: {HOSTILE: y}}}", "SG211"),
        ("actors: {x: {speaks_for: {actor: y, valid: HOSTILE}}}", "SG401"),
        ("issues: {x: {type: HOSTILE}}", "SG102"),
        ("acts: {x: {when: HOSTILE}}", "SG401"),
        ("instruments: {x: {date: HOSTILE}}", "SG401"),
        ("instruments: {x: {url: HOSTILE}}", "SG211"),
        ("documents: {x: {date: HOSTILE}}", "SG401"),
        ("documents: {x: {language: HOSTILE}}", "SG211"),
        ("documents: {x: {type: HOSTILE}}", "SG102"),
        ("documents: {x: {url: HOSTILE}}", "SG211"),
        ("relations: {loves: {verb: love, implies: HOSTILE}}", "SG209"),
        ("relations: {loves: {verb: love, inverse: HOSTILE}}", "SG209"),
        ("relations: {loves: {verb: love, is: HOSTILE}}", "SG209"),
        ("relations: {loves: {verb: love, kind: HOSTILE}}", "SG102"),
        ("relations: {loves: {verb: love, object: HOSTILE}}", "SG102"),
        ("relations: {loves: {verb: love, polarity: HOSTILE}}", "SG102"),
        ("relations: {loves: {verb: love, symmetric: HOSTILE}}", "SG102"),
        ("relations: {loves: {verb: love, slots: {HOSTILE: issue}}}", "SG207"),
        ("relations: {loves: {verb: love, slots: {to: {kind: HOSTILE}}}}", "SG102"),
        ("relations: {loves: {verb: love, slots: {to: {role: HOSTILE}}}}", "SG207"),
        ("- HOSTILE supports the toll", "SG113"),
        ("- Rome supports HOSTILE", "SG113"),
        ("- Rome supports the toll: {HOSTILE: x}", "SG101"),
        ("- Rome supports the toll: {certainty: HOSTILE}", "SG102"),
        ("- Rome supports the toll: {figures: {HOSTILE: 1}}", "SG207"),
        ("- Rome supports the toll: {figures: {men: HOSTILE}}", "SG117"),
        ("- Rome supports the toll: {id: HOSTILE}", "SG118"),
        ("- Rome supports the toll: {mode: HOSTILE}", "SG102"),
        ("- Rome supports the toll: {not: HOSTILE}", "SG102"),
        ("- Rome supports the toll: {said: HOSTILE}", "SG401"),
        ("- Rome supports the toll: {scope: HOSTILE}", "SG102"),
        ("- Rome supports the toll: {status: HOSTILE}", "SG102"),
        ("- Rome supports the toll: {supersedes: HOSTILE}", "SG209"),
        ("- Rome supports the toll: {when: HOSTILE}", "SG401"),
    ],
)
def test_a_field_that_is_no_free_text_refuses_a_hostile_one(line: str, code: str) -> None:
    as_yaml = line.replace("- HOSTILE supports the toll", "- '\"><svg onload=hurt()> supports the toll'")
    as_yaml = as_yaml.replace("supports HOSTILE", "supports the toll (onload=hurt())")
    problems = read(as_yaml.replace("HOSTILE", json.dumps(WORDS[3])))[1]
    assert code in {problem.code for problem in problems if problem.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        *((sign, "SG002") for sign in ("\0", "\x07", "\x7f", "\x85", "\u2028", "\u2029", "\ufffe")),
        ("\ud800", "SG005"),
    ],
)
def test_what_is_no_character_of_a_text_is_refused_as_an_escape_too(sign: str, code: str) -> None:
    problems = read(f'actors: {{x: {{name: "A\\u{ord(sign):04x}B"}}}}')[1]
    assert code in {problem.code for problem in problems if problem.severity is Severity.ERROR}


# -- in a browser -----------------------------------------------------------------------------------------------------------------

# What is not the page's own in the page as it stands; [] when nothing is.
FOREIGN = """() => {
  const own = ["html", "head", "meta", "title", "link", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "bdi", "div", "input", "kbd",
    "ul", "li", "button", "span", "main", "aside", "p", "fieldset", "legend", "label", "section", "canvas", "dialog", "noscript", "script",
    "article", "blockquote", "strong", "details", "summary", "output", "dl", "dt", "dd", "code", "select", "option", "col", "colgroup",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "svg", "g", "path", "line", "rect", "circle", "text", "tspan"];
  const found = [];
  for (const each of document.querySelectorAll("*")) {
    if (!own.includes(each.localName)) found.push(`<${each.localName}>`);
    for (const { name } of each.attributes) if (name.startsWith("on") || ["src", "srcdoc", "action", "xlink:href"].includes(name)) found.push(`${each.localName} ${name}`);
  }
  for (const link of document.querySelectorAll("a:not(.skip)"))
    if (!/^https?:/.test(link.protocol) || !link.relList.contains("noopener")) found.push(`link to ${link.href}`);
  if (document.documentElement.scrollWidth > innerWidth) found.push(`${document.documentElement.scrollWidth} wide`);
  const evidence = document.getElementById("evidence");
  if (evidence.scrollWidth > evidence.clientWidth) found.push(`evidence ${evidence.scrollWidth} wide`);
  if (window.hurt !== undefined) found.push("hurt");
  return found;
}"""
TOUR = f"fragments => fragments.flatMap((each) => {{ stancegraph.go(each); return ({FOREIGN})().map((what) => `${{each}}: ${{what}}`); }})"
VIEWS = ("network", "actors", "matrix", "table")


@pytest.fixture(scope="module")
def fragments(hostile_file: Path) -> list[str]:
    """The address of everything that can be chosen."""
    graph = loader.load(hostile_file).to_networkx()
    chosen = [f"node={slug}" for slug in graph if graph.degree(slug)]
    chosen += [f"edge={edge['statements'][0]}" for _, _, edge in graph.edges(data=True)]
    return chosen + [f"finding={finding.id}" for finding in graph.graph["derived"]]


def test_every_choice_shows_nothing_but_the_page_itself(open_page: Callable[..., Watched], hostile_page: str, fragments: list[str]) -> None:
    shown = open_page(hostile_page)
    assert shown.page.evaluate(TOUR, fragments) == []
    assert shown.complaints == []


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_every_view_shows_nothing_but_the_page_itself(open_page: Callable[..., Watched], hostile_page: str, size: tuple[int, int]) -> None:
    shown = open_page(hostile_page, size=size)
    choices = ["", "edge=s/none", "node=union", *(f"node=actor{at}&node=union" for at in range(len(WORDS)))]
    assert shown.page.evaluate(TOUR, [f"{choice}&view={view}" for view in VIEWS for choice in choices]) == []
    assert shown.complaints == []


def test_search_and_about_show_nothing_but_the_page_itself(open_page: Callable[..., Watched], hostile_page: str) -> None:
    shown = open_page(hostile_page)
    for word in WORDS:
        shown.page.fill("#search", word[:30])
        assert shown.page.evaluate(FOREIGN) == []
    shown.page.click("#about-open")
    assert shown.page.evaluate(FOREIGN) == []
    assert shown.complaints == []


def test_a_hostile_page_asks_for_its_own_file_alone(open_page: Callable[..., Watched], hostile_page: str) -> None:
    shown = open_page(hostile_page, "#view=table")
    shown.page.evaluate(TOUR, ["", "view=matrix", "view=actors", "node=actor0"])
    assert {address.split(":")[0] for address in shown.requests} <= {"file", "data"}


def test_a_script_address_is_never_a_link(open_page: Callable[..., Watched], hostile_page: str) -> None:
    page = open_page(hostile_page, "#node=actor0").page
    assert page.locator("#evidence .source").first.text_content()
    assert page.locator("#evidence a").count() == 0


@pytest.fixture(scope="module")
def looked_at(look_at: Callable[..., Page], hostile_page: str) -> Page:
    return look_at(hostile_page)


@pytest.mark.parametrize("at", range(len(WORDS)))
def test_a_name_is_shown_as_it_is_written(looked_at: Page, at: int) -> None:
    looked_at.evaluate(f"stancegraph.go('node=actor{at}')")
    assert looked_at.locator("#evidence-body h2 bdi").text_content() == clean(WORDS[at])


@pytest.mark.parametrize("at", range(len(WORDS)))
def test_a_quote_is_shown_as_it_is_written(looked_at: Page, at: int) -> None:
    looked_at.evaluate(f"stancegraph.go('node=actor{at}')")
    assert (
        f"\N{LEFT DOUBLE QUOTATION MARK}{clean(WORDS[at])} q\N{RIGHT DOUBLE QUOTATION MARK}"
        in looked_at.locator("blockquote").all_text_contents()
    )


def test_title_is_shown_as_it_is_written(looked_at: Page) -> None:
    assert looked_at.locator("h1").text_content() == clean(" ".join(WORDS))


@pytest.mark.parametrize("fact", ["Licence", "Creators", "Publisher", "Version"])
def test_what_the_project_says_of_itself_is_shown_as_it_is_written(looked_at: Page, fact: str) -> None:
    looked_at.evaluate("document.getElementById('about-open').click(); document.getElementById('about-box').close()")
    shown = looked_at.locator(f"#about-box dt:text-is('{fact}') + dd").text_content()
    assert shown == clean((", " if fact == "Creators" else " ").join(WORDS))


@pytest.mark.parametrize("view", ["network", "actors"])
def test_a_saved_picture_has_no_element_but_its_own(looked_at: Page, view: str) -> None:
    looked_at.evaluate(f"stancegraph.go('view={view}')")
    with looked_at.expect_download() as saved:
        looked_at.click("#svg")
    names = {element.tag.split("}")[1] for element in ET.parse(saved.value.path()).iter()}  # noqa: S314 - our own page wrote it
    assert names <= {"svg", "title", "rect", "path", "text", "g", "line", "circle"}


# -- the policy -------------------------------------------------------------------------------------------------------------------


def test_policy_allows_no_script_that_it_does_not_know(hostile_page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', hostile_page)
    assert policy
    assert "unsafe" not in policy[1]


@pytest.mark.parametrize(
    ("attempt", "directive"),
    [
        ("const made = document.createElement('script'); made.textContent = 'window.hurt = 1'; document.body.append(made)", "script-src-elem"),
        ("const made = document.createElement('script'); made.src = 'data:,window.hurt=1'; document.body.append(made)", "script-src-elem"),
        ("document.body.setAttribute('onclick', 'window.hurt = 1'); document.body.click()", "script-src-attr"),
        ("location.href = 'javascript:window.hurt=1'", "script-src-elem"),
        ("setTimeout(() => (0, eval)('window.hurt = 1'))", "script-src"),
        ("const made = document.createElement('style'); made.textContent = '* { color: red }'; document.body.append(made)", "style-src-elem"),
        ("new Image().src = 'https://example.org/seen.png'", "img-src"),
        ("fetch('https://example.org/seen').catch(() => {})", "connect-src"),
        ("const made = document.createElement('iframe'); made.src = 'https://example.org/'; document.body.append(made)", "frame-src"),
        ("const made = document.createElement('base'); made.href = 'https://example.org/'; document.head.append(made)", "base-uri"),
        ("const made = document.createElement('form'); made.action = 'https://example.org/'; document.body.append(made); made.submit()", "form-action"),
    ],
)  # fmt: skip
def test_policy_bites(looked_at: Page, attempt: str, directive: str) -> None:
    bitten = looked_at.evaluate(
        f"""() => new Promise((done) => {{
          document.addEventListener("securitypolicyviolation", (event) => setTimeout(() => done([event.effectiveDirective, window.hurt])), {{ once: true }});
          {attempt};
        }})"""
    )
    assert bitten == [directive, None]


# -- any words --------------------------------------------------------------------------------------------------------------------


SCRIPT = re.compile(r"<script(?: type=\"application/json\" id=\"(\w+)\")?>(.*?)</script>", re.DOTALL)


class Starts(HTMLParser):
    """Every element that begins, as an HTML parser sees it."""

    def __init__(self, html: str) -> None:
        """Reads a whole document."""
        super().__init__()
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's own signature
        """Keeps the name."""
        self.tags.append(tag)


def strings(value: object) -> Iterator[str]:
    """Every text in what JSON holds."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(part)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(lambda text: FORBIDDEN.sub("", text))


@settings(max_examples=25)
@given(TEXTS)
def test_any_text_of_a_name_and_a_quote_comes_back_from_the_page(text: str) -> None:
    name, quote = f"T\N{LATIN SMALL LETTER O WITH DIAERESIS} {text}", f"a{text}b"
    project = {"issues": {"toll": {"name": name}}, "statements": [{"Rome supports toll": {"quote": quote}}]}
    annotations, problems = read(written(project).replace("\x7f", ""))
    html = Project(annotations, tuple(problems)).page()
    embedded = dict(SCRIPT.findall(html))
    assert clean(" ".join(name.split())) in strings(json.loads(embedded["nodes"]))
    assert clean(" ".join(quote.split())) in strings(json.loads(embedded["statements"]))
    assert Starts(html).tags.count("script") == 11


# -- the same bytes ---------------------------------------------------------------------------------------------------------------


def rendered(path: Path, seed: str) -> str:
    """The digest of a project's page made in a process with its own order of sets."""
    code = "import sys; from stancegraph import loader; sys.stdout.buffer.write(loader.load(sys.argv[1]).page().encode())"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    page = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, env=environment).stdout
    return hashlib.sha256(page).hexdigest()


def test_two_processes_give_the_same_bytes(hostile_file: Path) -> None:
    assert rendered(hostile_file, "0") == rendered(hostile_file, "4242")
