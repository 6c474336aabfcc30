"""A text with its words in, firms that only a frame names out: a stock code, a report of results, a definition."""

from __future__ import annotations

from econ_extract.models import Token
from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon

_MOST_WORDS, _MOST_CHARS, _MOST_LATIN = 5, 8, 16
# What stands before a name that opens a clause: a time or a word that leads in.
_LEADS = ("t", "m", "p", "c", "uj", "d")
_TIMES = frozenset("日月年晚间早电讯时")
_RULES_OF_FRAMES = frozenset({"org.framed", "org.listed", "org.known_framed"})


def find_listed(words: Words, lex: Lexicon) -> None:
    """Add the names that stand before a stock code in brackets."""
    for match in lex.listed.finditer(words.text):
        at = match.start()
        named = words.by_end.get(at)
        if named is not None and named.type == "org":
            if named.family == "plain":
                words.add(Found(named.start, at, "org", named.canonical, ("org.listed",)))
            continue
        begin = _name_before(words, lex, at, bounded=False)
        if begin is not None:
            words.add(Found(begin, at, "org", words.text[begin:at], ("org.listed",)))


def find_framed(words: Words, lex: Lexicon) -> None:
    """Add the names that open a clause and whose results, reports or deals it tells."""
    if lex.frame_words.search(words.text) is None:
        return
    for match in lex.framed.finditer(words.text):
        at = match.start()
        named = words.by_end.get(at)
        if named is not None and named.type != "person":
            continue
        begin = _name_before(words, lex, at, bounded=True)
        if begin is None or (match.group()[0] in ":：" and not _heads(words.text, begin)):
            continue
        if (match.lastgroup == "weak" or at - begin < 3) and not _looks_named(words, lex, begin, at):
            continue
        words.add(Found(begin, at, "org", words.text[begin:at], ("org.framed",)))


def _heads(text: str, begin: int) -> bool:
    """Whether a name stands at the head of a title or paragraph."""
    return begin == 0 or text[begin - 1] in "【】[]\n\u3000 |"


def _name_before(words: Words, lex: Lexicon, end: int, bounded: bool) -> int | None:
    """Where a firm's name that ends at an offset starts: back to the clause's head, or to a word that is none of it.

    With `bounded` the name must open its clause, behind at most a time or a conjunction.
    """
    number = words.ends.get(end)
    begin: int | None = None
    taken = 0
    while number is not None and number >= 0 and taken < _MOST_WORDS:
        token = words.tokens[number]
        limit = _MOST_LATIN if words.text[token.start : end].isascii() else _MOST_CHARS
        ends_firm = not taken and token.text in lex.firm_ends  # 中岭|股份
        if end - token.start > limit or not (ends_firm or _in_name(words, lex, token)):
            break
        begin, taken, number = token.start, taken + 1, number - 1
    if begin is not None and number is not None and number >= 0 and taken < _MOST_WORDS:
        opener = words.tokens[number]
        if opener.text in lex.framed_openers and opener.end == begin and len(words.tokens[number + 1].text) == 1:
            begin = opener.start  # 中|泰|股份
    if begin is None or end - begin < 3 and words.text[begin] == "据" or end - begin < 2:
        return None
    before = words.token_before(begin)
    if words.text[begin] == "据":  # glued to an unknown name: 据岭海|钴业
        begin += 1
    name = words.text[begin:end]
    if name in lex.firm_ends and name in lex.not_framed:
        return None
    opens = before is None or not before.text[-1].isalnum() or before.text[-1] in _TIMES or before.tag in _LEADS
    if (bounded and not opens) or not _may_name(words, lex, begin, end, name):
        return None
    return begin


def _in_name(words: Words, lex: Lexicon, token: Token) -> bool:
    """Whether a firm's short name may hold a word: no time, no class of firms, no place that stands for itself."""
    text = token.text
    if text in lex.not_framed or token.tag in ("t", "m", "mq"):
        return False
    return lex.sense.loose(token)


def _may_name(words: Words, lex: Lexicon, begin: int, end: int, name: str) -> bool:
    """Whether a run is no class of firms (上市险企), no place and no person."""
    if name.endswith(lex.no_framed_end) or name.startswith(lex.no_framed_start):
        return False
    inner = words.by_start.get(begin)
    return inner is None or inner.end == end or (inner.end < end and inner.type == "region")


def _looks_named(words: Words, lex: Lexicon, begin: int, end: int) -> bool:
    """Whether a run holds a proper name, an unknown word, or ends as firms do."""
    if end - begin > 3 and words.text[begin:end].endswith(lex.firm_ends):
        return True
    number = words.starts.get(begin, words.over(begin))
    if number is None:
        return False
    first, *rest = [token for token in words.tokens[number : number + _MOST_WORDS] if token.end <= end]
    if first.tag.startswith(("nz", "nt", "x", "eng")) or len(first.text) == 1:
        return True
    return end - begin > 3 and first.tag in ("nr", "ns") and any(token.tag == "x" for token in rest)


def framed_forms(words: Words) -> list[tuple[str, Found]]:
    """(name, entity) of every name that a frame of this text makes known in the batch."""
    made = [one for one in words.found if one.type == "org" and one.end - one.start > 1]
    return [(words.text[one.start : one.end], one) for one in made if _RULES_OF_FRAMES.intersection(one.rules)]


def definitions(words: Words, lex: Lexicon) -> list[tuple[str, Found]]:
    """(short form, the entity it stands for) of every 以下简称 in a bracket that follows an entity."""
    short_forms: list[tuple[str, Found]] = []
    for match in lex.defined.finditer(words.text):
        named = words.by_end.get(match.start())
        if named is None or named.family in ("anaphor", "zone_bare"):
            continue
        for group in ("a", "b"):
            short = match.group(group)
            if short and short not in lex.sense.generic and not short.startswith(("本", "该", "我")):
                short_forms.append((short, named))
    return short_forms
