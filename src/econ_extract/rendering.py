"""Text in, a rendering of the same length out that rules can be matched on: half-width, simplified, plain numerals.

One character stands for one, so that an offset into the rendering is one into the text. What is written otherwise
than by width and script (7·3％, 五十点○七, $33\\%$) stands in `rules/numerals.yaml`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from econ_extract.rules import default_rules

_FULL = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0xFFE5: 0xA5, 0xFFE1: 0xA3}
_ASTRAL = 0x10000
_RULES = ("numeral.raised_point", "numeral.han_zero", "numeral.math")
_REACH = 80  # characters of the longest formula
_MARKS = re.compile(r"[^\w\s,.%％，．]|(?<=[一-龥])[０0ＯO○◯]")  # a cheap look for what these rules may see


@lru_cache(maxsize=16)  # a sentence is asked for by its quantities, its periods and its mentions in turn
def normalize(text: str) -> str:
    """Half-width, simplified rendering of the same length, one character for one; for matching, never for output."""
    mapped, forms = _rendering()
    norm = mapped.sub(lambda m: _rendered(m, forms), text)
    if "$" in norm or "\\" in norm:
        norm = _pattern("numeral.math").sub(lambda m: _plain_math(m[0]), norm)
    return _pattern("numeral.han_zero").sub(lambda m: "〇" * len(m[0]), norm)


def rendered_by(text: str, start: int, end: int) -> tuple[str, ...]:
    """The rules by which `text[start:end]` is written otherwise in the rendering."""
    if _MARKS.search(text, max(0, start - 1), end) is None:
        return ()
    around = max(0, start - _REACH), end + _REACH
    seen = ((rule_id, _pattern(rule_id).finditer(text, *around)) for rule_id in _RULES)
    return tuple(rule_id for rule_id, found in seen if any(m.start() < end and start < m.end() for m in found))


@cache
def _one_to_one() -> dict[int, int]:
    """Full-width forms to half-width, traditional characters to simplified (OpenCC's table, one character each)."""
    table = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    simple = {
        ord(a): ord(b.split(" ")[0]) for a, b in pairs if len(a) == 1 and len(b.split(" ")[0]) == 1 and a not in b
    }
    return simple | _FULL


@cache
def _rendering() -> tuple[re.Pattern[str], dict[str, str]]:
    """What to look for and what to put there; characters beyond the first plane are one range, which keeps it quick."""
    forms = {chr(a): chr(b) for a, b in _one_to_one().items()}
    near = "".join(re.escape(c) for c in forms if ord(c) < _ASTRAL) + _raised_points()
    return re.compile(f"[{near}{chr(_ASTRAL)}-{chr(0x10FFFF)}]"), forms


@cache
def _pattern(rule_id: str) -> re.Pattern[str]:
    return re.compile(default_rules()[rule_id].pattern or "")


@cache
def _raised_points() -> str:
    """The characters that may be a decimal point beside the full stop (7·3%)."""
    return str(default_rules()["numeral.raised_point"].value["points"])


def _rendered(match: re.Match[str], forms: dict[str, str]) -> str:
    """What one character becomes in the rendering."""
    found = match[0]
    if found not in _raised_points():
        return forms.get(found, found)
    return "." if _pattern("numeral.raised_point").match(match.string, match.start()) else found


def _plain_math(words: str) -> str:
    """A formula of a number: its marks are blank, the spaces between its digits zeros before it ($3 5 . 2 \\%$)."""
    plain = re.sub(r"\\[A-Za-z]+|[$\\{}]", lambda m: " " * len(m[0]), words)
    spaced = r"(?<![\d.])\d(?: (?:\d|\.(?= \d)))+(?![\d.])"
    return re.sub(spaced, lambda m: m[0].replace(" ", "").rjust(len(m[0]), "0"), plain)
