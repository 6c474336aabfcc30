"""A text with its words in, regions and listed names out: divisions by the table, zones and towns by their suffix."""

from __future__ import annotations

from dataclasses import replace

from econ_extract.gazetteer import COUNTY, Region
from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon, Name

# A full name ends here only when the next character does not make another word of its suffix (青岛市场, 通州区域).
_NOT_AFTER = {"市": "场值价况盈容级", "区": "域间别块位分划级", "县": "级", "省": "份级", "州": "", "旗": "帜下舰"}
# What may follow a short name inside one dictionary word: 上海人, 天津港.
_TAILS = frozenset("人籍省市县区州盟港岛站话城湾府")
_SMALLER = ("社区", "街道", "村", "路", "镇", "乡", "山", "大街", "大道", "小区", "站")
_ZONE_CHARS, _TOWN_CHARS = 10, 5
_NO_OWNER = frozenset({"org.central", "org.party", "region.world"})
_QUANTIFIERS = frozenset("个家类批座各大两三四五六七八九十些多")


def find_names(words: Words, lex: Lexicon) -> None:
    """Add every listed name and every division, each as long as the text makes it, from left to right."""
    text, resume = words.text, 0
    for at in lex.names.places(text):
        if at < resume:
            continue
        best: Found | None = None
        for end, name in lex.names.at(text, at):
            if name.type is None:
                resume = end
                break
            found = _accept(words, lex, at, end, name)
            if found is not None and (best is None or found.end > best.end):
                best = found
            if found is not None and name.family != "division":
                break
        if best is not None:
            words.add(best)
            resume = best.end


def _accept(words: Words, lex: Lexicon, start: int, end: int, name: Name) -> Found | None:
    """The entity that a form makes here, lengthened by the divisions that follow it; None when it is no name here."""
    assert name.type is not None
    found = Found(start, end, name.type, name.canonical, (name.rule,), name.family, name.regions, name.head, name.code)
    if name.type == "region" and name.family != "anaphor" and lex.not_place.match(words.text, end):
        return None
    if name.family == "division":
        longer = _descend(words, lex, found)
        alone = _alone(words, lex, start, end, name)
        if longer.end > end and start in words.starts and _tail_ok(words.text, end):
            return longer
        return found if alone else None
    if name.rule == "org.known_framed" and not lex.known_framed.match(words.text, end):
        return None
    if name.rule == "org.central" and (_standing(words, start, end) or _ends_office(words, start, end)):
        return _of_country(words, found)
    if name.family == "anaphor" and (before := words.by_end.get(start)) and before.family == "division":
        level = words.text[end - 1]  # 四川全省
        found = replace(found, regions=tuple(r for r in before.regions if r.name.endswith(level)))
    if name.rule == "region.nation" and _standing(words, start, end):
        return _descend_nation(words, lex, found)
    return found if _standing(words, start, end) else None


def _ends_office(words: Words, start: int, end: int) -> bool:
    """Whether the dictionary has the office in one word with its country (中国外交部)."""
    number = words.over(start)
    return number is not None and words.tokens[number].tag == "nt" and words.tokens[number].end == end


def _of_country(words: Words, found: Found) -> Found:
    """中国国家能源局 is the office of that name; 英国国家统计局 and 美国财政部 are those of other countries."""
    nation = words.by_end.get(found.start)
    if nation is None or nation.type != "region":
        return found
    if words.text[nation.start : found.start] == "中国":
        return found.moved(nation.start)
    if "region.country" in nation.rules:
        return replace(found.moved(nation.start, "org.abroad"), canonical=words.text[nation.start : found.end])
    return found


def _standing(words: Words, start: int, end: int) -> bool:
    """Whether a listed name stands as words of its own, or at the head of a longer proper name."""
    if start in words.starts and end in words.ends:
        return True
    token = words.token_at(start)
    if token is not None and token.end > end:
        return token.tag.startswith(("ns", "nt", "nz", "x")) or token.text[end - start :] in _TAILS
    # Words that cross the edges: trust long names only (the hidden Markov model glues what it does not know).
    return end - start >= 4 and (start in words.starts or _glued(words, start))


def _glued(words: Words, offset: int) -> bool:
    """Whether the word that runs over an offset is unknown to the dictionary."""
    number = words.over(offset)
    token = None if number is None else words.tokens[number]
    return token is not None and token.tag == "x" and token.text.isalpha()


