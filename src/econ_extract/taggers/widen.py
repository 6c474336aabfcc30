"""Entities that rules found and names that a model proposes for one text in, names as wide as they are written out.

Figures use what rules found and nothing else. The table of entities takes what comes out here: the proposals beside
the entities, neighbours joined (日本|东京), the word behind taken in that makes another place or body of a name
(高崎|国际机场), and regions left out that only say whose people or language (日本人).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from econ_extract.gazetteer import lies_in
from econ_extract.models import Entity, EntityType, Token
from econ_extract.taggers.entities import RuledEntity
from econ_extract.taggers.found import LONGEST_NAME
from econ_extract.taggers.lexicon import Lexicon
from econ_extract.taggers.persons import POINTS

_COMMON = frozenset({"n", "vn", "v", "b", "an"})
PROPOSED: dict[EntityType, str] = {"region": "region.proposed", "org": "org.proposed", "person": "person.proposed"}


@dataclass(frozen=True, slots=True)
class _Name:
    """A name on its way: `entity` is what rules found, None for a proposal; `inner` what they found at its end."""

    start: int
    end: int
    type: EntityType
    rules: tuple[str, ...]
    entity: Entity | None = None
    inner: Entity | None = None
    code: str | None = None  # of the division that a proposed site lies in


def proposal(text: str, start: int, end: int, kind: EntityType) -> RuledEntity:
    """A name that a model found at an offset of `text`."""
    words = text[start:end]
    return RuledEntity(Entity(words, kind, start, end, words), (PROPOSED[kind],))


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
    ends = {token.end for token in tokens}
    names = _joined(text, [_trimmed(text, _retyped(text, name, lex), lex) for name in names], lex)
    names = _longest([], [_extended(text, ends, name, lex) for name in names])
    return [_made(text, name) for name in names if not (name.type == "region" and lex.people.match(text, name.end))]


def _of(one: RuledEntity, *, certain: bool) -> _Name:
    entity = one.entity
    known = entity if certain else None
    return _Name(entity.start, entity.end, entity.type, one.rules, known, known)


def _around(name: _Name, known: Mapping[int, _Name], lex: Lexicon) -> _Name:
    """A proposal that remembers which division or body of a table it ends with: 美国|高盛."""
    one = known.get(name.end)
    if one is None or one.entity is None or one.type != name.type:
        return name
    told = lex.org_tables.intersection(one.rules) or one.entity.code
    return replace(name, inner=one.entity) if told else name


def _doubtful(text: str, name: _Name, known: Mapping[int, _Name], lex: Lexicon) -> bool:
    """Whether a proposed region only runs on from a division of the rules: 苏州|纳米, but not 苏州|北站."""
    one = known.get(name.start)
    if name.type != "region" or one is None or one.entity is None or not one.entity.code:
        return False
    if name.inner is not None and name.inner.start >= one.end:  # 南京|苏州 stand side by side
        return not lies_in(name.inner.code, one.entity.code)
    return one.end < name.end and lex.place_end.search(text, name.start, name.end) is None


def _only_says_where(name: _Name, known: Mapping[int, _Name], common: set[tuple[int, int]]) -> bool:
    """Whether a proposed body is a place of the rules and one common word: 全国|银行, 高新区|学校."""
    one = known.get(name.start)
    return name.type == "org" and one is not None and one.type == "region" and (one.end, name.end) in common


def _placed(name: _Name, known: Mapping[int, _Name]) -> _Name:
    """A proposed site that begins with a division lies in it: 成都|北站."""
    one = known.get(name.start)
    if name.type != "region" or name.inner is not None or one is None or one.entity is None:
        return name
    return replace(name, code=one.entity.code)


def _longest(certain: list[_Name], proposed: list[_Name]) -> list[_Name]:
    """Of names that share characters the longest; of equally long ones what rules found, then the first."""
    taken: list[_Name] = []
    covered: set[int] = set()
    for name in sorted([*certain, *proposed], key=lambda n: (n.start - n.end, n.entity is None, n.start)):
        if covered.isdisjoint(range(name.start, name.end)):
            taken.append(name)
            covered.update(range(name.start, name.end))
    return sorted(taken, key=lambda n: n.start)


def _retyped(text: str, name: _Name, lex: Lexicon) -> _Name:
    """A proposed person that ends as places do, as a place: 托洛洛|山, 帕克|县."""
    if name.type != "person" or name.entity is not None:
        return name
    end = lex.place_ends.search(text, name.start, name.end)
    foreign = lex.foreign_letters.issuperset(text[name.start : name.end - 1])
    if end is None or (end.lastgroup == "foreign" and not foreign):
        return name
    return replace(name, type="region", rules=(PROPOSED["region"],))


def _trimmed(text: str, name: _Name, lex: Lexicon) -> _Name:
    """A proposed region without the part of it that it ends with: 阿拉斯加州|南部."""
    if name.type != "region" or name.entity is not None:
        return name
    part = lex.region_part.search(text, name.start, name.end)
    if part is None or part.start() - name.start < 2:
        return name
    return _Name(name.start, part.start(), name.type, name.rules)


def _joined(text: str, names: list[_Name], lex: Lexicon) -> list[_Name]:
    """Neighbours that make one name, as one."""
    joined: list[_Name] = []
    for name in names:
        before = joined[-1] if joined and _touch(text, joined[-1], name) else None
        rule = _joint(before, name, lex) if before is not None else None
        if before is not None and rule is not None:
            rules = tuple(dict.fromkeys((*before.rules, *name.rules, rule)))
            joined[-1] = _Name(before.start, name.end, name.type, rules, name.entity, name.inner)
        else:
            joined.append(name)
    return joined


def _touch(text: str, left: _Name, right: _Name) -> bool:
    """Whether nothing stands between two names, or between two persons only the point of a foreign name."""
    gap = text[left.end : right.start]
    return not gap or (gap in POINTS and left.type == right.type == "person")


def _joint(left: _Name, right: _Name, lex: Lexicon) -> str | None:
    """The rule by which two neighbours are one name; None where they only stand side by side (美国日本)."""
    if min(left.end - left.start, right.end - right.start) < 2 or right.end - left.start > LONGEST_NAME:
        return None
    proposed = left.entity is None or right.entity is None
    if left.type == "region" and right.type == "org":
        return "org.joined"
    if left.type == right.type == "region":
        return None if _apart(left, right, lex) else "region.joined"
    if left.type == right.type and proposed:
        return f"{left.type}.joined"
    return None


def _apart(left: _Name, right: _Name, lex: Lexicon) -> bool:
    """Whether a region stands for itself behind another: a country, or a division behind all but its country."""
    if lex.wide_regions.intersection(right.rules):
        return True
    divided = right.entity is not None and right.entity.code is not None
    return divided and "region.nation" not in left.rules


def _extended(text: str, ends: set[int], name: _Name, lex: Lexicon) -> _Name:
    """A name with the word behind it that makes another place or body of both."""
    if text[name.start : name.end] in lex.no_body_behind:
        return name
    if name.type == "region" and (body := lex.body_after.match(text, name.end)) and body.end() in ends:
        return _Name(name.start, body.end(), "org", (*name.rules, "org.body"))
    route = text[max(0, name.start - 1) : name.start] in ("至", "到")  # 绵阳至遂宁|高速 is a road between the two
    if name.type != "org" and not route and (place := lex.place_after.match(text, name.end)) and place.end() in ends:
        return _Name(name.start, place.end(), "region", (*name.rules, "region.place"))
    if name.type == "org" and (body := lex.body_after.match(text, name.end)) and body.end() in ends:
        return _Name(name.start, body.end(), "org", (*name.rules, "org.body"))
    return name


def _made(text: str, name: _Name) -> RuledEntity:
    """The entity of a name; what was only joined in front keeps the canonical name and the code of what follows."""
    words, known = text[name.start : name.end], name.inner
    if known is None:
        return RuledEntity(Entity(words, name.type, name.start, name.end, words, name.code), name.rules)
    canonical = (
        words if known.type == "region" and known.start != name.start and known.code is None else known.canonical
    )
    return RuledEntity(Entity(words, name.type, name.start, name.end, canonical, known.code), name.rules)
