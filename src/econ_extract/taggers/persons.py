"""A text with its words in, persons out: a surname and a given name in a frame of the text."""

from __future__ import annotations

import re

from econ_extract.models import Token
from econ_extract.taggers.found import Found, Words
from econ_extract.taggers.lexicon import Lexicon
from econ_extract.taggers.segment import dictionary

_NO_GIVEN = ("p", "c", "u", "r", "q", "f", "t", "y", "d", "m")
# What may stand between a name and its verb of saying.
_BETWEEN = re.compile(
    r"(?:在接受[^，,。]{0,14}采访时|对[^，,。]{0,8}|向[^，,。]{0,8}|在[^，,。]{0,14}[上中时])?(?:也|则|还|均|曾|就|进一步|这样)?[，,]?\Z"
)
_WINDOW = 28
_UNFRAMED = ("person.unknown", "person.dictionary")
_LIST = re.compile(r"[、\s，,]{1,2}|和")


def find_persons(words: Words, lex: Lexicon) -> None:
    """Add the persons of every frame: after a title or in a byline, before a verb of saying, foreign names."""
    for match in lex.title_any.finditer(words.text):
        end, rule = _name_end(words, lex, match.end()), "person.title"
        longer = _transcribed_end(words, lex, match.end())
        if longer is not None and (end is None or longer > end):
            end, rule = longer, "person.transcribed"
        if end is not None:
            _add(words, match.end(), end, rule)
    for match in lex.reporter.finditer(words.text):
        _byline(words, lex, match.end())
    for match in lex.said.finditer(words.text):
        start = match.start()
        window = words.text[max(0, start - _WINDOW) : start]
        between = _BETWEEN.search(window)
        edges = {start, start - len(between.group())} if between else {start}
        for edge in sorted(edges):
            begin = _name_start(words, lex, edge)
            if begin is not None:
                _add(words, begin, edge, "person.said")
                break
    _foreign(words, lex)
    _dictionary(words, lex)


def _add(words: Words, start: int, end: int, rule: str) -> None:
    ids = (rule,) if rule == "person.transcribed" else ("person.surname", rule)
    if rule in _UNFRAMED:
        ids = (*ids[:-1], "person.acts", rule)
    words.add(Found(start, end, "person", words.text[start:end], ids))


def _byline(words: Words, lex: Lexicon, at: int) -> None:
    """The names of a byline, one after another."""
    while True:
        end = _name_end(words, lex, at)
        if end is None:
            return
        _add(words, at, end, "person.reporter")
        gap = _LIST.match(words.text, end)
        if gap is None:
            return
        at = gap.end()


def _surname(lex: Lexicon, text: str) -> int:
    """How many characters of the surname stand at the start of `text`; 0 for none."""
    if text[:2] in lex.long_surnames:
        return 2
    return 1 if text[:1] in lex.surnames else 0


def _whole(lex: Lexicon, token: Token, surname: int) -> bool:
    """Whether one word is a name: unknown to the dictionary, or there as a person."""
    if token.text in lex.no_person or not token.tag.startswith(("nr", "x")):
        return False
    if token.tag == "x" and token.text[0] in lex.also_words and not _unknown_given(token):
        return False
    return surname < len(token.text) <= surname + 2 and _clean(lex, token.text[surname:])


