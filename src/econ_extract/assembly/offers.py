"""The drafts of a sentence in, the phrases that each may measure with their features out, and the choice among them.

The rules of `indicators` make one proposal for every draft. Here stand beside it: the noun phrases to the left and to
the right, cut at every word, the indicators of the drafts before and what the clause before spoke of. The features of
a phrase say how it came up, which words it begins and ends with, what stands before and behind it, and what the
lexicon knows of it. One choice is made for the whole sentence, so that two numbers do not claim the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from econ_extract.assembly.draft import COUNTED_DIMS, Draft, Scene
from econ_extract.mentions import Mentions
from econ_extract.models import Token
from econ_extract.phrases import Head, IndicatorLexicon, PhraseReader, trimmed
from econ_extract.ranker import Candidate, Ranker, alike, choose

_LONGEST = 40  # characters of an indicator
_WORDS, _ENDS = 8, 3  # words that a phrase may have, and words before the number at which it may end
_ALIKE = 0.75  # a phrase that shares so many characters with the rules' own measures nothing else
_BEFORE = 4  # drafts back whose indicator may go on
_OPEN = frozenset({"beside", "changed"})  # ways of the rules that take the nearest phrase, which may be the wrong one
_SPACE = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Offer(Candidate):
    """A phrase that a number may measure; `source` is the draft whose indicator it repeats, `ruled` the rules' own."""

    source: Draft | None = None
    ruled: bool = False


