"""Names of a text in, those that name something of their own out, as what they are.

Left out are a region that only says whose people, language or citizen follows (日本|女歌手), what is part of the title
of a work (《中国后妃列传》), and states of the past. A museum is a place, and a government is named by its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from econ_extract.models import Entity, Token
from econ_extract.taggers.draft import Draft
from econ_extract.taggers.lexicon import Lexicon

# Words that may stand between a country and what a person is: 日本|第一位|女性|宇航员.
_BEFORE_ROLE = frozenset({"n", "vn", "v", "b", "an", "a", "m", "q", "nz", "i", "l"})
_ROLE_WORDS = 4
_ABROAD = frozenset({"region.country", "region.world_city"})
_BEFORE_CHARS = 2  # as long as the longest of region.proposed.not_after


def judged(
    text: str, tokens: Sequence[Token], ends: Mapping[int, int], names: Iterable[Draft], lex: Lexicon
) -> list[Draft]:
    """The names that stay, in order, with the type and the end that they have by what they say.

    `ends` numbers the words of the text by their ends.
    """
    title_at = {at: match.span() for match in lex.titles.finditer(text) for at in range(*match.span())}
    kept = []
    for name in names:
        number = ends.get(name.end, len(tokens))
        behind = tokens[number + 1 : number + 1 + _ROLE_WORDS]
        if not (_says_whose(text, behind, name, lex) or _past(text, name, lex) or _in_title(name, title_at)):
            kept.append(_governed(text, _housed(text, name, lex), lex))
    return kept


def _past(text: str, name: Draft, lex: Lexicon) -> bool:
    """Whether a region is a state of the past, or part of the name of one: 苏联, 纳粹|德国."""
    if name.type != "region":
        return False
    before = text[max(0, name.start - _BEFORE_CHARS) : name.start]
    return bool(lex.past.fullmatch(text, name.start, name.end) or lex.part_of_other.search(before))


def _housed(text: str, name: Draft, lex: Lexicon) -> Draft:
    """A body that is named as the house it is in, as a place: 国家|博物馆."""
    housed = name.type == "org" and lex.house.fullmatch(text, name.start, name.end)
    return replace(name, type="region", entity=None) if housed else name


def _governed(text: str, name: Draft, lex: Lexicon) -> Draft:
    """A government as the place that it governs, which is all of it that is a name: 河北省|政府."""
    if name.type != "org" or (word := lex.government.search(text, name.start, name.end)) is None:
        return name
    place = text[name.start : word.start()]
    known = lex.names.forms.get(place)
    if lex.no_name["region"].fullmatch(place) or lex.past.fullmatch(place):
        return name
    if known is None or known.type != "region":
        named = word["level"] is not None and len(place) > 1
        return replace(name, end=word.start(), type="region", entity=None, inner=None) if named else name
    code = known.regions[0].code if len(known.regions) == 1 else known.code
    entity = Entity(place, "region", name.start, word.start(), known.canonical, code)
    return replace(name, end=word.start(), type="region", entity=entity, inner=entity)


def _in_title(name: Draft, title_at: Mapping[int, tuple[int, int]]) -> bool:
    """Whether a proposal or a place abroad is part of the title of a work: 《|罗马|霸主》; 《人民日报》 is whole."""
    if name.entity is not None and not _ABROAD.intersection(name.rules):
        return False
    start, end = title_at.get(name.start, (name.start - 1, name.end + 1))
    return (name.start - 1, name.end + 1) != (start, end) and name.end <= end


def _says_whose(text: str, behind: Sequence[Token], name: Draft, lex: Lexicon) -> bool:
    """Whether a region or a proposed person only says whose people, language or citizen follows."""
    if name.type == "org":
        return False
    if name.type == "person" and name.entity is None and lex.realm.match(text, name.end):
        return True
    if lex.people.match(text, name.end) and (name.type == "region" or _foreign_people(text, name, lex)):
        return True
    state = "region.country" in name.rules or text[name.start : name.end] == "中国"
    return state and _before_role(behind, lex)


def _before_role(behind: Sequence[Token], lex: Lexicon) -> bool:
    """Whether nouns follow of which one is what a person is: 日本|女|歌手, 法国|地质学家."""
    for token in behind:
        if lex.role.fullmatch(token.text):
            return True
        if token.tag not in _BEFORE_ROLE:
            return False
    return False


def _foreign_people(text: str, name: Draft, lex: Lexicon) -> bool:
    """Whether a proposed person is all in letters of transcription: 苏美尔|人."""
    return name.entity is None and lex.foreign_letters.issuperset(text[name.start : name.end])
