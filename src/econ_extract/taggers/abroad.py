"""A text with its words and places in, offices of other countries, of unions of countries, and missions abroad out."""

from __future__ import annotations

from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon

_WORDS, _CHARS = 7, 16
_MISSION_CHARS = 10


def find_offices(words: Words, lex: Lexicon) -> None:
    """Add offices behind a country or a union of countries: 日本财务省, 巴西地理统计局, 联合国难民署, 美国防部."""
    stops = frozenset(lex.stops("org.abroad"))
    for match in lex.office.finditer(words.text):
        start, end = match.span()
        begin = _country_before(words, lex, start, end, stops)
        if begin is not None:
            words.add(Found(begin, end, "org", words.text[begin:end], ("org.abroad",)))
            continue
        short = lex.office_letters.get(words.text[start - 1 : start])
        alone = not words.text[max(0, start - 2) : start - 1].isalnum()
        if short and alone and match.group() in lex.offices_of_letters:
            words.add(Found(start - 1, end, "org", short + match.group(), ("org.abroad",)))
    for match in lex.mission.finditer(words.text):
        begin = _mission_start(words, match.start())
        if begin is not None:
            words.add(Found(begin, match.end(), "org", words.text[begin : match.end()], ("org.mission",)))


def _country_before(words: Words, lex: Lexicon, start: int, end: int, stops: frozenset[str]) -> int | None:
    """Where the country stands that an office belongs to, with nothing but nouns between."""
    at = start
    number = words.ends.get(start, words.over(start))
    if end not in words.ends and not _cut_behind(words, end):
        return None
    for _ in range(_WORDS):
        found = words.by_end.get(at)
        if found is not None and _holds_offices(found):
            return None if words.text[at:end] in stops else found.start
        if number is None or number < 0 or end - at > _CHARS:
            return None
        token = words.tokens[number]
        before = words.by_start.get(token.start)
        if before is not None and before.end <= start and _holds_offices(before):
            return before.start
        if token.text not in ("及", "和", "与") and (not lex.sense.nameable(token) or token.text in lex.sense.generic):
            return None
        at, number = token.start, number - 1
    return None


def _cut_behind(words: Words, end: int) -> bool:
    """Whether the word over an edge is glued of what the dictionary lacks (部说)."""
    number = words.over(end)
    return number is not None and words.tokens[number].tag == "x"


def _holds_offices(found: Found) -> bool:
    return bool({"region.country", "org.world"}.intersection(found.rules)) and found.rules[-1] != "org.abroad"


def _mission_start(words: Words, start: int) -> int | None:
    """Where a mission's name starts: 中国驻法兰克福(总领馆), 美国驻华(大使馆), 驻日(使馆)."""
    floor = max(0, start - _MISSION_CHARS)
    at = words.text.rfind("驻", floor, start)
    if at < 0 or not words.text[at + 1 : start].isalpha() or words.text[at + 1] in "外多各在":
        return None
    sender = words.by_end.get(at)
    if sender is not None and sender.type == "region":
        return sender.start
    return at if at in words.starts and start - at > 1 else None
