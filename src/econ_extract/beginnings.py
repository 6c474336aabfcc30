"""A regular expression in, what every match of it begins with or holds out, so that it runs only where it can match."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

_RE_PARSER: Any = import_module("re._parser")  # how `re` reads a pattern; its public view only prints
_Chars = frozenset[str]


class Gated:
    """An expression that is tried only where the characters at hand are those of a match."""

    def __init__(self, regex: re.Pattern[str]) -> None:
        self.regex = regex
        needed = None if regex.flags & re.IGNORECASE else needed_by(regex.pattern)
        self._needed = needed[0] if needed else None

    def fits(self, chars: set[str]) -> bool:
        """Whether a text of these characters may hold a match."""
        return self._needed is None or not self._needed.isdisjoint(chars)


def beginnings_of(pattern: str) -> set[str]:
    """The first two characters of everything that a pattern matches, "" or one where it can match less.

    Raises ValueError where a match may begin with a character of a negated class or any.
    """
    return _begins(_RE_PARSER.parse(pattern))


def needed_by(pattern: str) -> tuple[_Chars, int] | None:
    """Characters of which every match holds one, with the most characters up to and with it; None for none."""
    return _needed(_RE_PARSER.parse(pattern))


def _charset(items: Any) -> _Chars | None:
    """The characters of a class; None for a negated one."""
    chars: set[str] = set()
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            chars.add(chr(value))
        elif name == "RANGE":
            chars.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(chars)


def _inner(op: str, value: Any) -> tuple[list[Any], int, int] | None:
    """The branches inside an element and how often they may stand; None for an element without inside."""
    if op == "SUBPATTERN":
        return [value[-1]], 1, 1
    if op == "BRANCH":
        return list(value[1]), 1, 1
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        return [value[2]], int(value[0]), int(value[1])
    return None


def _begins(sequence: Any) -> set[str]:
    """The first two characters of everything a sequence can match; shorter where it can match less."""
    begun = {""}
    for op, value in sequence:
        name = str(op)
        inner = _inner(name, value)
        if name in ("ASSERT", "ASSERT_NOT", "AT"):
            continue
        if inner:
            once = set().union(*(_begins(branch) for branch in inner[0]))
            options = {""} if inner[1] == 0 else set()
            repeated = {""}
            for count in range(1, min(inner[2], max(inner[1], 2)) + 1):
                repeated = _followed(repeated, once)
                options |= repeated if count >= inner[1] else set()
        else:
            own = frozenset(chr(value)) if name == "LITERAL" else _charset(value) if name == "IN" else None
            if own is None:
                raise ValueError(
                    f"a pattern that is looked up by how it begins cannot begin with {name} or a negated class"
                )
            options = set(own)
        begun = _followed(begun, options)
        if all(len(text) == 2 for text in begun):
            break
    return begun


def _followed(heads: set[str], tails: set[str]) -> set[str]:
    return {(head + tail)[:2] for head in heads for tail in (tails if len(head) < 2 else ("",))}


def _needed(sequence: Any) -> tuple[_Chars, int] | None:
    """Characters of which every match holds one, with the most characters up to and with it; None for none."""
    best: tuple[_Chars, int] | None = None
    before = 0
    for op, value in sequence:
        name = str(op)
        inner = _inner(name, value)
        found: tuple[_Chars, int] | None = None
        if name == "ASSERT" and value[0] > 0:
            inner = [value[1]], 1, 1
        if inner and inner[1]:
            results = [_needed(branch) for branch in inner[0]]
            if all(results):
                found = frozenset().union(*(r[0] for r in results if r)), max(r[1] for r in results if r)
        elif name == "LITERAL":
            found = frozenset(chr(value)), 1
        elif name == "IN":
            own = _charset(value)
            found = (own, 1) if own else None
        if found and (best is None or _common(found[0]) < _common(best[0])):
            best = found[0], before + found[1]
        before += _width(name, value)
    return best


def _common(chars: _Chars) -> int:
    """How poor a set is at telling where dates stand: numerals are everywhere, 年月日季 are shared by most shapes."""
    return sum(50 if c in "0123456789一二三四五六七八九十" else 1 if c in "年月日季" else 5 for c in chars)


def _width(name: str, value: Any) -> int:
    """The most characters an element matches."""
    if name in ("ASSERT", "ASSERT_NOT", "AT"):
        return 0
    if name == "SUBPATTERN":
        return int(value[-1].getwidth()[1])
    if name == "BRANCH":
        return max(int(branch.getwidth()[1]) for branch in value[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return int(value[1]) * int(value[2].getwidth()[1])
    return 1
