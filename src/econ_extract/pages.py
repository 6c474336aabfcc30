"""The lines of a page in, one list of lines an article out: pages of several pieces, stacked heads.

A new article begins where heads, bylines and end marks say so; the order of the lines is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from econ_extract.columns import bigrams, is_open, untangled
from econ_extract.lines import DROPPED, Line, LineCues

BYLINES = frozenset({"byline", "name", "byline_label"})
_AMOUNT = re.compile(r"\d[\d.,]*\s?(?![年月日号届期])[%一-鿿▶]")  # not of the date of a report


@dataclass
class _Share:
    """The lines dealt to one article so far, and what closed it."""

    lines: list[Line] = field(default_factory=list)
    body: Line | None = None  # the last line of body text
    bodies: int = 0
    closed: bool = False


def page(lines: Sequence[Line], look: LineCues) -> list[list[Line]]:
    """Deal the lines of a page out to its articles: a new one begins where heads, bylines or end marks say so."""
    marked = _boxed(list(lines))
    boxes = [list(run) for box, run in groupby(marked, lambda line: line.kind == "box") if box]
    shares = untangled(_dealt(_named([line for line in marked if line.kind != "box"]), look), look)
    for box in boxes:
        _placed(box, shares)
    return shares


def _dealt(lines: Sequence[Line], look: LineCues) -> list[list[Line]]:
    copies = _copied_runs(lines)
    shares, pending = [_Share()], list[Line]()
    for line in lines:
        share = shares[-1]
        if line.kind == "end":
            share.lines += pending
            pending, share.closed = [], share.body is not None and not is_open(share.body)
        elif line.kind != "body":
            pending.append(line)
        else:
            closing = _closing_bylines(share, pending)
            if _begins(share, pending[closing:], closing, line, copies, look):
                share.lines += pending[:closing]
                shares.append(_Share())
                pending = pending[closing:]
            shares[-1].lines += [*pending, line]
            shares[-1].body, pending = line, []
            shares[-1].bodies += 1
            shares[-1].closed = any(look.search(cue, line.tail) for cue in ("tail.done", "byline.closing"))
    shares[-1].lines += pending
    return [part for share in shares for part in _unstacked(share.lines, look)]


def _placed(box: list[Line], shares: list[list[Line]]) -> None:
    """Put an info box where it stands into the article whose words and numbers it tells, or at that article's end."""
    words = bigrams(box)

    def fit(share: list[Line]) -> tuple[int, int]:
        known = bigrams(line for line in share if line.kind == "body")
        above = max((line.end for line in share if line.end <= box[0].start), default=-1)
        return sum(min(n, known[word]) for word, n in words.items()), above

    share = max(shares, key=fit) if len(shares) > 1 else shares[0]
    at = next((i for i, line in enumerate(share) if line.start > box[0].start), len(share))
    share[at or len(share) : at or len(share)] = box


def _closing_bylines(share: _Share, pending: Sequence[Line]) -> int:
    """How many lines of `pending` are the byline at the end of the article above."""
    if share.body is None or not share.body.finished:
        return 0
    count = 0
    for i, line in enumerate(pending):
        if line.kind in DROPPED and line.kind != "credit":
            continue
        if line.kind not in ("name", "byline"):
            break
        count = i + 1
    marked = any(line.kind == "byline" for line in pending[:count])
    return 0 if marked and any(line.kind in BYLINES for line in share.lines) else count


def _begins(
    share: _Share, heads: Sequence[Line], closing: int, body: Line, copies: dict[int, int], look: LineCues
) -> bool:
    """Whether a new article begins with `heads` and `body` below what `share` holds."""
    if share.body is None or (share.bodies == 1 and share.body.stub):
        return False
    kinds = [line.kind for line in heads]
    titled = any(line.kind == "title" and line.size >= 4 for line in heads)
    lead = share.bodies == 1 and look.search("start.dispatch", share.body.head) is None
    if share.closed or (closing > 0 and (titled or not lead)):
        return True
    if copies.get(share.body.start) != copies.get(body.start):
        return True
    signed = any(k in BYLINES for k in kinds) and titled
    marked = any(line.rule == "articles.start.markdown" and line.head.startswith("# ") for line in heads)
    dispatched = titled and look.search("start.dispatch", body.head) is not None
    return signed or marked or dispatched


