"""A text with its words and regions in, organisations out: from the suffix leftwards to where the name starts."""

from __future__ import annotations

import re

from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon

_NAME_WORDS, _NAME_CHARS = 14, 30
# Organisations whose institutes and centres are organisations too.
_BODIES = frozenset({"org.central", "org.known", "org.world", "org.institution", "org.bank", "org.exchange"})
_LEVELS = ("自治区", "省", "市", "区", "县", "州", "旗")
# What an institution's name may start with instead of a place.
_WORLD = frozenset({"国际", "全国", "世界", "亚洲", "国家", "中华", "国立"})
# 武汉市委书记: the words may be cut 委书记; the committee ends where the office of a person begins.
_LEADERS = re.compile(r"(?<=委)(?:副?书记|常委|秘书长)")
_LEVEL_HEADS = re.compile(r"(自治区|[省市区县州镇])(?=政府|委|党委)")


def find_orgs(words: Words, lex: Lexicon) -> None:
    """Add organisations by suffix, from left to right, so that an office finds the place or body in front of it."""
    for match in lex.org.finditer(words.text):
        start, end = match.span()
        rule = lex.org_rule[match.group()]
        if end not in words.ends and not _inside_name(words, end) and not _LEADERS.match(words.text, end):
            continue
        family = str(rule.value["family"])
        begin = _FINDERS[family](words, lex, start, end, frozenset(rule.stops))
        if begin is None:
            continue
        owner = words.by_end.get(begin)
        if family == "brand" and owner is not None and "org.known" in owner.rules:  # 中国石油吉林石化公司
            begin = owner.start
        inner = words.by_start.get(begin)
        ids = (rule.id,) if inner is None or inner.end > end else (*inner.rules, rule.id)
        text = words.text[begin:end]
        level = _LEVEL_HEADS.match(text)
        bare = text.startswith(_LEVELS) and (inner is None or inner.end > end)
        if bare and (family == "government"):
            head = level.group(1) if level else next(h for h in _LEVELS if text.startswith(h))
            words.add(Found(begin, end, "org", text, (rule.id,), "level_org", head=head))
        else:
            words.add(Found(begin, end, "org", text, tuple(dict.fromkeys(ids))))


def _inside_name(words: Words, offset: int) -> bool:
    """Whether the word over an offset is a dictionary name of an organisation."""
    number = words.over(offset)
    return number is not None and words.tokens[number].tag in ("nt", "nz")


def _refused(words: Words, lex: Lexicon, begin: int, start: int, end: int, stops: frozenset[str]) -> bool:
    """Whether a name is only a class of organisations (上市公司), with or without a place before it.

    The suffix itself starts at `start`; a class that is no more than the suffix (农商行) may stand after a place.
    """
    text = words.text
    for cut in range(begin, start + 1):
        if text[cut:end] in stops:
            place = words.by_start.get(begin)
            if cut == begin or (place is not None and place.type == "region"):
                return cut == begin or cut < start
            token = words.token_at(begin)
            return token is None or not lex.sense.proper(token)
    return False


def _region_at(words: Words, at: int) -> Found | None:
    found = words.by_start.get(at)
    usable = found is not None and found.type == "region" and found.family not in ("anaphor", "zone_bare")
    return found if usable else None


def _body_at(words: Words, at: int, end: int) -> bool:
    """Whether an organisation starts here that another one may belong to (中国科学院昆明动物研究所)."""
    body = words.by_start.get(at)
    return body is not None and body.type == "org" and body.end <= end and bool(_BODIES.intersection(body.rules))