def _tail_ok(text: str, end: int) -> bool:
    return text[end : end + 1] not in tuple(_NOT_AFTER.get(text[end - 1], ""))


def _alone(words: Words, lex: Lexicon, start: int, end: int, name: Name) -> bool:
    """Whether a division's form names it without its parent in front."""
    form = words.text[start:end]
    if name.rule == "region.full":
        if form in lex.not_alone or not _tail_ok(words.text, end):
            return False
        if len(form) == 2:
            return words.aligned(start, end)
        return start in words.starts or _glued(words, start)
    if name.rule in ("region.county_alone", "region.county_long"):
        # 象山社区 and 昆山路 lie elsewhere.
        return words.aligned(start, end) and not words.text.startswith(_SMALLER, end)
    return _standing(words, start, end)


def _descend(words: Words, lex: Lexicon, found: Found) -> Found:
    """Take in the divisions below that follow directly: 山东省 + 青岛市 + 城阳区 is one region."""
    while True:
        longer = _child(words, lex, found)
        if longer is None:
            return found
        found = longer


def _child(words: Words, lex: Lexicon, found: Found) -> Found | None:
    for end, regions in lex.children.at(words.text, found.end):
        below = tuple(r for r in regions if any(lex.table.within(r, above) for above in found.regions))
        form = words.text[found.end : end]
        if not below or not _tail_ok(words.text, end) or lex.not_place.match(words.text, end):
            continue
        full = tuple(r for r in below if form != r.short or form == r.name)
        if full:
            below = full
        elif form in lex.not_below or not words.aligned(found.end, end):
            continue
        else:  # 江西南昌 is the city, not the county of that name in it
            below = tuple(r for r in below if r.level == min(other.level for other in below))
        rules = found.rules if "region.after_parent" in found.rules else (*found.rules, "region.after_parent")
        return replace(found, end=end, regions=below, canonical=form, rules=rules)
    return None


def _descend_nation(words: Words, lex: Lexicon, found: Found) -> Found:
    """中国上海 and 中国安徽省: the division decides."""
    if words.text[found.start : found.end] != "中国":
        return found
    for end, name in lex.names.at(words.text, found.end):
        if name.family == "division" and min(r.level for r in name.regions) < COUNTY:
            inner = _accept(words, lex, found.end, end, name)
            if inner is None and words.aligned(found.start, end):  # the dictionary has 中国香港 as one word
                inner = Found(found.end, end, "region", name.canonical, (name.rule,), "division", name.regions)
            if inner is not None:
                return inner.moved(found.start, found.rules[0])
    return found


def find_zones(words: Words, lex: Lexicon) -> None:
    """Add development zones: place or proper name, at most a few nouns, then the suffix."""
    stops = frozenset(lex.stops("region.zone"))
    for match in lex.zone.finditer(words.text):
        start, end = match.span()
        if end not in words.ends and not _glued(words, end):
            continue
        head = lex.same.get(match.group(), match.group())
        left = _zone_start(words, lex, start, stops)
        if left is not None:
            inner = words.by_start.get(left)
            ids = ("region.zone",) if inner is None else (*inner.rules, "region.zone")
            lies_in, code = _lies_in(words, lex, left, start)
            words.add(Found(left, end, "region", words.text[left:end], ids, "zone", lies_in, head, code))
        elif match.group() in lex.rules["region.zone_bare"].forms and _bare_zone(words, lex, start):
            words.add(Found(start, end, "region", match.group(), ("region.zone_bare",), "zone_bare", head=head))


def _lies_in(words: Words, lex: Lexicon, left: int, suffix: int) -> tuple[tuple[Region, ...], str | None]:
    """The divisions, or the code of the listed zone, that the name of a zone says first; a firm's place is not its own.

    中国（福建）自由贸易试验区 lies in 福建, 广安（深圳）产业园 in 广安.
    """
    inside = [found for found in words.found if left <= found.start and found.end <= suffix]
    firms = [(found.start, found.end) for found in inside if found.type == "org"]
    for one in sorted(inside, key=lambda found: (found.start, -found.end)):
        if (one.regions or one.code) and not any(a <= one.start and one.end <= b for a, b in firms):
            return one.regions, one.code
    return _county_by_short(words, lex, left, suffix), None


def _county_by_short(words: Words, lex: Lexicon, start: int, suffix: int) -> tuple[Region, ...]:
    """The counties whose short name a zone begins with: 射阳港经济开发区. Districts are often words (江南)."""
    for end, regions in lex.children.at(words.text, start):
        form = words.text[start:end]
        counties = tuple(r for r in regions if form == r.short and r.name.endswith(("县", "市", "旗")))
        if counties and end <= suffix and len(form) > 1 and form not in lex.not_below and words.aligned(start, end):
            return counties
    return ()


