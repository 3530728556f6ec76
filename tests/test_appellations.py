"""What an actor may be called in a text: the adjective of a country, and names however they are spelt."""

# ruff: noqa: RUF001 - letters with marks are what is tested
from __future__ import annotations

import re
import unicodedata

import pytest

from stancegraph.checks.appellations import Names, bare, of_country, plain
from stancegraph.reader import read


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("Serbia", "Serbia Serbian Serbians Serb Serbs"),
        ("Kosovo", "Kosovo Kosovar Kosovars Kosovan"),
        ("Albania", "Albanian Albanians"),
        ("Austria", "Austria Austrian Austrians"),
        ("Australia", "Australian"),
        ("Iran", "Iran Iranian"),
        ("Iraq", "Iraqi Iraqis"),
        ("Cuba", "Cuban Cubans"),
        ("Oman", "Omani"),
        ("Chad", "Chadian"),
        ("Mali", "Malian"),
        ("Niger", "Niger Nigerien"),
        ("Nigeria", "Nigerian"),
        ("India", "Indian"),
        ("China", "Chinese"),
        ("Japan", "Japanese"),
        ("Saudi Arabia", "Saudi Saudis"),
        ("Czech Republic", "Czech Czechs"),
        ("Republic of Kosovo", "Kosovo Kosovar"),
        ("South Korea", "South Korean"),
        ("North Macedonia", "Macedonian"),
        ("New Zealand", "New Zealander"),
        ("Bosnia and Herzegovina", "Bosnia Bosnian Herzegovinian"),
        ("Greece", "Greek Greeks"),
        ("Germany", "German Germans"),
        ("Norway", "Norwegian"),
        ("Turkey", "Turkish Turk"),
        ("Wales", "Welsh"),
        ("Slovakia", "Slovak Slovaks Slovakian"),
        ("Slovenia", "Slovene Slovenian"),
        ("Croatia", "Croat Croats Croatian"),
        ("Afghanistan", "Afghan Afghans"),
        ("Pakistan", "Pakistani"),
        ("Ukraine", "Ukrainian"),
        ("Argentina", "Argentine Argentinian"),
        ("Montenegro", "Montenegrin"),
        ("Cyprus", "Cypriot"),
        ("United Kingdom", "British"),
        ("the Netherlands", "Dutch"),
        ("Ireland", "Irish"),
    ],
)
def test_a_country_and_what_is_its(country: str, words: str) -> None:
    pattern = re.compile(of_country(country))
    forms = [words] if country in {"South Korea", "New Zealand"} else words.split()
    assert [form for form in forms if not pattern.search(plain(f"the {form} minister"))] == []


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("Austria", "Australian Australia austere"),
        ("Niger", "Nigerian Nigeria"),
        ("India", "Indonesian independent"),
        ("Iran", "Iraqi Irish"),
        ("Slovenia", "Slovak Slovakia slovenly"),
        ("Slovakia", "Slovene Slovenia"),
        ("Mali", "Malaysian male malign"),
        ("Malaysia", "Malian"),
        ("Oman", "Roman Romanian"),
        ("Chad", "chadwick"),
        ("South Korea", "Korea Korean"),
        ("Georgia", "George"),
        ("Serbia", "serbonian"),
        ("China", "chin chins"),
    ],
)
def test_what_is_another_country_s(country: str, words: str) -> None:
    assert [word for word in words.split() if re.search(of_country(country), plain(word))] == []


ACTORS = """\
actors:
  thaci: {type: person, name: Hashim Thaçi, speaks_for: {actor: kosovo, as: prime minister}}
  kosovo: {type: state, name: Kosovo}
  djindjic: {type: person, name: Zoran Đinđić}
  brien: {type: person, name: Ann O’Brien}
  may: {type: person, name: Theresa May}
  mckay: {type: person, name: John McKay Jr.}
  us: {type: state, name: United States, also: [US]}
  un: {type: igo, name: UN}
  secretary: {type: person, name: the official, speaks_for: {actor: un, as: Secretary-General}}
  congo: {type: state, name: Democratic Republic of the Congo}
statements:
- Kosovo supports the dam
"""


@pytest.mark.parametrize(
    ("slug", "text"),
    [
        ("thaci", "Hashim Thaçi said"),
        ("thaci", unicodedata.normalize("NFD", "Mr Thaçi said")),
        ("thaci", "Mr Thaci said"),
        ("thaci", "THAÇI SAYS NO"),
        ("thaci", "Mr Tha\u00adçi said"),
        ("thaci", "Mr\u00a0Tha\u200bçi said"),
        ("thaci", "the Kosovar prime minister said"),
        ("djindjic", "Zoran Dindic said"),
        ("brien", "Ms O'Brien said"),
        ("may", "Mrs May said"),
        ("may", "MAY SAYS NO"),
        ("mckay", "Mr McKay said"),
        ("us", "the U.S. said"),
        ("secretary", "the U.N. secretary general said"),
        ("congo", "the Congolese army said"),
    ],
)
def test_a_name_is_known_however_it_is_spelt(slug: str, text: str) -> None:
    assert Names(read(ACTORS, "annotations.yaml")[0]).stand(slug, bare(text))


@pytest.mark.parametrize(("slug", "text"), [("may", "the dam may burst, they said"), ("us", "they told us"), ("un", "un ministre a dit")])
def test_a_name_in_small_letters_is_a_word(slug: str, text: str) -> None:
    assert not Names(read(ACTORS, "annotations.yaml")[0]).stand(slug, bare(text))


@pytest.mark.parametrize("text", ["Mr Thacis said", "the prime minister said", "the Kosovar foreign office said"])
def test_another_name_is_none(text: str) -> None:
    assert not Names(read(ACTORS, "annotations.yaml")[0]).stand("thaci", bare(text))
