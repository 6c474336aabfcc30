"""The rules of the table in, their patterns filled in and the places of a text where some shape may begin out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from econ_extract.beginnings import beginnings_of, needed_by
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


def starts_of(shapes: list[Shape]) -> tuple[re.Pattern[str], dict[str, list[Shape]]]:
    """An expression for the places where some shape may begin, and the shapes by their first two characters.

    It is one cheap pass: two characters that begin a shape, not inside a run of digits, with a needed character
    (年, 月, 季 …) near.
    """
    by_begin: dict[str, list[Shape]] = {}
    anchors: set[str] = set()
    reach = 0
    for shape in shapes:
        begins, needed = beginnings_of(shape.regex.pattern), needed_by(shape.regex.pattern)
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
