"""The texts of one article with their words in, entities with their codes and the rules that made them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from econ_extract.gazetteer import COUNTY, PREFECTURE, PROVINCE, Region
from econ_extract.models import Entity, Token
from econ_extract.taggers.abroad import find_offices
from econ_extract.taggers.firms import (
    definitions,
    find_framed,
    find_listed,
    framed_forms,
)
from econ_extract.taggers.found import Found, Index, Words, merge
from econ_extract.taggers.lexicon import Lexicon
from econ_extract.taggers.orgs import find_orgs
from econ_extract.taggers.pairs import find_circles, find_pairs, find_world, pair_name
from econ_extract.taggers.persons import find_persons
from econ_extract.taggers.regions import county_shorts, find_names, find_towns, find_zones

# Frames that make a name certain enough to know it again elsewhere.
_FRAMES = frozenset({"person.title", "person.said", "person.reporter", "person.foreign"})
_ZONE_HEADS = ("高新区", "经开区", "开发区", "新区")
_LEVEL_OF = {"省": "province", "自治区": "province", "市": "city", "县": "county"}
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_NOT_PROVINCES = _MUNICIPALITIES | {"810000", "820000"}
_OFTEN = 3  # so many times more often than any other names one of several for certain
_AUTONOMOUS = frozenset({"150000", "450000", "540000", "640000", "650000"})


@dataclass(frozen=True, slots=True)
class RuledEntity:
    """An entity with the ids of the rules that made it."""

    entity: Entity
    rules: tuple[str, ...]


def find_entities(texts: Sequence[str], tokens: Sequence[tuple[Token, ...]], lex: Lexicon) -> list[list[RuledEntity]]:
    """The entities of each text, in order, without overlaps; what one text defines holds for all of the batch."""
    batch = [Words(text, words) for text, words in zip(texts, tokens, strict=True)]
    for words in batch:
        find_names(words, lex)
        find_zones(words, lex)
        find_towns(words, lex)
        find_pairs(words, lex)
        find_world(words, lex)
        find_circles(words, lex)
        find_offices(words, lex)
        find_orgs(words, lex)
        find_listed(words, lex)
        find_framed(words, lex)
        find_persons(words, lex)
    _spread(batch, lex)
    kept = [merge(words.found) for words in batch]
    resolver = Resolver([one for found in kept for one in found], lex)
    return [[resolver.resolve(words.text, one) for one in found] for words, found in zip(batch, kept, strict=True)]


def _spread(batch: list[Words], lex: Lexicon) -> None:
    """Add, in every text, the names that some text defines: short forms, persons of a frame, counties named in full."""
    forms: dict[str, Found] = {}
    for words in batch:
        for one in words.found:
            if one.type == "person" and one.end - one.start > 2 and _FRAMES.intersection(one.rules):
                forms.setdefault(one.canonical, replace(one, rules=(*one.rules, "person.known_in_text")))
    for short, regions in county_shorts([one for words in batch for one in words.found], lex).items():
        forms[short] = Found(0, 0, "region", short, ("region.known_in_text",), "division", regions)
    for words in batch:
        for name, named in framed_forms(words):
            forms.setdefault(name, replace(named, rules=(*named.rules, "org.known_in_text")))
    for words in batch:
        for short, named in definitions(words, lex):
            forms[short] = replace(named, rules=(*named.rules, "org.defined"))
    if not forms:
        return
    index = Index(forms)
    for words in batch:
        known = {(one.start, one.end, one.type) for one in words.found if _FRAMES.intersection(one.rules)}
        for at in index.places(words.text):
            for end, one in index.at(words.text, at):
                if (at, end, one.type) in known and "org.defined" not in one.rules:
                    continue
                if words.aligned(at, end) or (end - at > 2 and one.rules[-1] != "region.known_in_text"):
                    words.add(replace(one, start=at, end=end))


class Resolver:
    """What the batch as a whole says: which divisions it names for certain, which zones."""

    def __init__(self, found: Sequence[Found], lex: Lexicon) -> None:
        self._lex = lex
        self._certain = self._codes(found)
        above = {code for region in self._certain.values() for code in lex.table.ancestors(region)}
        self._context = above | set(self._certain)
        self._countries = {one.canonical for one in found if "region.country" in one.rules}
        self._zones: dict[str, dict[str, Found]] = {}
        self._said: Counter[str] = Counter()  # how often the batch names each division and each zone
        for one in found:
            if one.family == "zone":
                self._zones.setdefault(one.head, {}).setdefault(one.canonical, one)
                self._said[one.canonical] += 1
            if one.family in ("division", "zone") and (region := self._region(one.regions)):
                self._said.update((region.code, *lex.table.ancestors(region)))

    def _codes(self, found: Iterable[Found]) -> dict[str, Region]:
        certain: dict[str, Region] = {}
        for one in found:
            regions = _current(one.regions)
            if one.family == "division" and len(regions) == 1:
                certain[regions[0].code] = regions[0]
        return certain

    def resolve(self, text: str, one: Found) -> RuledEntity:
        """The entity as the batch understands it."""
        canonical, code = one.canonical, one.code
        if one.family == "division":
            region = self._region(one.regions)
            canonical, code = (region.name, region.code) if region else (one.canonical, None)
        elif one.family == "anaphor":
            region = self._region(one.regions) or self._only(one.head)
            canonical, code = (region.name, region.code) if region else (one.canonical, None)
            autonomous = region is not None and region.code in _AUTONOMOUS
            if one.head == "district" and not autonomous and any(head in self._zones for head in _ZONE_HEADS):
                # An article about a zone calls the zone 全区; which is meant is certain only when it is alone.
                zone = self._only_zone(_ZONE_HEADS) if region is None else None
                canonical, code = (zone.canonical, self._place_of(zone)) if zone else (one.canonical, None)
        elif one.family in ("zone", "town"):
            code = self._place_of(one)
        elif one.family == "pair":
            canonical = pair_name(text[one.start : one.end], self._countries, self._lex)
        elif one.family == "zone_bare":
            of_class = ("经开区", "高新区") if one.head == "开发区" and one.head not in self._zones else (one.head,)
            if zone := self._only_zone(of_class):
                canonical, code = zone.canonical, self._place_of(zone)
        elif one.family == "level_org":
            region = self._only(_LEVEL_OF.get(one.head, "district"))
            canonical = region.name + one.canonical[len(one.head) :] if region else one.canonical
        entity = Entity(text[one.start : one.end], one.type, one.start, one.end, canonical, code)
        return RuledEntity(entity, one.rules)

    def _only_zone(self, heads: Iterable[str]) -> Found | None:
        """The one zone of these classes that the batch names, or names most by far; else None."""
        zones = {name: zone for head in heads for name, zone in self._zones.get(head, {}).items()}
        meant = self._meant(zones)
        return zones[meant] if meant else None

    def _meant(self, names: Iterable[str]) -> str | None:
        """Of several names the only one, else the one that the batch says far more often than any other."""
        said = sorted(((self._said[name], name) for name in names), reverse=True)
        if len(said) > 1 and said[0][0] < _OFTEN * said[1][0]:
            return None
        return said[0][1] if said else None

    def _place_of(self, one: Found) -> str | None:
        """The code of the division that a zone or town lies in: it has none of its own."""
        region = self._region(one.regions)
        return region.code if region else one.code

    def _region(self, regions: tuple[Region, ...]) -> Region | None:
        """The one division that is meant: the only one, else the one whose parents the batch names."""
        regions = _current(regions)
        if len(regions) == 1:
            return regions[0]
        scores = [(sum(code in self._context for code in self._lex.table.ancestors(r)), r.code, r) for r in regions]
        best = max((score for score, _, _ in scores), default=0)
        meant = [r for score, _, r in scores if score == best]
        return meant[0] if best and len(meant) == 1 else None

    def _only(self, level: str) -> Region | None:
        """The one division of a level that the batch names or lies in, or names most by far; else None."""
        if level == "town":
            return None  # the table ends with the counties
        named = list(self._certain.values())
        if level == "province":
            # A province named outright wins over those that named cities lie in.
            found = {r.code for r in named if r.level == PROVINCE} - _NOT_PROVINCES
            found = found or {code for r in named for code in self._lex.table.ancestors(r)[-1:]} - _NOT_PROVINCES
        elif level == "city":
            found = {r.code for r in named if r.level == PREFECTURE or r.code in _MUNICIPALITIES}
            found |= {r.code for r in named if r.level == COUNTY and r.name.endswith("市")} if not found else set()
        elif level == "county":
            found = {r.code for r in named if r.level == COUNTY and r.name.endswith(("县", "旗"))}
        else:
            found = {r.code for r in named if r.level == COUNTY and r.name.endswith("区")}
            found = found or {r.code for r in named if r.code in _AUTONOMOUS}
        meant = self._meant(found)
        return self._lex.table.by_code[meant] if meant else None


def _current(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Of several divisions those of today, when there are any."""
    today = tuple(r for r in regions if r.until is None)
    return today or regions
