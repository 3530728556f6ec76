"""placeholder"""
from __future__ import annotations

import random
from itertools import accumulate

STATES = {"state": 0.35, "person": 0.3, "organization": 0.2, "group": 0.1, "media": 0.05}
STANCES = ("supports", "endorses", "demands", "calls for", "opposes", "rejects", "condemns", "disputes", "does not support", "does not oppose", "is neutral on", "refuses to recognise", "warns of", "proposes", "disputes legality of")


class _Sample:
    """Draws from things of which the first are drawn most (Zipf), the same each time."""

    def __init__(self, chance: random.Random, names: list[str], skew: float) -> None:
        self._chance, self._names = chance, names
        self._weights = list(accumulate((n + 3) ** -skew for n in range(len(names))))

    def one(self) -> str:
        return self._chance.choices(self._names, cum_weights=self._weights)[0]


def coding(statements: int) -> str:
    """A project of 2 actors, 0.3 issues and 0.5 documents for each 100 statements, with everything that a statement can have; a fixed seed."""
    chance = random.Random(1)  # noqa: S311 - a sample, not a secret
    count = {"actor": statements // 50, "igo": statements // 2000, "issue": statements * 3 // 1000, "act": statements // 1000, "law": statements // 4000, "doc": statements // 200}
    names = {kind: [f"{kind}-{n}" for n in range(max(5, size))] for kind, size in count.items()}
    actor, issue, act, law, doc = (_Sample(chance, names[kind], skew) for kind, skew in (("actor", 0.9), ("issue", 0.8), ("act", 0.8), ("law", 0.8), ("doc", 0.2)))
    igo = _Sample(chance, names["igo"], 0.8)
    lines = ['project: {id: speed, base: "https://example.org/speed/"}', "actors:"]
    for n, slug in enumerate(names["actor"]):
        kind = chance.choices(list(STATES), list(STATES.values()))[0]
        more = f", member_of: {igo.one()}" if kind == "state" else f", speaks_for: {{actor: actor-{chance.randrange(max(1, len(names['actor']) // 4))}, as: minister, valid: 2000/20{n % 20 + 10}}}" if kind == "person" and n > len(names["actor"]) // 4 else ", unnamed: true" if n % 50 == 7 else ""
        lines.append(f"  {slug}: {{type: {kind}, name: Actor {n}{more}}}")
    lines += [f"  {slug}: {{type: igo, name: Union {n}}}" for n, slug in enumerate(names["igo"])]
    lines.append("issues:")
    for n, slug in enumerate(names["issue"]):
        other = names["issue"][(n * 7 + 3) % len(names["issue"])]
        link = f", {('entails', 'excludes')[n % 2]}: {other}" if n % 10 < 2 and other != slug else ""
        lines.append(f"  {slug}: {{type: {('policy', 'policy', 'claim', 'frame')[n % 4]}, name: matter number {n}, definition: What matter {n} means.{link}}}")
    lines += ["acts:", *(f"  {slug}: {{type: {('mission', 'meeting')[n % 2]}, name: deed number {n}, when: 20{n % 20 + 1:02d}-0{n % 9 + 1}}}" for n, slug in enumerate(names["act"]))]
    lines += ["instruments:", *(f"  {slug}: {{type: treaty, name: treaty number {n}}}" for n, slug in enumerate(names["law"]))]
    lines.append("documents:")
    for n, slug in enumerate(names["doc"]):
        copied = f", repeats: doc-{n - 1}" if n % 12 == 11 else f', repeats: {{doc-{n - 1}: ["some words of passage"]}}' if n % 12 == 5 else ""
        lines.append(f"  {slug}: {{title: Document {n}, publisher: Paper {n % 30}, date: {2000 + n * 20 // len(names['doc'])}-{n % 12 + 1:02d}-{n % 28 + 1:02d}{copied}}}")
    lines += ["coders:", "  ann: Ann", "  bob: Bob", "statements:"]
    by_document: dict[str, list[str]] = {name: [] for name in names["doc"]}
    for number in range(statements):
        who, kind = actor.one(), chance.random()
        block = [f'quote: "some words of passage {number}"'] if chance.random() < 0.9 else [f"note: remark {number}", f"id: s{number}"]
        stance = kind < 0.75
        if kind < 0.72:
            sentence = f"{who} {chance.choice(STANCES)} {issue.one()}"
        elif stance:
            sentence = f"{who} {chance.choice(STANCES[:10])} {act.one()}"
        elif kind < 0.85:
            verb, thing = chance.choice((("deploys", act), ("convenes", act), ("blocks", act), ("promises", issue), ("offers", issue), ("expects", issue), ("declares", act), ("vetoes", law)))
            sentence = f"{who} {verb} {thing.one()}"
            if verb == "offers":
                block.append(f"to: {actor.one()}")
            if verb == "deploys" and chance.random() < 0.5:
                block.append(f"figures: {{staff: \"about {chance.randrange(1, 40) * 100:,}\"}}")
        elif kind < 0.95:
            verb = chance.choice(("accuses", "threatens", "condemns", "meets", "is allied with", "negotiates with", "urges", "backs", "leads", "speaks for"))
            other = actor.one()
            while other == who:
                other = actor.one()
            sentence = f"{who} {verb} {other}"
            if verb == "urges":
                block.append(f"for: {issue.one()}")
        else:
            sentence = f"{igo.one()} {chance.choice(STANCES[:10])} {issue.one()}"
            if chance.random() < 0.3:
                block.append("scope: most")
        roll = chance.random
        if roll() < 0.5:
            block.append(f"by: {who if roll() < 0.5 else actor.one()}")
            if roll() < 0.2:
                block.append(f"via: [{', '.join(dict.fromkeys(actor.one() for _ in range(chance.choice((1, 1, 2)))))}]")
        if roll() < 0.1:
            block.append("if: the others do")
        if roll() < 0.05:
            block.append(f"because: {issue.one()}")
        if roll() < 0.05:
            block.append(f"under: {law.one()}")
        if roll() < 0.15:
            block.append(f"mode: {chance.choice(('planned', 'expected', 'hypothetical', 'ended'))}")
        if roll() < 0.2:
            block.append(f"when: 20{chance.randrange(1, 20):02d}-{chance.randrange(1, 13):02d}")
        if roll() < 0.05:
            block.append("certainty: possible")
        by_document[doc.one()] += [f"  - {sentence}:", *(f"      {line}" for line in block)]
    for n, (slug, items) in enumerate(by_document.items()):
        if items:
            lines += [f"- source: {slug}", f"  coder: {('ann', 'bob')[n % 2]}", "  statements:", *items]
    return "\n".join(lines) + "\n"
