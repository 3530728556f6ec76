"""A coverage in, one HTML document out: a strip of sentences a document, the numbers, and what is missing; no script, no request.

Everything that comes from the annotations or from a text goes through `html.escape`.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from stancegraph.coverage import GENERATOR, percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stancegraph.coverage import Coverage, Covered, Named, Sentence

__all__ = ["framed", "render"]

SCALE = 0.3  # CSS pixels a code point: an article of 3,500 characters is as wide as a screen
NARROWEST = 4  # CSS pixels of a sentence, so that it can be pointed at
FRAME_HEIGHT = 640  # CSS pixels
STATES = ("coded", "explained", "uncoded")
_MEANING = {"coded": "carries a statement", "explained": "carries none, and the file says why", "uncoded": "carries none"}

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1b2127; --muted: #59636e; --line: #d5dade; --wash: #f3f5f6;
  --coded: #0072b2; --explained: #d5dade; --explained-edge: #6f7a85; --uncoded: #d55e00; --gap: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #10151a; --ink: #e7ebee; --muted: #a3aeb8; --line: #2f3942; --wash: #1a2128;
  --coded: #56b4e9; --explained: #2a333b; --explained-edge: #8c98a4; --uncoded: #f0922f; --gap: #10151a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 16px 48px; max-width: 1120px; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { font-size: 22px; line-height: 1.25; margin: 0 0 4px; } h2 { font-size: 18px; margin: 40px 0 8px; } h3 { font-size: 15px; margin: 24px 0 4px; }
p { margin: 4px 0 12px; } .muted, th, caption { color: var(--muted); font-weight: normal; }
code { font: 13px ui-monospace, "Cascadia Mono", Menlo, monospace; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding-bottom: 4px; }
th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); }
td, th[scope="row"] { min-width: 6em; } td.number { min-width: 0; } li, h1, h2, summary { overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; overflow-wrap: normal; } tfoot td, tfoot th { border-bottom: 0; font-weight: 600; color: inherit; }
@media (max-width: 520px) { table { font-size: 13px; } th, td { padding-right: 7px; } }
.strip { display: flex; flex-wrap: wrap; gap: 3px 2px; padding: 6px 0; }
.strip i, .key i { display: block; height: 20px; max-width: 100%; border: 1px solid transparent; border-radius: 2px;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.strip i.last { margin-right: 5px; } .strip i:hover { outline: 2px solid var(--ink); }
.coded { background: var(--coded); } i.explained { background: var(--explained); border-color: var(--explained-edge) !important; }
i.uncoded { background: repeating-linear-gradient(135deg, var(--uncoded) 0 4px, var(--gap) 4px 6px); border-color: var(--uncoded) !important; }
.key { display: flex; flex-wrap: wrap; gap: 4px 20px; padding: 0; list-style: none; } .key li { display: flex; gap: 6px; align-items: center; }
.key i { width: 28px; height: 14px; }
details { margin: 4px 0 8px; } summary { cursor: pointer; } :focus-visible { outline: 2px solid var(--coded); outline-offset: 2px; }
ul { padding-left: 20px; margin: 4px 0; }
"""


def render(report: Coverage) -> str:
    """The page; the same text for the same report."""
    return "\n".join(_page(report)) + "\n"


def framed(report: Coverage) -> str:
    """The page in a sandboxed frame, for a cell of a notebook."""
    style = f"width:100%;height:{FRAME_HEIGHT}px;border:1px solid #ccc"
    return f'<iframe sandbox="" title="Coverage" style="{style}" srcdoc="{escape(render(report))}"></iframe>'


def _page(report: Coverage) -> Iterator[str]:
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield f'<meta name="generator" content="{GENERATOR}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>Coverage: {_text(report.title)}</title><style>{_STYLE}</style></head><body>"
    yield f"<header><h1>Coverage: {_bdi(report.title)}</h1><p>{_text(report.summary())}</p></header><main>"
    yield '<ul class="key" aria-label="Key">' + "".join(_key(state) for state in STATES) + "</ul>"
    yield from _numbers(report)
    for document in report.documents:
        yield from _document(document)
    yield "<section><h2>What else is missing</h2>"
    for heading, found in report.lists():
        yield from _list(heading, found)
    yield "</section></main></body></html>"


def _text(text: str) -> str:
    """Escaped, and fit for HTML: a control character is shown as U+FFFD."""
    return escape(_CONTROL.sub("\ufffd", text)).replace(" %", "&nbsp;%")


def _bdi(text: str) -> str:
    """Escaped, and unable to turn the direction of what stands around it."""
    return f"<bdi>{_text(text)}</bdi>"


