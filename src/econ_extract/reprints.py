"""Texts in, a short sketch of each out, and of two texts how far the one prints the other, digits and all.

A sketch is a bottom-k MinHash: the smallest hashes of the text's clauses. Two texts with many clauses in common have
many of these in common, so that equal hashes lead from one to the other without comparing every text with every text.
A clause holds its numbers: a release of the next month that differs in nothing but its figures shares few clauses.
What the sketches find is then aligned clause by clause, and where the aligned passages tell other numbers the texts
are no reprints, however alike their words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, pairwise
from zlib import crc32

from econ_extract.rendering import normalize

SKETCH = 16  # hashes of a sketch
SHARED = 0.4  # of the smaller sketch: texts that share less are not compared
ALIKE = 0.8  # of the shorter text stands in the longer one, in the same order, when that is a reprint
_CLASH = 0.03  # of the numbers may differ between them: a misprint in a long text
_TOLD = 0.6  # of the numbers of the shorter text at least stand in a longer print of it; fewer need no alignment
_CLAUSE = 4  # characters; shorter ones are in every text
_SHORT = 150  # characters; news this short may say the same on another day and mean another event
_WITHIN = timedelta(days=31)  # what is printed again later tells of another occasion in set words
_ALIGNED = 400  # characters of a changed passage that are aligned one by one
_BETWEEN = re.compile(r"(?<!\d),|,(?!\d)|[。;:!?、…—()“”‘’\"'\[\]【】《》「」『』·|]+")
_NUMBER = re.compile(r"\d[\d.,]*")
_SPREAD = 0x9E3779B97F4A7C15  # odd; a product with it orders the hashes of like clauses unlike
_POSITIVE = (1 << 63) - 1


def clauses(text: str) -> list[str]:
    """The words between punctuation, half-width, simplified, without white space."""
    return [clause for clause in _BETWEEN.split("".join(normalize(text).split())) if clause]


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the text's clauses, in order; empty for a text of less than two."""
    hashes = {crc32(clause.encode()) * _SPREAD & _POSITIVE for clause in clauses(text) if len(clause) >= _CLAUSE}
    return tuple(sorted(hashes)[:SKETCH]) if len(hashes) > 1 else ()


def likeness(one: str, other: str) -> float:
    """The share of the shorter text that stands in the longer one in the same order; 0 where their numbers disagree."""
    (left, told), (right, told_too) = _read(one), _read(other)
    numbers = min(told.total(), told_too.total())
    if (told & told_too).total() < _TOLD * numbers:
        return 0.0
    same = clashes = 0
    for kind, a, b, c, d in SequenceMatcher(None, left, right).get_opcodes():
        if kind == "equal":
            same += sum(map(len, left[a:b]))
        elif kind == "replace":
            before, after = "".join(left[a:b]), "".join(right[c:d])
            clashes += _clashes(before, after)
            same += _common(before, after)
    size = min(sum(map(len, left)), sum(map(len, right)))
    return same / size if size and clashes <= _CLASH * numbers else 0.0


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[list[str], Counter[str]]:
    """The clauses and the numbers of a text; a text is compared with many others in turn."""
    parts = clauses(text)
    return parts, _numbers(parts)


def _numbers(words: Iterable[str]) -> Counter[str]:
    return Counter(number.strip(".,") for part in words for number in _NUMBER.findall(part))


def _clashes(before: str, after: str) -> int:
    """How many numbers of the one passage the other tells otherwise."""
    told, told_too = _numbers([before]), _numbers([after])
    return min(told.total(), told_too.total()) - (told & told_too).total()


def _common(before: str, after: str) -> int:
    if max(len(before), len(after)) > _ALIGNED:
        return 0
    return sum(block.size for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks())


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as far as reprints are concerned; `name` is its file's, the same on every machine."""

    article_id: str
    text_hash: str
    size: int
    published_on: date | None
    name: str
    ordinal: int

    @property
    def order(self) -> tuple[bool, date, str, int]:
        """Earlier articles first, those without a day last."""
        return self.published_on is None, self.published_on or date.max, self.name, self.ordinal

    def follows(self, other: Printed) -> bool:
        """Whether it may be a print of the same news as `other`, as far as their days tell."""
        if min(self.size, other.size) < _SHORT:
            return self.published_on == other.published_on
        if self.published_on is None or other.published_on is None:
            return True
        return abs(self.published_on - other.published_on) <= _WITHIN


def originals(articles: Iterable[Printed], alike: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each article (by id) that prints an earlier one again, the earliest; `alike` are pairs of text hashes.

    The result depends neither on the order of the articles nor on that of the pairs.
    """
    known = sorted(articles, key=lambda article: article.order)
    of_text: dict[str, list[Printed]] = {}
    for article in known:
        of_text.setdefault(article.text_hash, []).append(article)
    root = {article.article_id: article.article_id for article in known}
    pairs = ([*of_text[one], *of_text[other]] for one, other in alike if one in of_text and other in of_text)
    for group in chain(of_text.values(), pairs):
        for one, other in pairwise(sorted(group, key=lambda article: article.order)):
            if other.follows(one):
                root[_root(root, one.article_id)] = _root(root, other.article_id)
    first: dict[str, str] = {}
    for article in known:
        first.setdefault(_root(root, article.article_id), article.article_id)
    found = {article.article_id: first[_root(root, article.article_id)] for article in known}
    return {article_id: original for article_id, original in found.items() if article_id != original}


def _root(root: dict[str, str], article_id: str) -> str:
    """What stands for the whole group of an article; the way to it is made shorter."""
    while root[article_id] != article_id:
        root[article_id] = root[root[article_id]]
        article_id = root[article_id]
    return article_id
