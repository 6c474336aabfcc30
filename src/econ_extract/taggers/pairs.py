"""A text with its words in, pairs of countries (中美), counted circles (西部12省) and the world as regions out."""

from __future__ import annotations

from collections.abc import Collection

from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon

_DASH = "—"


def find_pairs(words: Words, lex: Lexicon) -> None:
    """Add pairs of one-character countries before a word of what is between them: 中新双边贸易额."""
    text = words.text
    for match in lex.pair.finditer(text):
        start, end = match.span("pair")
        letters = match.group("pair")
        if letters[0] != letters[1] and start in words.starts:
            words.add(Found(start, end, "region", letters, ("region.pair",), "pair"))


def pair_name(letters: str, named: Collection[str], lex: Lexicon) -> str:
    """The canonical name of a pair: of a letter's countries the one named; the letters where none is certain."""
    sides = []
    for letter in letters:
        meant = lex.pair_letters[letter]
        said = [country for country in meant if country in named]
        sides.append(said[0] if len(said) == 1 else meant[0])
    return _DASH.join(sides) if all(sides) else letters


def find_world(words: Words, lex: Lexicon) -> None:
    """Add 全球 where it opens a clause as the place that figures are given for, not as a word of praise or rank."""
    if "全球" not in words.text:
        return
    for match in lex.world.finditer(words.text):
        start, end = match.span("world")
        if start in words.starts and end in words.ends:
            words.add(Found(start, end, "region", "全球", ("region.world",)))


def find_circles(words: Words, lex: Lexicon) -> None:
    """Add so many provinces or cities of a part of the country, whole: 西部12省区市, 长三角三省一市."""
    if "省" not in words.text and "市" not in words.text:
        return
    for match in lex.counted_circle.finditer(words.text):
        words.add(Found(*match.span(), "region", match[0], ("region.counted_circle",)))