def _key(state: str) -> str:
    return f'<li><i class="{state}"></i>{state}: {_MEANING[state]}</li>'


def _numbers(report: Coverage) -> Iterator[str]:
    """The table of all documents."""
    yield '<div class="wide"><table><caption>Sentences of each document</caption><thead><tr><th scope="col">document</th>'
    yield "".join(f'<th scope="col" class="number">{name}</th>' for name in ("sentences", "coded", "share", "explained", "uncoded"))
    yield "</tr></thead><tbody>"
    for document in report.documents:
        link = f'<a href="#{escape(document.slug)}" style="color:inherit">{_bdi(document.slug)}</a>'
        yield f'<tr><th scope="row">{link}</th>{_cells(document)}</tr>'
    yield f'</tbody><tfoot><tr><th scope="row">all</th>{_cells(report)}</tr></tfoot></table></div>'


def _cells(each: Coverage | Covered) -> str:
    coded, explained, uncoded = (each.count(state) for state in STATES)
    total = coded + explained + uncoded
    shown = (f"{total:,}", f"{coded:,}", percent(coded, total), f"{explained:,}", f"{uncoded:,}")
    return "".join(f'<td class="number">{number}</td>' for number in shown)


def _document(document: Covered) -> Iterator[str]:
    """The strip of a document and the list behind it."""
    coded, explained, uncoded = (document.count(state) for state in STATES)
    counts = f"{coded} coded, {explained} explained, {uncoded} uncoded"
    yield f'<section id="{escape(document.slug)}"><h2>{_bdi(document.title)}</h2>'
    yield f'<p class="muted"><code>{_bdi(document.slug)}</code>: {counts}</p>'
    yield f'<div class="strip" role="img" aria-label="The sentences in order: {counts}">'
    yield "".join(map(_cell, document.sentences))
    yield "</div>"
    if uncoded:
        gaps = [sentence for sentence in document.sentences if sentence.state == "uncoded"]
        yield from _sentences(f"{uncoded:,} uncoded", gaps, opened=True)
    yield from _sentences(f"all {len(document.sentences):,} sentences", document.sentences, opened=False)
    yield "</section>"


def _cell(sentence: Sentence) -> str:
    width = max(NARROWEST, round((sentence.span.end - sentence.span.start) * SCALE))
    last = " last" if sentence.ends_paragraph else ""
    return f'<i class="{sentence.state}{last}" style="width:{width}px" title="{_hint(sentence)}"></i>'


def _hint(sentence: Sentence) -> str:
    """What the strip tells when it is pointed at: the place, the first words, and what was made of them."""
    place = f"offset {sentence.span.start}, line {sentence.line}: {sentence.words}"
    return "&#10;".join(map(_text, (place, sentence.state, *_made(sentence))))


def _made(sentence: Sentence) -> tuple[str, ...]:
    """The statements in a sentence, or the reason why there is none."""
    return sentence.statements or ((sentence.reason,) if sentence.reason is not None else ())


def _sentences(what: str, sentences: Iterable[Sentence], *, opened: bool) -> Iterator[str]:
    """Sentences by their places, as a table that opens; where none carries anything there is no column for it."""
    listed = list(sentences)
    told = any(_made(each) for each in listed)
    yield f'<details{" open" if opened else ""}><summary>{what}</summary><div class="wide"><table><thead><tr>'
    yield '<th scope="col" class="number">line</th><th scope="col" class="number">offset</th><th scope="col">first words</th>'
    yield ('<th scope="col">state</th><th scope="col">statements, or the reason</th>' if told else "") + "</tr></thead><tbody>"
    for each in listed:
        made = f"<td>{each.state}</td><td>{'<br>'.join(map(_bdi, _made(each)))}</td>" if told else ""
        place = f'<td class="number">{each.line}</td><td class="number">{each.span.start}</td>'
        yield f"<tr>{place}<td>{_bdi(each.words)}</td>{made}</tr>"
    yield "</tbody></table></div></details>"


def _list(heading: str, found: Iterable[Named]) -> Iterator[str]:
    """A list of what is missing, or the word that nothing is."""
    listed = list(found)
    yield f"<h3>{_text(heading)}: {len(listed):,}</h3>"
    if listed:
        yield "<ul>"
        for each in listed:
            more = f' <span class="muted">({_bdi(each.more)})</span>' if each.more else ""
            yield f"<li><code>{_bdi(each.slug)}</code> {_bdi(each.label)}{more}</li>"
        yield "</ul>"
