"""Articles of a page in, the same articles out, where two of them stand side by side and their columns were mixed.

A reader of pages goes over columns from left to right: the text of one article breaks off in mid-sentence, the head
of the next follows, and from there on pieces of both alternate. A piece goes to the article whose open sentence it
completes, or whose words it shares.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from econ_extract.lines import Line, LineCues

_OPEN_LINE = 20  # characters from which on a line without full stop is an open sentence
_COMMON = 50  # times that a word stands in the corpus behind jieba's dictionary
_CERTAIN, _LEFT_OPEN = 8.0, 3.0  # for a sentence surely completed, against one left open, in units of shared words
_WAITS = 1.0  # for each piece that an open sentence is left to wait for its end, in the same units
_AROUND = 8  # characters on both sides of a break that a torn word is looked for in
_BEAM = 64  # ways to deal the pieces out that are followed at a time
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")


def bigrams(lines: Iterable[Line]) -> Counter[str]:
    """How often each pair of characters stands in the lines, as far as cues may look at them."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(line.head[i : i + 2] for i in range(len(line.head) - 1))
    return counts


def untangled(shares: Sequence[list[Line]], look: LineCues) -> list[list[Line]]:
    """The shares with the pieces of mixed neighbours dealt out again; all others as they are."""
    out = list(shares)
    for i in range(len(out) - 1):
        out[i], out[i + 1] = _pair(out[i], out[i + 1], look)
    return out


def _pair(first: list[Line], second: list[Line], look: LineCues) -> tuple[list[Line], list[Line]]:
    tail = next((line for line in reversed(first) if line.kind == "body"), None)
    if tail is None or not is_open(tail) or not _are_mixed([x for x in second if x.kind == "body"], look):
        return first, second
    own = _unmixed(tail, second, look)
    loose = second[own:]
    pieces = [i for i, line in enumerate(loose) if line.kind in ("body", "caption")]
    sides = _sides(first, second[:own], [loose[i] for i in pieces], look)
    dealt = (list(first), second[:own])
    for begin, end, side in zip([0, *(i + 1 for i in pieces)], [*(i + 1 for i in pieces)], sides, strict=False):
        dealt[side].extend(loose[begin:end])  # with the titles above the piece
    dealt[1].extend(loose[pieces[-1] + 1 if pieces else 0 :])
    return dealt


def _unmixed(tail: Line, second: Sequence[Line], look: LineCues) -> int:
    """How many lines of the second article are surely its own: down to where it breaks off, or `tail` goes on."""
    bodies = [i for i, line in enumerate(second) if line.kind == "body"]
    for i in bodies[1:]:
        if completes(tail.tail, second[i].head, look):
            return i
        if is_open(second[i]):
            return i + 1
    return bodies[0] + 1


def _are_mixed(bodies: Sequence[Line], look: LineCues) -> bool:
    """Whether the second of two articles breaks off too, or a piece of it goes on with a sentence of another.

    Where most lines are open, the text was broken into lines, and nothing is mixed.
    """
    opens = sum(is_open(line) for line in bodies[:-1])
    return opens <= len(bodies) / 2 and (opens > 0 or any(_goes_on(line.head, look) for line in bodies[1:]))


def is_open(line: Line) -> bool:
    """Whether a line breaks off in the middle of a sentence."""
    return line.size >= _OPEN_LINE and not line.finished


def _sides(first: Sequence[Line], second: Sequence[Line], pieces: Sequence[Line], look: LineCues) -> tuple[int, ...]:
    """For each piece 0 or 1: the dealing that keeps like words together and leaves the fewest sentences open."""
    likeness = _likeness([first, second, *([piece] for piece in pieces)])
    beam: list[tuple[float, tuple[int, ...]]] = [(0.0, (0, 1))]
    tails = [next((x for x in reversed(share) if x.kind == "body"), None) for share in (first, second)]
    for number, piece in enumerate(pieces, 2):
        ways = list[tuple[float, tuple[int, ...]]]()
        for score, sides in beam:
            for side in (0, 1):
                gain = sum(likeness[number][other] for other, at in enumerate(sides) if at == side)
                tail, waiting = (_last(pieces, sides, at, tails) for at in (side, 1 - side))
                if waiting is not None and is_open(waiting):
                    gain -= _WAITS
                if piece.kind == "body" and tail is not None:
                    gain += _fit(tail, piece, look)
                ways.append((score + gain, (*sides, side)))
        beam = sorted(ways, reverse=True)[:_BEAM]
    return beam[0][1][2:]


def _last(pieces: Sequence[Line], sides: Sequence[int], side: int, tails: Sequence[Line | None]) -> Line | None:
    """The last body line that was dealt to a side."""
    dealt = (pieces[i - 2] for i in range(len(sides) - 1, 1, -1) if sides[i] == side)
    return next((line for line in dealt if line.kind == "body"), tails[side])


def _likeness(parts: Sequence[Sequence[Line]]) -> list[list[float]]:
    """For each two parts how many rare pairs of characters they share, above what chance would have."""
    words = [{pair for pair in bigrams(x for x in part if x.kind != "date") if _HAN.fullmatch(pair)} for part in parts]
    spread = Counter(pair for own in words for pair in own)
    weight = {pair: log(len(parts) / count) for pair, count in spread.items()}
    shared = [[sum(weight[p] for p in a & b) if a is not b else 0.0 for b in words] for a in words]
    size = [sum(row) for row in shared]
    total = sum(size) or 1.0
    return [[s - size[i] * size[j] / total for j, s in enumerate(row)] for i, row in enumerate(shared)]


def _fit(tail: Line, line: Line, look: LineCues) -> float:
    """How well a piece follows the last line of a side, in units of shared words."""
    if not is_open(tail):
        return -_CERTAIN if _goes_on(line.head, look) else 0.0
    if completes(tail.tail, line.head, look):
        return _CERTAIN
    return -_CERTAIN if look.search("start.sentence", line.head) else -_LEFT_OPEN


def completes(end: str, begin: str, look: LineCues) -> bool:
    """Whether a text that begins so surely goes on with one that breaks off so: as no sentence begins, or in a word."""
    return _goes_on(begin, look) or _tears_word(end[-_AROUND:], begin[:_AROUND])


def _goes_on(begin: str, look: LineCues) -> bool:
    return any(look.search(cue, begin) for cue in ("start.amount", "start.goes_on", "start.predicate"))


def _tears_word(end: str, begin: str) -> bool:
    """Whether a common word lies across the end of one line and the begin of the other."""
    from jieba import dt, setLogLevel  # only pages with mixed columns need its dictionary

    setLogLevel("WARNING")
    at = 0
    for word in dt.cut(end + begin, HMM=False):
        if at < len(end) < at + len(word):
            return int(dt.FREQ.get(word) or 0) >= _COMMON
        at += len(word)
    return False