def _clean(lex: Lexicon, given: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" and c not in lex.not_given for c in given)


def _given(lex: Lexicon, token: Token) -> bool:
    return len(token.text) <= 2 and not token.tag.startswith(_NO_GIVEN) and _clean(lex, token.text)


def _name_end(words: Words, lex: Lexicon, start: int) -> int | None:
    """Where a name that starts at an offset ends; None when the words there are no name."""
    first = words.token_at(start)
    if first is None:
        return None
    surname = _surname(lex, words.text[start : start + 2])
    if not surname:
        return None
    after = words.token_at(first.end)
    if _whole(lex, first, surname):
        if len(first.text) == surname + 1 and after is not None and len(after.text) == 1 and _given(lex, after):
            follow = words.token_at(after.end)
            if after.tag.startswith(("x", "nr", "n", "g", "zg")) and (follow is None or not follow.text[0].isdigit()):
                return after.end
        return first.end
    if len(first.text) != surname or after is None or not _given(lex, after):
        return None
    if len(after.text) == 1:
        third = words.token_at(after.end)
        if third is not None and len(third.text) == 1 and _given(lex, third):
            return third.end
        return after.end
    if after.tag.startswith("v") and not _boundary(words, lex, after.end):
        return None
    return after.end


def _boundary(words: Words, lex: Lexicon, at: int) -> bool:
    """Whether a name may well end here: at a mark, the end, or a verb of saying."""
    follow = words.text[at : at + 1]
    return not follow or not follow.isalnum() or lex.said.match(words.text, at) is not None


def _name_start(words: Words, lex: Lexicon, end: int) -> int | None:
    """Where a name that ends at an offset starts; None when the words there are no name."""
    number = words.ends.get(end)
    for back in range(3):
        if number is None or number - back < 0:
            return None
        start = words.tokens[number - back].start
        if end - start > 4:
            return None
        if end - start >= 2 and _surname(lex, words.text[start : start + 2]) and _name_end(words, lex, start) == end:
            before = words.token_before(start)
            if words.text[start:end] in lex.no_person:
                return None
            if before is not None and back == 0 and end - start == 2 and before.text in lex.surnames:
                ahead = words.token_before(before.start)
                if ahead is None or not ahead.text[-1].isalnum() or ahead.tag == "p" or len(ahead.text) > 1:
                    return before.start  # 丁|薛祥, 据|蓝|向东, 领队|冷|向阳
            lone = (
                back > 0
                and before is not None
                and before.text[-1:] in lex.sense.stop_chars
                and before.text not in "和与及"
            )
            return None if lone and end - start == 2 else start
    return None


def _foreign(words: Words, lex: Lexicon) -> None:
    """Add names in letters of transcription with points between them."""
    letters, more = lex.foreign_letters, lex.foreign_letters | POINTS
    resume = 0
    for match in _POINT.finditer(words.text):
        start, end = match.span()
        if start < resume:
            continue
        if (resume := _runs_on(words.text, more, match.end())) - start > _LONGEST_FOREIGN:
            continue  # no name: letters and points without end
        while start > 0 and match.start() - start < 8 and words.text[start - 1] in letters:
            start -= 1
        while start < match.start() and start not in words.starts:
            start += 1
        last = end
        while end < len(words.text) and end - match.end() < 30 and words.text[end] in more:
            end += 1
            if words.text[end - 1] not in POINTS and end in words.ends:
                last = end
        if start < match.start() and last > match.end():
            words.add(Found(start, last, "person", words.text[start:last], ("person.foreign",)))


def _runs_on(text: str, letters: frozenset[str], at: int) -> int:
    """Where a run of letters of transcription and points ends."""
    while at < len(text) and text[at] in letters:
        at += 1
    return at


_LONGEST_FOREIGN = 40
POINTS = frozenset("·•・‧")
_POINT = re.compile(r"[·•・‧](?=[\u4e00-\u9fff])")


def _unknown_given(token: Token) -> bool:
    """Whether the given name is no common word of its own: 高水平 is none of the Gao family."""
    return dictionary()[1].get(token.text[1:], "x").startswith(("x", "nr", "nz"))


def _dictionary(words: Words, lex: Lexicon) -> None:
    """Add names that stand in no frame, where the dictionary, the shape of the word and the words beside it agree.

    A name in a list with such a name is one too.
    """
    longer = [token for token in words.tokens if len(token.text) > 2]
    shaped = [(token, rule) for token in longer if (rule := _shape(words, lex, token)) is not None]
    taken = [
        _beside_person(words, lex, token) or (rule != "person.dictionary" and _opens_sentence(words, token))
        for token, rule in shaped
    ]
    for order in (range(1, len(shaped)), range(len(shaped) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for i in order:
            first, last = sorted((shaped[i][0], shaped[i + step][0]), key=lambda t: t.start)
            taken[i] = taken[i] or (taken[i + step] and bool(_LIST.fullmatch(words.text, first.end, last.start)))
    for (token, rule), person in zip(shaped, taken, strict=True):
        if person:
            _add(words, token.start, token.end, rule)


def _shape(words: Words, lex: Lexicon, token: Token) -> str | None:
    """The rule by which a word of three characters and more has the shape of a name; None when it has not."""
    text, tag = token.text, token.tag
    if not tag.startswith(("nr", "x")) or text in lex.no_person:
        return None
    surnamed = len(text) == 3 and text[0] in lex.surnames
    if surnamed and tag == "nr" and not text.endswith(lex.no_person_end) and _unknown_given(token):
        return "person.dictionary"
    if surnamed and tag == "x" and not text.endswith(lex.no_unknown_end) and _whole(lex, token, 1):
        return "person.unknown"
    return "person.transcribed" if tag == "nrt" and _transcribed(words, lex, token) else None


def _beside_person(words: Words, lex: Lexicon, token: Token) -> bool:
    """Whether a name stands apart from the word before it, with a person listed behind it or what persons do."""
    before, text = words.token_before(token.start), words.text
    apart = before is None or not before.text[-1].isalpha() or before.tag in ("p", "c", "uj", "v", "t", "m")
    framed = None if before is None else words.by_end.get(before.end)
    if not apart and (framed is None or framed.type != "person"):
        return False
    if lex.person_acts.match(text, token.end):
        return True
    listed = _LIST.match(text, token.end)
    following = words.by_start.get(listed.end()) if listed else None
    return following is not None and following.type == "person"


def _opens_sentence(words: Words, token: Token) -> bool:
    """Whether a name opens its clause and a verb, an adverb or a preposition follows."""
    before, after = words.token_before(token.start), words.token_at(token.end)
    opens = before is None or before.text[-1] in "，。；：！？“、,;\n" or before.text.isspace()
    return opens and after is not None and after.tag in ("v", "d", "p")


def _transcribed(words: Words, lex: Lexicon, token: Token) -> bool:
    """Whether a foreign name of the dictionary is a person's: not where places stand."""
    if not lex.foreign_letters.issuperset(token.text) or token.text.endswith(lex.no_transcribed_end):
        return False
    before = words.token_before(token.start)
    placed = before is not None and (before.tag == "p" or before.text[-1] in "驻赴抵访往州省国")
    return not placed and not words.text.startswith(lex.not_after_transcribed, token.end)


def _transcribed_end(words: Words, lex: Lexicon, start: int) -> int | None:
    """Where a foreign name that follows a title ends: words of letters of transcription that are no common words."""
    at = start
    while at - start < _LONGEST_TRANSCRIBED:
        token = words.token_at(at)
        if token is None or not lex.foreign_letters.issuperset(token.text):
            break
        if len(token.text) > 1 and not token.tag.startswith(("nr", "x", "nz", "ns")):
            break
        at = token.end
    return (
        at
        if 3 <= at - start <= _LONGEST_TRANSCRIBED
        and words.text[at - 1] not in "及和与"
        and not words.text[start:at].endswith(lex.no_transcribed_end)
        else None
    )


_LONGEST_TRANSCRIBED = 8