def _named(lines: list[Line]) -> list[Line]:
    """A bare name is a byline only beside a title, a text's end or another byline; elsewhere it is a heading."""
    out = list(lines)
    kept = [i for i, line in enumerate(lines) if line.kind not in DROPPED or line.kind == "credit"]
    for n, i in enumerate(kept):
        if out[i].kind == "byline_label":
            for j in kept[n + 1 : n + 3]:
                if out[j].size <= 3 and out[j].kind in ("title", "name"):
                    out[j] = out[j].told("name")
        elif out[i].kind == "name" and lines[i].size > 1:
            above = out[kept[n - 1]] if n else None
            below = lines[kept[n + 1]] if n + 1 < len(kept) else None
            after_text = above is not None and (
                above.kind == "deck" or (above.kind in ("body", "caption") and above.finished)
            )
            ends = after_text and (below is None or below.kind != "body")
            titled = below is None or below.kind == "body" or (below.kind == "title" and below.size >= 8)
            heads = above is not None and above.kind == "title" and titled
            if not (ends or heads):
                out[i] = out[i].told("title")
    return out


def _boxed(lines: list[Line]) -> list[Line]:
    """Three and more short lines in a row, two of them with amounts, are an info box."""
    out, run = list(lines), list[int]()
    for i, line in enumerate([*lines, None]):
        if line is not None and line.kind == "title" and line.size <= 30 and not line.rule:
            run.append(i)
            continue
        if len(run) >= 3 and sum(bool(_AMOUNT.search(lines[j].head)) for j in run) >= max(2, len(run) // 3):
            for j in run:
                out[j] = out[j].told("box")
        run = []
    return out


def _copied_runs(lines: Sequence[Line]) -> dict[int, int]:
    """Body lines (by start) that belong to a passage printed twice, each copy with a number of its own."""
    body = [line for line in lines if line.kind == "body"]
    first: dict[str, int] = {}
    twin = [first.setdefault(line.head + line.tail, i) for i, line in enumerate(body)]
    copies: dict[int, int] = {}
    i, number = 0, 0
    while i < len(body):
        j, size = i, 0
        while j < len(body) and twin[j] < i and twin[j] - twin[i] == j - i:
            size += body[j].size
            j += 1
        if j - i >= 3 and size >= 300:
            number += 2
            for k in range(i, j):
                copies[body[k].start] = number
                copies.setdefault(body[twin[k]].start, number + 1)
        i = max(j, i + 1)
    return copies


# -- articles whose heads are stacked above their columns -------------------------------------------------------------


def _unstacked(lines: list[Line], look: LineCues) -> list[list[Line]]:
    """Two signed heads above one run of text: cut the text where its words change most, and give each its head."""
    first = next((i for i, line in enumerate(lines) if line.kind == "body"), len(lines))
    heads = _stacked_heads(lines[:first])
    body = lines[first:]
    if len(heads) != 2 or sum(line.kind == "body" for line in body) < 4:
        return [lines]
    at = _weakest_link(body)
    parts = (body[:at], body[at:])
    words = [bigrams(part) for part in parts]
    fit = [[_overlap(bigrams(head), w) for w in words] for head in heads]
    crossed = fit[0][1] + fit[1][0] > fit[0][0] + fit[1][1]
    order = (1, 0) if crossed else (0, 1)
    return [[*heads[i], *parts[order[i]]] for i in (0, 1)]


def _stacked_heads(lines: Sequence[Line]) -> list[list[Line]]:
    """Split a stack of head lines where one head has both a title and a byline and the next begins."""
    heads: list[list[Line]] = [[]]
    signed = titled = False
    for line in lines:
        if signed and titled and line.kind in ("title", "byline", "byline_label"):
            heads.append([])
            signed = titled = False
        heads[-1].append(line)
        signed = signed or line.kind in BYLINES
        titled = titled or (line.kind == "title" and line.size >= 8)
    return [head for head in heads if any(x.kind in BYLINES for x in head)] if len(heads) > 1 else []


def _overlap(head: Counter[str], text: Counter[str]) -> float:
    """How much of a head's words the text uses."""
    total = sum(text.values()) or 1
    return sum(text[word] for word in head) / total


def _weakest_link(lines: Sequence[Line]) -> int:
    """The index before which the words of the text change most: the least cosine of what is above and below."""
    total = bigrams(lines)
    above: Counter[str] = Counter()
    best, at = 2.0, len(lines) // 2
    dot, norm_above, norm_below = 0, 0, sum(n * n for n in total.values())
    for i, line in enumerate(lines[:-1]):
        for word, n in bigrams([line]).items():
            a, b = above[word], total[word] - above[word]
            dot += (a + n) * (b - n) - a * b
            norm_above += (a + n) ** 2 - a * a
            norm_below += (b - n) ** 2 - b * b
            above[word] = a + n
        cosine = dot / ((norm_above * norm_below) ** 0.5 or 1.0)
        goes_on = lines[i].kind == "body" and not lines[i].finished
        if 1 <= i < len(lines) - 2 and not goes_on and cosine < best:
            best, at = cosine, i + 1
    return at
