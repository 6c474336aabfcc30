"""The rules of the table in, their patterns filled in and the places of a text where some shape may begin out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from econ_extract.periods.scene import Days, Scene
from econ_extract.rules import Rule, alternation

GAP = r"[ \t\r\n]{0,2}"
_REF = re.compile(r"\{([a-z]\w*)(?::([a-z]\w*))?\}")


@dataclass(frozen=True, slots=True)
class Shape:
    """A compiled pattern rule."""

    id: str
    regex: re.Pattern[str]
    resolve: Callable[[Scene], Days | None]
    value: dict[str, Any]


class Sources:
    """The rules of the table by role, and their patterns with {names} filled in."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.by_id = {rule.id: rule for rule in rules}

    def under(self, group: str) -> list[Rule]:
        """The lexicon rules `period.<group>.*`."""
        return [rule for rule_id, rule in self.by_id.items() if rule_id.startswith(f"period.{group}.")]

    @staticmethod
    def own(rule: Rule) -> str:
        """The pattern of a rule, or the alternation of its forms."""
        return rule.pattern if rule.pattern is not None else alternation(rule.forms)

    def fill(self, pattern: str) -> str:
        """The regular expression of a pattern: names and gaps filled in."""

        def filled(m: re.Match[str]) -> str:
            part = self.by_id.get(f"period.part.{m[1]}")
            sources = [part] if part else self.under(m[1])
            if not sources:
                raise KeyError(f"rules/periods.yaml: {{{m[1]}}} names no lexicon; add period.part.{m[1]}")
            inner = "|".join(self.fill(self.own(rule)) for rule in sources)
            return f"(?P<{m[2]}>{inner})" if m[2] else f"(?:{inner})"

        return _REF.sub(filled, pattern.replace(" ", GAP))

    def cues(self, group: str) -> tuple[str, ...]:
        """The forms of all rules `period.<group>.*`, longest first."""
        return tuple(sorted({f for rule in self.under(group) for f in rule.forms}, key=lambda f: (-len(f), f)))


# ---------------------------------------------------------------- where a shape can begin

_RE_PARSER: Any = import_module("re._parser")  # how `re` reads a pattern; its public view only prints
_CharSet = frozenset[str]


def _charset(items: Any) -> _CharSet | None:
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
                raise ValueError(f"a period pattern cannot begin with {name} or a negated class")
            options = set(own)
        begun = _followed(begun, options)
        if all(len(text) == 2 for text in begun):
            break
    return begun


def _followed(heads: set[str], tails: set[str]) -> set[str]:
    return {(head + tail)[:2] for head in heads for tail in (tails if len(head) < 2 else ("",))}


def _needed(sequence: Any) -> tuple[_CharSet, int] | None:
    """Characters of which every match holds one, with the most characters up to and with it; None for none."""
    best: tuple[_CharSet, int] | None = None
    before = 0
    for op, value in sequence:
        name = str(op)
        inner = _inner(name, value)
        found: tuple[_CharSet, int] | None = None
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


def _common(chars: _CharSet) -> int:
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


def starts_of(shapes: list[Shape]) -> tuple[re.Pattern[str], dict[str, list[Shape]]]:
    """An expression for the places where some shape may begin, and the shapes by their first two characters.

    It is one cheap pass: two characters that begin a shape, not inside a run of digits, with a needed character
    (年, 月, 季 …) near.
    """
    by_begin: dict[str, list[Shape]] = {}
    anchors: set[str] = set()
    reach = 0
    for shape in shapes:
        tree = _RE_PARSER.parse(shape.regex.pattern)
        begins, needed = _begins(tree), _needed(tree)
        if "" in begins or needed is None:
            raise ValueError(f"rule {shape.id}: the pattern can match nothing; give it a fixed character")
        for begin in begins:
            by_begin.setdefault(begin, []).append(shape)
        anchors |= needed[0]
        reach = max(reach, needed[1])
    for begin in [begin for begin in by_begin if len(begin) == 2 and begin[0] in by_begin]:
        by_begin[begin] += [shape for shape in by_begin[begin[0]] if shape not in by_begin[begin]]
    seconds: dict[str, set[str]] = {}
    for begin in by_begin:
        seconds.setdefault(begin[0], set()).add(begin[1:])
    first = "|".join(
        re.escape(char) + ("" if "" in after else f"(?=[{re.escape(''.join(sorted(after)))}])")
        for char, after in sorted(seconds.items())
    )
    anchor = re.escape("".join(sorted(anchors)))
    near = f"(?:(?<=[{anchor}])|(?=[^{anchor}]{{0,{reach}}}[{anchor}]))"
    return re.compile(f"(?:{first})(?<![0-9][0-9]){near}"), by_begin
