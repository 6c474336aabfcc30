"""The names that a backend's model proposes for a text in, those that can be names out, as wide as their words.

A model reads characters and cuts words of the dictionary in two (梁思|成, 得|克萨斯), takes what is no name for one
(a creed, a people, a class of buildings, a state of the past), gives a name its title (义安|公主), and calls a place
abroad a person. Names of a closed set (火星, 乾隆, 日军) stand beside what it proposes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from econ_extract.models import Entity, EntityType, Token
from econ_extract.taggers.entities import RuledEntity
from econ_extract.taggers.found import LONGEST_NAME
from econ_extract.taggers.lexicon import Lexicon
from econ_extract.taggers.persons import POINTS
from econ_extract.taggers.segment import NUMBER_TAG, dictionary

Span = tuple[int, int, EntityType]
PROPOSED: dict[EntityType, str] = {"region": "region.proposed", "org": "org.proposed", "person": "person.proposed"}
_LETTERS = re.compile(r"[^\W\d_]")
# The tags of dictionary words that a name of a type holds whole.
_NAMES: dict[EntityType, tuple[str, ...]] = {"region": ("ns",), "org": ("nt",), "person": ("nr", "nrfg", "eng")}
# Words that stand in no name; words that are no name although a model takes them for one.
_LOOSE = frozenset({"v", "d", "p", "r", "c", "u", "uj", "ul", "uz", "q", "y", "t", "zg"})
_NO_NAMES = frozenset({"c", "d", "p", "v", "a", "ad", "u", "r", "b", "vn", "y", "f"})
_COMMON_WORD = -12.0  # the logarithm of how often a common noun stands in text
_FRAME_CHARS = 4
_BETWEEN = re.compile("[、和与及]|以及")


class Places:
    """The words that tile a text, by any of their places."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._starts = [token.start for token in tokens]

    def __getitem__(self, place: int) -> Token:
        return self._tokens[bisect_right(self._starts, place) - 1]

    def get(self, place: int) -> Token | None:
        """The word at a place; None behind the text."""
        token = self[place]
        return token if place < token.end else None


def proposal(text: str, start: int, end: int, kind: EntityType, rule: str = "") -> RuledEntity:
    """A name that a model, or a rule beside it, found at an offset of `text`."""
    words = text[start:end]
    return RuledEntity(Entity(words, kind, start, end, words), (rule or PROPOSED[kind],))


def settled(
    text: str, tokens: Sequence[Token], certain: Iterable[RuledEntity], spans: Iterable[Span], lex: Lexicon
) -> list[RuledEntity]:
    """The proposals that name something, in order, with the closed sets; `certain` are what the rules found."""
    wanted, closed, told = list(spans), _closed(text, lex), list(lex.told.finditer(text))
    if not (wanted or closed or told):
        return []
    entities = [one.entity for one in certain]
    known = {(one.start, one.end, one.type) for one in entities}
    coded = {(one.start, one.end, one.type) for one in entities if one.code}
    at = Places(tokens)
    found = [_titled(text, span, at, lex) for span in _possible(text, at, wanted, coded, lex)]
    found = _listed(text, _placed(text, found, known, lex), known)
    subjects = _told(text, told, at, known.union(found), lex)
    within = {place for start, end, _ in subjects for place in range(start, end)}
    return [
        *(one for one, anywhere in closed if anywhere or at[one.entity.start].start == one.entity.start),
        *(proposal(text, *span, "name.told") for span in subjects),
        *(proposal(text, *span) for span in sorted(found) if span[0] not in within or span[1] - 1 not in within),
    ]


def _closed(text: str, lex: Lexicon) -> list[tuple[RuledEntity, bool]]:
    """The names of closed sets, and whether each may start inside a word."""
    return [
        (proposal(text, *match.span(match.lastgroup or 0), one.type, one.rule), one.anywhere)
        for one in lex.closed
        if one.near is None or one.near.search(text)
        for match in one.pattern.finditer(text)
    ]


def _possible(text: str, at: Places, spans: Iterable[Span], coded: set[Span], lex: Lexicon) -> list[Span]:
    """The spans that hold a letter, cut no number and name something, over whole words of names.

    `at` is the word at each place; a division that the rules found too (乐山|市级) is as wide as they found it.
    """
    found: list[Span] = []
    for start, end, kind in spans:
        if not _LETTERS.search(text, start, end) or _cuts_number(at, start) or _cuts_number(at, end):
            continue
        if (start, end, kind) in coded:
            found.append((start, end, kind))
            continue
        start, end, cut = _whole(at, start, end, kind)
        alone = cut and end - start == 1 and not (kind == "region" and text[start] in lex.country_letters)
        if alone or _is_word(at[start], start, end, kind):
            continue
        if end - start <= LONGEST_NAME and not lex.no_name[kind].fullmatch(text, start, end):
            found.append((start, end, kind))
    return found