class _Ground:
    """The words of a sentence, by where they start and end."""

    def __init__(self, m: Mentions) -> None:
        self.m = m
        self.words = [t for t in m.tokens if not t.text.isspace()]
        self.starting = {t.start: t for t in self.words}
        self.ending = {t.end: t for t in self.words}
        self.starts = [t.start for t in self.words]
        self.ends = [t.end for t in self.words]

    def before(self, at: int) -> Token | None:
        """The last word that ends at or before `at`."""
        number = bisect_right(self.ends, at)
        return self.words[number - 1] if number else None

    def behind(self, at: int) -> Token | None:
        """The first word that starts at or behind `at`."""
        number = bisect_left(self.starts, at)
        return self.words[number] if number < len(self.words) else None

    def between(self, start: int, end: int) -> list[Token]:
        """The words that start in a span."""
        return self.words[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


class Offers:
    """Finds the phrases that the drafts of a sentence may measure, and chooses among them."""

    def __init__(self, phrases: PhraseReader, ranker: Ranker) -> None:
        self.phrases = phrases
        self.ranker = ranker
        self.keeps = False  # whether the drafts keep their offers, which take much room: a fit reads them

    def choose(
        self, m: Mentions, scene: Scene, drafts: Sequence[Draft], settled: Callable[[Draft], bool]
    ) -> list[Offer]:
        """The phrase of each draft; what is `settled` has what the rules say."""
        ground = _Ground(m)
        rows: list[list[Offer]] = []
        for d in drafts:
            offers = self._offers(ground, scene, d, settled(d))
            d.offers = [*offers] if self.keeps else []
            rows.append(offers)
            for offer in offers if len(offers) > 1 else ():
                features = _features(ground, d, offer, self.phrases.lexicon)
                offer.features = features if self.keeps else []
                offer.score = self.ranker.weigh(features)

        def together(number: int, before: Offer, offer: Offer) -> int:
            return self.ranker.weigh_pair(pair_features(drafts[number - 1], drafts[number], before, offer))

        return choose(rows, together) if rows else []

    def _offers(self, ground: _Ground, scene: Scene, d: Draft, settled: bool) -> list[Offer]:
        """The rules' own proposal first, then all others; equal words are one offer."""
        found: dict[str, Offer] = {}

        def add(way: str, words: str, start: int = -1, end: int = -1, source: Draft | None = None) -> None:
            text = trimmed(_SPACE.sub("", words))
            rate = text in self.phrases.rate_nouns or (way == "right" and self.phrases.rate_begins.match(text))
            dangles = self.phrases.dangling.search(text) is not None
            if way != "rules" and (rate or dangles or not 0 < len(text) <= _LONGEST):
                return  # 保持400%的增长速度, 以26%的|速度递增: what grows is named before; 通行时间仅需|20分钟
            offer = found.get(text)
            if offer is None:
                offer = found[text] = Offer(text)
            offer.ways.add(way)
            offer.ruled |= way == "rules"
            offer.source = offer.source or source
            if start >= 0:
                offer.start, offer.end = start, end

        add("rules", d.indicator or "")
        if settled or _settled(ground.m, d):
            return list(found.values())
        for place in self._left(ground, d):
            add("left", ground.m.norm[slice(*place)], *place)
        for place in self._right(ground, d):
            add("right", ground.m.norm[slice(*place)], *place)
        for distance, earlier in enumerate(_earlier(d)):
            add(f"before{distance}", earlier.indicator or "", source=earlier)
        if scene.last is not None:
            add("last", scene.last.indicator or "", source=scene.last)
        for place in self._clause_before(ground.m, d):
            add("clause", ground.m.norm[slice(*place)], *place)
        ruled = next(o for o in found.values() if o.ruled)
        head = self.phrases.lexicon.head(ruled.text, None if d.change else d.dim)
        named = head is not None and head.end == len(ruled.text)

        def adds(offer: Offer) -> bool:
            """Whether an offer says another thing than the rules; 工业 of 工业投资 is a part that measures nothing."""
            cut = named and offer.text in ruled.text and not self.phrases.lexicon.head(offer.text, None)
            return not cut and not alike(offer.text, ruled.text, _ALIKE)

        return [o for o in found.values() if o is ruled or adds(o)]

    def _left(self, ground: _Ground, d: Draft) -> Iterator[tuple[int, int]]:
        """Where the phrases stand that end before the number, from the nearest and shortest on."""
        stop = self.phrases.before_circumstance(ground.m, d.left, d.np_end)
        said = ground.m.norm[d.left : stop].strip(" ,、:(")
        if d.compared or (d.inherited and d.change is not None and self.phrases.empty_left.fullmatch(said)):
            return  # 高于市场预期的28亿元, 按美元计增长3%: words that name nothing measured
        words = ground.between(d.left, stop)[-_WORDS - 1 :]
        named = [range(e.start + 1, e.end) for e in ground.m.entities]
        dated = [p for p in ground.m.periods if d.left <= p.start < stop]
        for last in range(len(words) - 1, max(-1, len(words) - 1 - _ENDS), -1):
            for first in range(last, max(-1, last - _WORDS + 1), -1):
                start = words[first].start
                if words[first].tag == "p" or words[first].text == "每":
                    break  # 价格在全球通胀高企的背景, 向股东每10股派发: no phrase runs over a preposition or 每
                if any(start in inside for inside in named) or any(p.start <= start < p.end for p in dated):
                    continue  # 10月|出口额, 吉林市殡葬|服务中心: nothing measured begins inside a name
                if self.phrases.lexicon.names(ground.m.norm[max(0, start - 1) : start + 1]):
                    continue  # 派|发现|金|红利: the segmentation cut a word
                yield words[first].start, min(words[last].end, stop)

    def _right(self, ground: _Ground, d: Draft) -> Iterator[tuple[int, int]]:
        """Where the phrases stand that begin behind the number, or behind the word after it."""
        behind = min((q.start for q in ground.m.quantities if q.start >= d.q.end), default=len(ground.m.norm))
        stop = min(ground.m.clause_end(d.q.end), behind)
        if d.dim == "percent" or d.dim in COUNTED_DIMS:
            stop = self.phrases.told_from(ground.m, d.q.end, stop)
        first_word = bisect_right(ground.ends, d.q.end)
        words = [t for t in ground.words[first_word : first_word + _WORDS + 1] if t.start < stop]
        for first in range(min(2, len(words))):
            for last in range(first, len(words)):
                yield max(d.q.end, words[first].start), words[last].end

    def _clause_before(self, m: Mentions, d: Draft) -> Iterator[tuple[int, int]]:
        """Where the clause before speaks of something that is measured."""
        if not d.clause:
            return
        start = m.clause_start(d.clause - 1)
        for head in self.phrases.lexicon.heads(m.norm[start : d.clause - 1])[:3]:
            words = self.phrases.left(m, start, start + head.end)
            yield start + head.end - len(words), start + head.end


def _settled(m: Mentions, d: Draft) -> bool:
    """Whether the rules alone decide: bounds, cells, later members of a list, shapes of their own, joined words."""
    later = bool(d.group) and d.group[0] is not d
    if d.role == "threshold" or d.tabled or d.q.unit is None or later or d.way not in _OPEN:
        return True
    if d.indicator and d.indicator == d.right and d.q.text.endswith(d.right):
        return True  # 辖4镇: the unit is what is counted
    joined = bool(d.indicator) and not d.inherited and _SPACE.sub("", d.indicator or "") not in _SPACE.sub("", m.norm)
    return joined  # 集中开工28个项目 -> 开工项目: words of several places


def _earlier(d: Draft) -> Iterator[Draft]:
    """The drafts before, the nearest first."""
    before = d.before
    for _ in range(_BEFORE):
        if before is None:
            return
        yield before
        before = before.before


def _features(ground: _Ground, d: Draft, offer: Offer, lexicon: IndicatorLexicon) -> list[str]:
    """What there is to say of an offer: its ways, its words in the lexicon, the rules' proposal, its place."""
    text, dim, size = offer.text, d.dim, len(offer.text)
    moved = "change" if d.change else "level"
    ruled = _SPACE.sub("", d.indicator or "")
    head = lexicon.head(text, None)
    known = _known(lexicon.head(text, dim) if head else None, head, size)
    found = [
        f"{'part of' if text in ruled else 'beside'} rules|{offer.ruled}|{min(len(ruled) // 3, 5)}",
        f"size={min(size, 14)}",
        f"size={min(size // 2, 6)}|{dim}",
        f"ends={text[-2:]}",
        f"known={known}",
        f"known={known}|{dim}|{moved}",
    ]
    for way in offer.ways - {"rules"}:
        found += [f"way={way}", f"way={way}|{dim}", f"way={way}|{moved}"]
    if offer.ruled:
        found += [
            "rules",
            f"rules|{dim}",
            f"rules|{'repeats' if d.inherited else 'new'}",
            f"rules|{'known' if d.head else 'unknown'}",
            f"rules|{d.way}",
        ]
    return found + _place(ground, d, offer) if offer.stands else found


def _known(fitting: Head | None, head: Head | None, size: int) -> str:
    """Where in a phrase the lexicon knows a word, and whether it is measured so."""
    if fitting is not None:
        return "end" if fitting.end == size else "inside"
    if head is not None:
        return "other end" if head.end == size else "other inside"
    return "no"


def _place(ground: _Ground, d: Draft, offer: Offer) -> list[str]:
    """What stands in, before and behind a phrase of the sentence."""
    m, start, end = ground.m, offer.start, offer.end
    side = "L" if end <= d.q.start else "R"
    first, last = ground.starting.get(start), ground.ending.get(end)
    before, behind = ground.before(start), ground.behind(end)
    found = []
    for name, word in (("first", first), ("last", last), ("before", before), ("behind", behind)):
        tag = word.tag if word else "-"
        found += [f"{side} {name}={tag}", f"{side} {name}={tag[:1]}|{d.dim}"]
        if word:
            found.append(f"{side} {name}:{word.text}")
    inner = [t for t in ground.between(start, end) if t.end <= end]
    found += [
        f"{side} opens={before.tag if before else '-'}|{first.tag if first else '-'}",
        f"{side} closes={last.tag if last else '-'}|{behind.tag if behind else '-'}",
        f"{side} words={min(len(inner), 7)}",
        f"L gap={min(d.np_end - end, 8)}" if side == "L" else f"R gap={min(start - d.q.end, 6)}",
    ]
    found += [f"{side} has={word.tag}" for word in inner]
    others = inner[:-1] if side == "L" else inner[1:]
    found += [f"{side} verb:{word.text}" for word in others if word.tag.startswith("v")]
    for entity in m.entities:
        if entity.start < end and start < entity.end:
            found.append(f"{side} entity {'first' if entity.start == start else 'inside'}")
        elif entity.end == start:
            found.append(f"{side} behind entity")
    if any(cue.start < end and start < cue.end for cue in m.statuses):
        found.append(f"{side} status")
    if any(period.start < end and start < period.end for period in m.periods):
        found.append(f"{side} period")
    if "的" in offer.text:
        found.append(f"{side} 的")
    if first is None or last is None:
        found.append(f"{side} cuts a word")
    return [*dict.fromkeys(found)]  # a tag that two words bear counts once, as in the fit


def pair_features(d0: Draft, d: Draft, before: Offer, offer: Offer) -> tuple[str, ...]:
    """How the phrases of two neighbouring numbers stand to each other: the same, sharing words, crossing, apart."""
    if before.text == offer.text:
        how = "same"
    elif before.stands and offer.stands and before.start < offer.end and offer.start < before.end:
        how = "shares words"
    elif before.stands and offer.stands and offer.end <= before.start:
        how = "crosses"
    else:
        how = "apart"
    listed = len(d.group) > 1 and d.group is d0.group
    change = "listed" if listed else "change" if d.change else "level"
    return _pair(how, change, "alike" if d.dim == d0.dim else "unlike")


@cache
def _pair(how: str, change: str, measured: str) -> tuple[str, ...]:
    return f"pair={how}", f"pair={how}|{change}", f"pair={how}|{change}|{measured}"