def _zone_start(words: Words, lex: Lexicon, suffix: int, stops: frozenset[str]) -> int | None:
    """Where the name of a zone starts; None when nothing names it."""
    named = words.by_end.get(suffix)
    if named is not None and _names_zone(words, named):
        return _over_bracket(words, named.start)
    reach = lex.sense.starts_left(words, suffix, 5, _ZONE_CHARS)
    if suffix not in words.starts:
        return None
    nearest: int | None = None
    for at in reach:
        token = words.token_at(at)
        assert token is not None
        if token.text in stops:
            break
        named = words.by_end.get(at)
        before = words.by_start.get(at)
        if before is not None and before.end <= suffix and _names_zone(words, before):
            return _over_bracket(words, before.start)
        if named is not None and _names_zone(words, named):
            return _over_bracket(words, named.start)
        if _county_by_short(words, lex, at, suffix):
            return at
        if nearest is None and lex.sense.proper(token) and len(token.text) > 1 and at == reach[0]:
            nearest = at
    return nearest


def _names_zone(words: Words, found: Found) -> bool:
    """Whether an entity may start the name of a zone: a place or a firm, not 全国 or 全市."""
    if found.type == "person" or found.family in ("anaphor", "zone_bare") or _NO_OWNER.intersection(found.rules):
        return False
    return "region.nation" not in found.rules or words.text[found.start : found.end] == "中国"


def _over_bracket(words: Words, start: int) -> int:
    """中国（福建）自由贸易试验区, 广安（深圳）产业园: what stands before the bracket belongs to the name."""
    before = words.text[start - 1 : start]
    if before in ("·", "•"):  # 中国华录·重庆数据湖产业园
        owner = words.by_end.get(start - 1)
        return owner.start if owner is not None and owner.type != "person" else start
    if before not in ("（", "("):
        return start
    outer = words.by_end.get(start - 1)
    return outer.start if outer is not None and outer.type == "region" else start


def _bare_zone(words: Words, lex: Lexicon, start: int) -> bool:
    """Whether 高新区 alone means the zone of the article, not a class of zones."""
    before = words.text[max(0, start - 4) : start]
    if not before:
        return True
    if before[-1] in _QUANTIFIERS or before[-1].isdigit():
        return False
    return not before.endswith(lex.stops("region.zone_bare"))


def find_towns(words: Words, lex: Lexicon) -> None:
    """Add towns and street offices: a division with a short name and the suffix, or an unknown word with it."""
    stops = lex.stops("region.town")
    for match in lex.town.finditer(words.text):
        start, end = match.span()
        token = words.token_before(end)
        if (token is None and not _glued(words, end)) or words.text[max(0, end - 5) : end].endswith(stops):
            continue
        left = _town_parent(words, lex, start)
        if left is not None:
            name, ids = words.text[left.start : end], (*left.rules, "region.town")
            words.add(Found(left.start, end, "region", name, ids, "town", left.regions, code=left.code))
        elif token is not None and token.start < start and 3 <= len(token.text) <= 4 and token.tag == "ns":
            words.add(Found(token.start, end, "region", token.text, ("region.town",), "town"))


def _town_parent(words: Words, lex: Lexicon, start: int) -> Found | None:
    for at in range(start - 1, max(start - _TOWN_CHARS, -1), -1):
        found = words.by_end.get(at)
        if found is not None and found.family in ("division", "zone"):
            inside = [t for t in words.tokens[words.starts.get(at, len(words.tokens)) :][:4] if t.start < start]
            named = all(lex.sense.nameable(t) and t.text not in lex.sense.generic for t in inside)
            return found if inside and named else None
        if not words.text[at].isalpha():
            return None
    return None


def county_shorts(found: list[Found], lex: Lexicon) -> dict[str, tuple[Region, ...]]:
    """Short names of the counties whose full name stands somewhere in the batch, for use alone in it."""
    shorts: dict[str, tuple[Region, ...]] = {}
    for one in found:
        for region in one.regions if one.family == "division" else ():
            if region.level == COUNTY and region.short not in lex.not_below and len(region.short) > 1:
                shorts[region.short] = tuple(dict.fromkeys((*shorts.get(region.short, ()), region)))
    return shorts
