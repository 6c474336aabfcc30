"""A text in, words that tile it out, each with the tag that jieba's dictionary gives it.

The words are jieba's (dictionary, best path, hidden Markov model for what the dictionary lacks), cut by a private
tokenizer: no global state, no log lines, no cache file. A number is one word, whatever it is made of. Where `rjieba`
is installed its compiled code cuts the plain runs: the same words in a tenth of the time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from math import log
from pathlib import Path
from types import ModuleType

from econ_extract.models import Token

NUMBER_TAG, LATIN_TAG, UNKNOWN_TAG = "m", "eng", "x"

_DIGIT = "0-9０-９"
# A thousands separator belongs to the number only before exactly three digits: 增长3,4月 is two numbers.
# The group is not possessive: Python 3.11.2 forgets where such a group gave up (0,00000).
_NUMBER = rf"[{_DIGIT}]++(?:[.．][{_DIGIT}]++|[,，][{_DIGIT}]{{3}}(?![{_DIGIT}]))*[%％‰]?"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏＡ-Ｚａ-ｚ"
_PIECE = re.compile(
    rf"(?P<m>{_NUMBER})"
    rf"|(?P<h>[{_HAN}]++)"
    # G60 is one word; digits that go on as a number (x-1,234; A12%) are left to the number.
    rf"|(?P<l>[{_LATIN}]++(?:[{_DIGIT}]++(?![%％‰]|[.．,，][{_DIGIT}]))?(?:[-&.'’][{_LATIN}]++)*)"
    r"|(?P<s>\s++)|.",
    re.DOTALL,
)
_HAN_RUN = re.compile(f"[{_HAN}]+")
_ONES = "〇零一二三四五六七八九两"
_SCALES = "十百千万亿"
# Every branch consumes a whole run of digits or gives up, so a long run costs no more than its length.
_HAN_NUMBER = re.compile(
    rf"(?<![{_ONES}])[{_ONES}]++点[{_ONES}]++[{_SCALES}]++|(?<![{_ONES}{_SCALES}])[{_ONES}{_SCALES}]{{3,}}+"
)
_SCALE = re.compile(f"[{_SCALES}]")
_INTENDS = "拟"
# The hidden Markov model is quadratic in the length of a run; no word is longer than this.
_LONGEST_UNKNOWN = 48
# The runs that jieba and rjieba cut alike: the characters that jieba's model knows, and none that is cut up first.
_PLAIN = re.compile(f"[\u4e00-\u9fa5]{{1,{_LONGEST_UNKNOWN}}}")


@cache
def _jieba() -> ModuleType:
    """The package, imported without `pkg_resources`: it does well without, and that import is slow and warns."""
    missing = object()
    before = sys.modules.get("pkg_resources", missing)
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
        import jieba.finalseg
    finally:
        if before is missing:
            del sys.modules["pkg_resources"]
        else:
            sys.modules["pkg_resources"] = before  # type: ignore[assignment]
    module: ModuleType = jieba
    return module


@cache
def dictionary() -> tuple[dict[str, float], dict[str, str], float]:
    """jieba's dictionary, read once a process: word -> log probability, word -> tag, the floor of unknown words.

    A prefix that is no word itself stands with 0.0, which no word can have.
    """
    path = Path(_jieba().__file__ or "").parent / "dict.txt"
    counts: dict[str, int] = {}
    tags: dict[str, str] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            counts[word] = int(count)
            tags[word] = sys.intern(tag)
    total = log(sum(counts.values()))
    weights = {word: log(count or 1) - total for word, count in counts.items()}
    for word in counts:
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in weights:
                break
            weights[word[:end]] = 0.0
    return weights, tags, -total


@lru_cache(maxsize=1 << 16)
def _unknown(run: str) -> tuple[str, ...]:
    """Characters that the dictionary leaves single, joined into words by jieba's hidden Markov model.

    It joins 拟 (intends to) to the name before it (王勇拟|减持), where it ends no word.
    """
    words = _jieba().finalseg.cut(run)
    return tuple(part for word in words for part in ((word[:-1], _INTENDS) if word[1:].endswith(_INTENDS) else (word,)))


def _best_path(run: str) -> list[int]:
    """For each start the end of its word on jieba's most probable path through `run`."""
    weights, _, floor = dictionary()
    get = weights.get
    n = len(run)
    best = [0.0] * (n + 1)
    ends = [0] * n
    for start in range(n - 1, -1, -1):
        weight = get(run[start])
        to = start + 1
        top = (weight or floor) + best[to]
        for end in range(start + 2, n + 1 if weight is not None else 0):
            weight = get(run[start:end])
            if weight is None:
                break
            if weight and (score := weight + best[end]) >= top:
                top, to = score, end
        best[start] = top
        ends[start] = to
    return ends


