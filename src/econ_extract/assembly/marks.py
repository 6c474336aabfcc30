"""A phrase with half a pair of brackets or quotation marks in, the same with both halves or with neither out."""

from __future__ import annotations

import re

MARKED, SPACES = re.compile("[()“”‘’《》【】]"), re.compile(r"[ \t\u3000]+")
_PAIRS = {"(": ")", "“": "”", "《": "》", "‘": "’", "【": "】"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_REACH = 24  # characters between the words of a phrase and the mark that it lacks
_CLAUSE = re.compile(r"[,。;!?\n]")  # no phrase goes on over these


def closed(phrase: str, text: str, at: int) -> str:
    """The phrase with the marks that it lacks, as `text` (without spaces) has them next to `at`, else without them."""
    for _ in range(len(phrase)):
        half = _half(phrase)
        if half is None:
            break
        opens = phrase[half] in _PAIRS
        part = phrase[half:] if opens else phrase[: half + 1]
        place = _place(part, text, at)
        if opens and half < len(phrase) - 1 and (rest := _to_closing(part, text, place)):
            phrase += rest
        elif (
            phrase[half] in "”’》"
            and phrase[half + 1 : half + 2] not in ("的", "、")
            and (rest := _from_opening(part, text, place))
        ):
            phrase = rest + phrase
        else:
            phrase = _without(phrase, half)
    return phrase


def _half(phrase: str) -> int | None:
    """The first mark of a phrase that has no other half in it."""
    opened: list[int] = []
    for at, mark in enumerate(phrase):
        if mark in _PAIRS:
            opened.append(at)
        elif mark in _OPENING:
            if not opened or phrase[opened[-1]] != _OPENING[mark]:
                return at
            opened.pop()
    return opened[0] if opened else None


def _place(phrase: str, text: str, at: int) -> int:
    """Where the phrase stands last before `at`, else first behind it; -1 where its words come from several places."""
    before = text.rfind(phrase, 0, at)
    return before if before >= 0 else text.find(phrase, at)


def _to_closing(part: str, text: str, place: int) -> str | None:
    """What stands between a part that begins with a mark and the mark that closes it, with that, where it is near."""
    if place < 0:
        return None
    end = place + len(part)
    closing = text.find(_PAIRS[part[0]], end, end + _REACH)
    between = text[end:closing]
    return between + text[closing] if closing >= 0 and not _apart(between, part[0]) else None


def _from_opening(part: str, text: str, place: int) -> str | None:
    """What stands between the mark that opens it, with that, and a part that ends with a mark, where it is near."""
    if place < 0:
        return None
    opening = text.rfind(_OPENING[part[-1]], max(0, place - _REACH), place)
    between = text[opening + 1 : place]
    listed = "、" in between  # “跨区域、跨单位”联盟: what stands behind the list is named
    return text[opening:place] if opening >= 0 and not listed and not _apart(between, part[-1]) else None


def _apart(between: str, mark: str) -> bool:
    """Whether words part the two marks of a pair: another clause, another pair."""
    return _CLAUSE.search(between) is not None or mark in between


def _without(phrase: str, half: int) -> str:
    """The phrase without what its `half` parts from it: a bracket's words, of a quotation its end, or the mark."""
    if phrase[half] == "(":
        return phrase[:half] or phrase[1:]
    if phrase[half] in ")”" and (rest := phrase[half + 1 :].lstrip("的、")):
        return rest
    return phrase[:half] + phrase[half + 1 :]