def _is_word(token: Token, start: int, end: int, kind: EntityType) -> bool:
    """Whether the dictionary has the whole as a word that names nothing: a verb, an adjective, for a body a noun."""
    if (token.start, token.end) != (start, end) or end - start < 2 or token.text[0] == token.text[1]:
        return False
    return token.tag in _NO_NAMES or (kind == "org" and token.tag == "n" and dictionary()[0][token.text] > _COMMON_WORD)


def _cuts_number(at: Places, edge: int) -> bool:
    token = at.get(edge)
    return token is not None and token.start < edge and token.tag == NUMBER_TAG


def _whole(at: Places, start: int, end: int, kind: EntityType) -> tuple[int, int, bool]:
    """The span with its edges moved out of the middle of names of its type; and whether it cuts a word."""
    first, last, names = at[start], at.get(end), _NAMES[kind]
    cut_first, cut_last = first.start < start, last is not None and last.start < end
    if cut_first and first.tag in names:
        start = first.start
    if cut_last and last is not None and last.tag in names:
        end = last.end
    return start, end, cut_first or cut_last


def _titled(text: str, span: Span, at: Places, lex: Lexicon) -> Span:
    """A person without what stands or is called beside the name, with the number that belongs to it: 查理|四世.

    One character beside it (周恩来|说) is none of the name where it is a word.
    """
    start, end, kind = span
    if kind != "person":
        return span
    before, behind = lex.called_before.match(text, start, end - 1), lex.called_behind.search(text, start + 1, end)
    if before and (not before["word"] or _is_token(at, *before.span())):
        start = before.end()
    if behind and (not behind["word"] or _is_token(at, *behind.span())):
        end = behind.start()
    elif number := lex.numbered.match(text, end):
        end = number.end()
    return start, end, kind


def _is_token(at: Places, start: int, end: int) -> bool:
    return (at[start].start, at[start].end) == (start, end)


def _placed(text: str, spans: Iterable[Span], known: set[Span], lex: Lexicon) -> list[Span]:
    """The spans with a person as a place where places stand: 犹他州|尤里卡, 首府福克沙尼, 利奥波德城位于."""
    ends = {end for _, end, kind in known.union(spans) if kind == "region"}
    return [
        (start, end, "region" if _is_place(text, start, end, kind, ends, lex) else kind) for start, end, kind in spans
    ]


def _is_place(text: str, start: int, end: int, kind: EntityType, ends: set[int], lex: Lexicon) -> bool:
    if kind != "person" or not _one_piece(text, start, end):
        return kind == "region"
    before = text[max(0, start - _FRAME_CHARS) : start]
    behind = start in ends and lex.foreign_letters.issuperset(text[start:end])
    return behind or lex.where_before.search(before) is not None or lex.where_behind.match(text, end) is not None


def _one_piece(text: str, start: int, end: int) -> bool:
    return end - start > 1 and POINTS.isdisjoint(text[start:end])


def _told(text: str, matches: Iterable[re.Match[str]], at: Places, known: Iterable[Span], lex: Lexicon) -> list[Span]:
    """The names whose sentence tells what they are: 洛恩（Lohn）是瑞士的城镇, 小河儿遗址位于青海."""
    named = {place for start, end, _ in known for place in range(start, end)}
    told: list[Span] = []
    for match in matches:
        start, end = match.span("name")
        free = [place for place in range(start, end) if place not in named]
        sure = len(free) < end - start or match["gloss"] or lex.place_end.search(text, start, end)
        if sure and not any(at[place].tag in _LOOSE for place in free):
            told.append((start, end, "org" if match["org"] else "region"))
    return told


def _listed(text: str, spans: Iterable[Span], known: set[Span]) -> list[Span]:
    """The spans with a person between two places of a list as a place: 斐济、帛琉、汤加."""
    found = sorted(spans)
    row = sorted({*found, *known})
    places = set()
    for left, one, right in zip(row, row[1:], row[2:], strict=False):
        listed = _BETWEEN.fullmatch(text, left[1], one[0]) and _BETWEEN.fullmatch(text, one[1], right[0])
        if listed and one[2] == "person" and left[2] == right[2] == "region" and _one_piece(text, one[0], one[1]):
            places.add(one)
    return [
        (start, end, "region") if (start, end, kind) in places else (start, end, kind) for start, end, kind in found
    ]
