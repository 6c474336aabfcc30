"""A text with its words in, pairs of countries (中美, 中新) and the whole world as regions out."""

from __future__ import annotations

from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon

_DASH = "—"


def find_pairs(words: Words, lex: Lexicon) -> None:
    """Add pairs of one-character countries before a word of what is between them: 中新双边贸易额."""
    text = words.text
    for match in lex.pair.finditer(text):
        start, end = match.span("pair")
        first, second = (lex.pair_letters[c] for c in match.group("pair"))
        if first == second or start not in words.starts:
            continue
        words.add(Found(start, end, "region", f"{first}{_DASH}{second}", ("region.pair",)))


def find_world(words: Words, lex: Lexicon) -> None:
    """Add 全球 where it opens a clause as the place that figures are given for, not as a word of praise or rank."""
    if "全球" not in words.text:
        return
    for match in lex.world.finditer(words.text):
        start, end = match.span("world")
        if start in words.starts and end in words.ends:
            words.add(Found(start, end, "region", "全球", ("region.world",)))
