"""Entities that rules found and names that a model proposes for one text in, names as wide as they are written out.

Figures use what rules found and nothing else. The table of entities takes what comes out here: the proposals beside
the entities, neighbours joined (日本|东京), the words behind taken in that make another place or body of a name
(高崎|国际机场, 艾夏|女子|监狱), and of all that what `naming` lets stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from econ_extract.gazetteer import lies_in
from econ_extract.models import Entity, Token
from econ_extract.taggers.draft import Draft
from econ_extract.taggers.entities import RuledEntity
from econ_extract.taggers.found import LONGEST_NAME
from econ_extract.taggers.glosses import glossed
from econ_extract.taggers.lexicon import Lexicon
from econ_extract.taggers.naming import judged
from econ_extract.taggers.persons import POINTS
from econ_extract.taggers.proposals import PROPOSED
from econ_extract.taggers.segment import is_han

_COMMON = frozenset({"n", "vn", "v", "b", "an"})
_NOUNS = frozenset({"n", "vn", "m"})
_TAIL_TAGS = frozenset({"n", "nz", "b", "x", "nt", "an", "j", "ns"})
_TAIL_WORDS, _TAIL_CHARS = 3, 9
_PREFIX_CHARS = 5


def widen(
    text: str, tokens: Sequence[Token], certain: Iterable[RuledEntity], proposed: Iterable[RuledEntity], lex: Lexicon
) -> list[RuledEntity]:
    """The names of a text, in order, without overlaps; of two that share characters the longer stays."""
    known = [_of(one, certain=True) for one in certain]
    starts, stops = {name.start: name for name in known}, {name.end: name for name in known}
    more = [_around(_of(one, certain=False), stops, lex) for one in proposed if len(one.entity.text) <= LONGEST_NAME]
    common = {(t.start, t.end) for t in tokens if t.tag in _COMMON}
    sure = [name for name in more if not (_doubtful(text, name, starts, lex) or _only_says_where(name, starts, common))]
    names = _longest(known, [_placed(name, starts) for name in sure])
    if not names:
        return []
    ends = {token.end: number for number, token in enumerate(tokens)}
    names = _joined(text, [_trimmed(text, _retyped(text, name, lex), lex) for name in names], lex)
    names = _longest([], [_begun(text, _extended(text, tokens, ends, name, lex), lex) for name in names])
    return glossed(text, [_made(text, name) for name in judged(text, tokens, ends, names, lex)], lex)


def _of(one: RuledEntity, *, certain: bool) -> Draft:
    entity = one.entity
    known = entity if certain else None
    return Draft(entity.start, entity.end, entity.type, one.rules, known, known)


def _around(name: Draft, known: Mapping[int, Draft], lex: Lexicon) -> Draft:
    """A proposal that remembers which division or body of a table it ends with: 美国|高盛."""
    one = known.get(name.end)
    if one is None or one.entity is None or one.type != name.type:
        return name
    told = lex.org_tables.intersection(one.rules) or one.entity.code
    return replace(name, inner=one.entity) if told else name


def _doubtful(text: str, name: Draft, known: Mapping[int, Draft], lex: Lexicon) -> bool:
    """Whether a proposed region only runs on from a division of the rules: 苏州|纳米, but not 苏州|北站."""
    one = known.get(name.start)
    if name.type != "region" or one is None or one.entity is None or not one.entity.code:
        return False
    if name.inner is not None and name.inner.start >= one.end:  # 南京|苏州 stand side by side
        return not lies_in(name.inner.code, one.entity.code)
    return one.end < name.end and lex.place_end.search(text, name.start, name.end) is None


def _only_says_where(name: Draft, known: Mapping[int, Draft], common: set[tuple[int, int]]) -> bool:
    """Whether a proposed body is a place of the rules and one common word: 全国|银行, 高新区|学校."""
    one = known.get(name.start)
    return name.type == "org" and one is not None and one.type == "region" and (one.end, name.end) in common


def _placed(name: Draft, known: Mapping[int, Draft]) -> Draft:
    """A proposed site that begins with a division lies in it: 成都|北站."""
    one = known.get(name.start)
    if name.type != "region" or name.inner is not None or one is None or one.entity is None:
        return name
    return replace(name, code=one.entity.code)


def _longest(certain: list[Draft], proposed: list[Draft]) -> list[Draft]:
    """Of names that share characters the longest; of equally long ones what rules found, then the first."""
    taken: list[Draft] = []
    covered: set[int] = set()
    for name in sorted([*certain, *proposed], key=lambda n: (n.start - n.end, n.entity is None, n.start)):
        if covered.isdisjoint(range(name.start, name.end)):
            taken.append(name)
            covered.update(range(name.start, name.end))
    return sorted(taken, key=lambda n: n.start)


def _retyped(text: str, name: Draft, lex: Lexicon) -> Draft:
    """A proposal that ends as another type does, as that: 托洛洛|山 is no person, 日本维新|会 no place."""
    if name.type == "org" or name.entity is not None:
        return name
    bodies = lex.person_body if name.type == "person" else lex.region_body
    if bodies.fullmatch(text, name.start, name.end):
        return replace(name, type="org", rules=(PROPOSED["org"],))
    if name.type == "region":
        return name
    end = lex.place_ends.search(text, name.start, name.end)
    foreign = lex.foreign_letters.issuperset(text[name.start : name.end - 1])
    if end is None or (end.lastgroup == "foreign" and not foreign):
        return name
    return replace(name, type="region", rules=(PROPOSED["region"],))


def _trimmed(text: str, name: Draft, lex: Lexicon) -> Draft:
    """A proposal without what it ends with and its name does not hold: 阿拉斯加州|南部, 政治局|常委."""
    if name.type == "person" or name.entity is not None:
        return name
    tail = lex.region_part if name.type == "region" else lex.org_part
    part = tail.search(text, name.start, name.end)
    if part is None or part.start() - name.start < 2:
        return name
    return Draft(name.start, part.start(), name.type, name.rules)


def _joined(text: str, names: list[Draft], lex: Lexicon) -> list[Draft]:
    """Neighbours that make one name, as one."""
    joined: list[Draft] = []
    for name in names:
        before = joined[-1] if joined and _touch(text, joined[-1], name) else None
        rule = _joint(before, name, lex) if before is not None else None
        if before is not None and rule is not None:
            rules = tuple(dict.fromkeys((*before.rules, *name.rules, rule)))
            joined[-1] = Draft(before.start, name.end, name.type, rules, name.entity, name.inner)
        else:
            joined.append(name)
    return joined


def _touch(text: str, left: Draft, right: Draft) -> bool:
    """Whether nothing stands between two names, or between two persons only the point of a foreign name."""
    gap = text[left.end : right.start]
    return not gap or (gap in POINTS and left.type == right.type == "person")


def _joint(left: Draft, right: Draft, lex: Lexicon) -> str | None:
    """The rule by which two neighbours are one name; None where they only stand side by side (美国日本)."""
    apart = left.end < right.start  # a point stands between: 玛|·|亚普芮
    if (min(left.end - left.start, right.end - right.start) < 2 and not apart) or right.end - left.start > LONGEST_NAME:
        return None
    proposed = left.entity is None or right.entity is None
    if left.type == "region" and right.type == "org":
        return "org.joined"
    if left.type == right.type == "region":
        return None if _apart(left, right, lex) else "region.joined"
    if left.type == right.type and proposed:
        return f"{left.type}.joined"
    return None


def _apart(left: Draft, right: Draft, lex: Lexicon) -> bool:
    """Whether a region stands for itself behind another: a country, or a division behind all but its country."""
    if "region.nation" in left.rules and "region.circle" in right.rules:  # 中国|豫东
        return False
    if lex.wide_regions.intersection(right.rules):
        return True
    divided = right.entity is not None and right.entity.code is not None
    return divided and "region.nation" not in left.rules


def _extended(text: str, words: Sequence[Token], ends: Mapping[int, int], name: Draft, lex: Lexicon) -> Draft:
    """A name with the words behind it that make another place or body of both; `ends` numbers the words by end."""
    if name.type == "person" and (kin := lex.kin.match(text, name.end)):
        return Draft(name.start, kin.end(), "person", name.rules)
    if text[name.start : name.end] in lex.no_body_behind:
        return name
    if (end := _body_end(text, words, ends, name, lex)) is not None:
        return Draft(name.start, end, "org", (*name.rules, "org.body"))
    if text[max(0, name.start - 1) : name.start] in ("至", "到"):  # 绵阳至遂宁|高速 is a road between the two
        return name
    if name.type != "org" and (place := lex.place_after.match(text, name.end)) and place.end() in ends:
        return Draft(name.start, place.end(), "region", (*name.rules, "region.place"))
    return _with_tail(words, ends, name, lex)


def _body_end(text: str, words: Sequence[Token], ends: Mapping[int, int], name: Draft, lex: Lexicon) -> int | None:
    """Where the word behind a name ends that makes a body of both; a trade makes none before a noun (航空|产业)."""
    body = lex.body_after.match(text, name.end)
    if body is None or body.end() not in ends or (name.type == "person" and name.entity is not None):
        return None
    following = next((word for word in words[ends[body.end()] + 1 :][:2] if not word.text.isspace()), None)
    trade = body.group() in lex.trades and following is not None and following.tag in _NOUNS
    return None if trade else body.end()


def _with_tail(words: Sequence[Token], ends: Mapping[int, int], name: Draft, lex: Lexicon) -> Draft:
    """A name with the nouns behind it, of which the last ends as places or bodies do: 艾夏|女子|监狱."""
    number = ends.get(name.end)
    sure = name.entity is not None and name.type != "region"  # 民航局|指导|机场 are two
    if number is None or sure:
        return name
    wide = bool(lex.wide_regions.intersection(name.rules))
    for count, token in enumerate(words[number + 1 : number + 1 + _TAIL_WORDS]):
        noun = token.tag in _TAIL_TAGS and is_han(token.text) and lex.sense.nameable(token)
        if not noun or token.end - name.end > _TAIL_CHARS:
            return name
        if wide and count == 0:
            continue
        if lex.place_tail.fullmatch(token.text):
            return Draft(name.start, token.end, "region", (*name.rules, "region.place"))
        if lex.body_tail.fullmatch(token.text):
            return Draft(name.start, token.end, "org", (*name.rules, "org.body"))
    return name


def _begun(text: str, name: Draft, lex: Lexicon) -> Draft:
    """A body with what stands before it and is part of its name: 国立|清华大学, 第三|舰队."""
    if name.type != "org":
        return name
    for start in range(max(0, name.start - _PREFIX_CHARS), name.start):
        before = lex.before_body.match(text, start, name.end)
        if before is not None and before.end() == name.start:
            return replace(name, start=start)
    return name


def _made(text: str, name: Draft) -> RuledEntity:
    """The entity of a name; what was only joined in front keeps the canonical name and the code of what follows."""
    words, known = text[name.start : name.end], name.inner
    if known is None:
        return RuledEntity(Entity(words, name.type, name.start, name.end, words, name.code), name.rules)
    canonical = (
        words if known.type == "region" and known.start != name.start and known.code is None else known.canonical
    )
    return RuledEntity(Entity(words, name.type, name.start, name.end, canonical, known.code), name.rules)