def _company(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """A firm with its legal form: back to the place the name starts with, else to the first word that may name it."""
    own = words.token_before(end)
    if own is not None and own.start < start and own.tag in ("nt", "nz"):
        return own.start
    reach = lex.sense.starts_left(words, start, _NAME_WORDS, _NAME_CHARS)
    begin: int | None = None
    for at in reach:
        token = words.token_at(at)
        assert token is not None
        if token.text in lex.sense.generic:
            break
        begin = at
    reach = [at for at in reach if begin is not None and at >= begin]
    places = [at for at in reach if _region_at(words, at) is not None and not _in_bracket(words, at)]
    if not places:
        beyond = _place_beyond(words, lex, reach[-1] if reach else start)
        if beyond is not None:
            return beyond
    if places:
        begin = places[-1]
        ahead = words.token_before(begin)
        if ahead is not None and ahead.start in reach and lex.sense.proper(ahead) and len(ahead.text) > 1:
            begin = ahead.start
    elif begin is not None:
        proper = [at for at in reach if lex.sense.proper(words.tokens[words.starts[at]])]
        begin = proper[-1] if proper else None
    if begin is None or start - begin < 2 or _refused(words, lex, begin, start, end, stops):
        return None
    return begin


def _place_beyond(words: Words, lex: Lexicon, at: int) -> int | None:
    """The place right before one or two odd words that a firm's name holds (深圳市优必选…)."""
    for _ in range(3):
        place = words.by_end.get(at)
        if place is not None and _region_at(words, place.start) is not None:
            return place.start
        token = words.token_before(at)
        if token is None or not lex.sense.loose(token):
            return None
        at = token.start
    return None


def _in_bracket(words: Words, at: int) -> bool:
    return words.text[at - 1 : at] in ("（", "(")


def _brand(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """A proper name right before a trade (中原信托), or a place with a few nouns before 集团 and its like."""
    head = words.text[start:end]
    own = words.token_before(end)
    if own is not None and own.start < start and own.tag in ("nt", "nz") and own.text not in stops:
        country = words.by_start.get(own.start)
        classed = country is not None and country.type == "region" and country.end == start  # 美国公司
        return None if classed or _refused(words, lex, own.start, start, end, stops) else own.start
    if head.endswith(("公司", "集团")):
        known = words.by_end.get(end - 2)
        if known is not None and known.type == "org":
            return known.start
    named = words.by_end.get(start)
    if named is not None and named.type == "org" and named.family == "plain":
        told = head not in lex.weak_trades or _said_of(words, end)
        return named.start if told and head not in lex.not_after_name else None
    if named is not None and named.type == "region" and named.family not in ("anaphor", "zone_bare"):
        following = words.token_at(end)
        placed = head in lex.after_place and named.family in ("division", "zone")
        placed = placed and (following is None or following.text not in lex.not_before)  # 景德镇航空产业
        return named.start if placed and not _refused(words, lex, named.start, start, end, stops) else None
    return _brand_before(words, lex, start, end, stops)


def _brand_before(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """The start of a firm's name from the words before its trade, with the place right before it."""
    token = words.token_before(start)
    if token is None or not lex.sense.nameable(token) or token.text in lex.sense.generic:
        return None
    begin = _brand_place(words, lex, start) if words.text[start:end] in lex.after_place_and_nouns else None
    if begin is None:
        begin = _brand_word(words, lex, start)
        if begin is not None and words.text[start:end] in lex.weak_trades and not _opens(words, begin, end):
            return None
    if begin is None or _refused(words, lex, begin, start, end, stops):
        return None
    ahead = words.by_end.get(begin)
    if ahead is not None and ahead.type == "region" and ahead.family in ("division", "zone"):
        return ahead.start
    return begin


def _opens(words: Words, begin: int, end: int) -> bool:
    """Whether a brand opens its clause and something is said of it: no preceding word, no noun behind."""
    before, place = words.token_before(begin), words.by_end.get(begin)
    placed = place is not None and place.type == "region" and place.family != "anaphor"
    opens = placed or before is None or not before.text[-1].isalnum() or before.tag.startswith(("c", "p"))
    return opens and _said_of(words, end)


def _said_of(words: Words, end: int) -> bool:
    """Whether no noun follows."""
    after = words.token_at(end)
    return after is None or not after.text[0].isalpha() or after.tag.startswith(("v", "d", "p", "t", "c"))


def _brand_place(words: Words, lex: Lexicon, start: int) -> int | None:
    """The place that a name of at most three nouns before the suffix starts with."""
    for at in lex.sense.starts_left(words, start, 4, 14):
        token = words.token_at(at)
        if token is not None and token.text in lex.sense.generic:
            return None
        place = _region_at(words, at)
        if place is not None:
            # 捷克贸易公司 is a class; the country needs a name behind it (法国液化空气集团 has 集团).
            classed = "region.country" in place.rules and words.text.startswith("公司", start)
            return None if classed else at
    return None


def _brand_word(words: Words, lex: Lexicon, start: int) -> int | None:
    """The start of a proper name of two to six characters that ends at `start`."""
    word = words.token_before(start)
    assert word is not None
    if len(word.text) == 1:
        before = words.token_before(word.start)
        if before is None or not lex.sense.proper(before) or before.tag.startswith("ns") or len(before.text) > 2:
            return None
        return before.start
    if any(c.isdigit() for c in word.text):
        return None
    if not word.tag.startswith(("nz", "nr", "ns", "x", "eng")) or len(word.text) > 6:
        return None
    return word.start


def _institution(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """A place, or a proper name, with nothing but nouns up to the suffix."""
    own = words.token_before(end)
    if own is not None and own.text in stops:
        return None
    if own is not None and own.start < start and own.tag in ("nt", "nz"):
        place = words.by_end.get(own.start)
        placed = place is not None and place.type == "region" and place.family != "anaphor"
        return place.start if place is not None and placed else _behind_point(words, lex, own.start)
    begin = _institution_start(words, lex, start)
    if begin is None or _refused(words, lex, begin, start, end, stops):
        return None
    country = words.by_start.get(begin)
    bare = country is not None and country.end == start and country.type == "region" and country.family == "plain"
    if bare and words.text[start:end] in lex.bare_classes:
        return None
    return _behind_point(words, lex, begin)


def _behind_point(words: Words, lex: Lexicon, begin: int) -> int:
    """约翰斯·霍普金斯大学: what stands before the point belongs to the name."""
    if words.text[begin - 1 : begin] not in ("·", "•") or begin < 2:
        return begin
    token = words.token_before(begin - 1)
    return token.start if token is not None and lex.foreign_letters.issuperset(token.text) else begin


def _institution_start(words: Words, lex: Lexicon, start: int) -> int | None:
    begin: int | None = None
    reach = lex.sense.starts_left(words, start, 8, 20)
    joint = words.token_before(reach[-1] if reach else start)
    if joint is not None and joint.text in ("与", "和") and not any(_region_at(words, at) for at in reach):
        # 上海金融与发展实验室: only a place beyond makes the two halves one name.
        beyond = lex.sense.starts_left(words, joint.start, 3, 10)
        places = [at for at in beyond if _region_at(words, at) is not None and at != beyond[0]]
        if places and reach:
            return places[-1]
    for at in reach:
        token = words.tokens[words.starts[at]]
        if token.text in lex.sense.generic - _WORLD:
            break
        placed = _region_at(words, at) is not None or token.text in _WORLD or _body_at(words, at, start)
        named = begin is None and len(token.text) > 1 and lex.sense.proper(token)
        if placed or (named and not token.tag.startswith(("j", "nr"))):
            begin = at
    return begin


def _government(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """The office of a place, of a zone, or of a bare 省 市 区 县."""
    text = words.text
    if any(text.startswith(stop, start) for stop in stops if len(stop) > end - start):
        return None  # 全国|政府性基金
    named = words.by_end.get(start)
    if named is None and text[start] in _LEVELS:
        named = words.by_end.get(start + 1)  # 绍兴市 + 市委 share their 市
    if named is not None and named.type in ("region", "org") and named.family not in ("zone_bare",):
        if named.family == "anaphor":
            return None
        begin = named.start
        body = words.by_end.get(begin)
        if body is not None and body.type == "org" and named.type == "region":
            begin = body.start
        return begin - 2 if text[max(0, begin - 2) : begin] == "中共" else begin
    if text[start:end] in stops:
        return None
    if named is not None and named.family == "zone_bare":
        return named.start
    if _LEVEL_HEADS.match(text, start) and start in words.starts:
        # 市政府 after a place that ends elsewhere: 青岛|市政府.
        return None if text[max(0, start - 1) : start] in tuple("各县级") else start
    for level in _LEVELS:
        begin = start - len(level)
        if begin < 0 or not text.startswith(level, begin):
            continue
        if begin in words.starts or text[begin - 1] in lex.sense.stop_chars:
            return begin if text[max(0, begin - 1) : begin] not in tuple("各省市县区") else None
    return None


def _department(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """An office right after a place or zone, with one to four nouns between."""
    own = words.token_before(end)
    if own is None or own.text in stops or words.text[start:end] in stops:
        return None
    for at in (*lex.sense.starts_left(words, start, 4, 10),) if start in words.starts else (own.start,):
        place = words.by_end.get(at)
        if place is not None and place.type == "region" and place.family in ("division", "zone", "zone_bare"):
            between = words.tokens[words.starts[at]]
            return place.start if len(words.text[at:start]) > 1 and lex.sense.nameable(between) else None
    return None


def _branch(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """The branch of an organisation at a place (农行湖州分行, 农行浙江省分行, 农行省分行)."""
    start += words.by_end.get(start) is None and words.by_end.get(start + 1) is not None  # 浙江省|分行, not 浙江|省分行
    place = words.by_end.get(start)
    if place is None and words.text[start] in _LEVELS:
        place = words.by_end.get(start + 1)  # 福建省 + 省分行 share their 省
    if place is None or place.family in ("anaphor", "zone_bare"):
        return None
    if place.type == "org":
        return place.start if words.text[start:end] != "总部" else None
    if place.type == "region":
        body = words.by_end.get(place.start)
        if body is not None and body.type == "org":
            return body.start
        return place.start if words.text[start:end] in ("分行", "支行", "监管局", "中心支行") else None
    return None


def _local(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """The carrier of a place, where no noun follows (重庆移动, not 重庆移动互联网)."""
    place = words.by_end.get(start)
    after = words.token_at(end)
    if place is None or place.family != "division" or (after is None and end < len(words.text)):
        return None
    alone = after is None or not after.text[0].isalpha() or after.tag in ("v", "d", "p", "c") or after.text == "公司"
    if not alone and after is not None and after.tag == "vn":  # 重庆移动投资八亿元
        counted = words.token_at(after.end)
        alone = counted is not None and counted.tag == "m"
    return place.start if alone and words.text[start:end] not in stops else None


_FINDERS = {
    "local": _local,
    "company": _company,
    "brand": _brand,
    "institution": _institution,
    "government": _government,
    "department": _department,
    "branch": _branch,
}