@cache
def compiled_cut() -> Callable[[str], list[str]] | None:
    """The cut of `rjieba`, the same but for ties (发发发); None where it is not installed."""
    try:
        from rjieba import cut
    except ImportError:
        return None
    found: Callable[[str], list[str]] = cut
    return found


def _cut_words(run: str) -> list[str]:
    """The words of a run of Han characters."""
    if len(run) == 1:
        return [run]
    cut = compiled_cut()
    return cut(run) if cut and _INTENDS not in run and _PLAIN.fullmatch(run) else cut_plainly(run)


def cut_plainly(run: str) -> list[str]:
    """The words of a run of Han characters, in Python."""
    weights, _, _ = dictionary()
    ends = _best_path(run)
    words: list[str] = []
    at, single, n = 0, 0, len(run)
    while at < n:
        end = ends[at]
        if end - at > 1:
            if single < at:
                words.extend(_singles(run[single:at], weights))
            words.append(run[at:end])
            single = end
        at = end
    if single < n:
        words.extend(_singles(run[single:], weights))
    return words


def _singles(run: str, weights: dict[str, float]) -> tuple[str, ...] | str:
    """A run that the path left as single characters: a known word stays cut, as the path wanted it."""
    if len(run) == 1 or weights.get(run):
        return run
    if len(run) <= _LONGEST_UNKNOWN:
        return _unknown(run)
    parts = (run[at : at + _LONGEST_UNKNOWN] for at in range(0, len(run), _LONGEST_UNKNOWN))
    return tuple(word for part in parts for word in _unknown(part))


def _cut_han(run: str) -> list[str]:
    """The words of a run of Han characters; a number written in Han numerals (三百六十三) is one word."""
    words: list[str] = []
    at = 0
    for number in _HAN_NUMBER.finditer(run):
        if not _SCALE.search(number.group()):
            continue
        if number.start() > at:
            words.extend(_cut_words(run[at : number.start()]))
        words.append(number.group())
        at = number.end()
    if at < len(run):
        words.extend(_cut_words(run[at:] if at else run))
    return words


def is_han(word: str) -> bool:
    """Whether a word is made of Han characters alone."""
    return _HAN_RUN.fullmatch(word) is not None


def segment(text: str) -> tuple[Token, ...]:
    """The words of a text; they tile it. Runs of white space and every other character are words of tag `x`."""
    tag_of = dictionary()[1].get
    words: list[str] = []
    tags: list[str] = []
    for piece in _PIECE.finditer(text):
        kind, run = piece.lastgroup, piece.group()
        if kind == "h":
            found = _cut_han(run)
            words += found
            tags += [tag_of(word) or _unknown_tag(word) for word in found]
        else:
            words.append(run)
            tags.append(NUMBER_TAG if kind == "m" else LATIN_TAG if kind == "l" else UNKNOWN_TAG)
    ends = list(accumulate(map(len, words)))
    return tuple(map(Token._make, zip(words, [0, *ends], ends, tags, strict=False)))


def _unknown_tag(word: str) -> str:
    """The tag of a word that the dictionary lacks."""
    return NUMBER_TAG if len(word) > 2 and _HAN_NUMBER.fullmatch(word) else UNKNOWN_TAG
