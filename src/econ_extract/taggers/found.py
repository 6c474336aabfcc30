"""What the finders of entities share: a text with its words, a found entity with the rules that made it, an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import add
from typing import Generic, TypeVar

from econ_extract.gazetteer import Region
from econ_extract.models import EntityType, Token

T = TypeVar("T")
LONGEST_NAME = 60
_FEW = 32  # so few forms are sought one by one more quickly than by the pairs of a text's characters


@dataclass(frozen=True, slots=True)
class Found:
    """An entity before the batch has had its say.

    `regions` are the divisions that the words may mean; `family` tells the finders apart that resolution treats
    differently (division, zone, zone_bare, town, anaphor, level_org, plain); `head` is what resolution compares.
    """

    start: int
    end: int
    type: EntityType
    canonical: str
    rules: tuple[str, ...]
    family: str = "plain"
    regions: tuple[Region, ...] = ()
    head: str = ""
    code: str | None = None

    def moved(self, start: int, rule: str | None = None) -> Found:
        """The same with another start, and one more rule."""
        return replace(self, start=start, rules=self.rules if rule is None else (*self.rules, rule))


class Words:
    """A text with its tokens, looked up by offset, and the entities found in it so far."""

    __slots__ = ("by_end", "by_start", "ends", "found", "starts", "text", "tokens")

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = {token.start: number for number, token in enumerate(tokens)}
        self.ends = {token.end: number for number, token in enumerate(tokens)}
        self.found: list[Found] = []
        self.by_start: dict[int, Found] = {}
        self.by_end: dict[int, Found] = {}

    def add(self, found: Found) -> None:
        """Keep an entity; of two that start or end at one place the longer stays in the maps.

        Names are short: a longer run comes of names that chain on (高新区高新区…) and would cost its square.
        """
        if found.end - found.start > LONGEST_NAME:
            return
        self.found.append(found)
        at = self.by_start.get(found.start)
        if at is None or at.end < found.end:
            self.by_start[found.start] = found
        at = self.by_end.get(found.end)
        if at is None or at.start > found.start:
            self.by_end[found.end] = found

    def token_at(self, start: int) -> Token | None:
        """The token that starts at an offset."""
        number = self.starts.get(start)
        return None if number is None else self.tokens[number]

    def token_before(self, end: int) -> Token | None:
        """The token that ends at an offset."""
        number = self.ends.get(end)
        return None if number is None else self.tokens[number]

    def over(self, offset: int) -> int | None:
        """The number of the word that runs over an offset; None at an edge and for words of more than 8 characters."""
        for back in range(offset - 1, max(offset - 8, -1), -1):
            number = self.starts.get(back)
            if number is not None:
                return number if self.tokens[number].end > offset else None
        return None

    def aligned(self, start: int, end: int) -> bool:
        """Whether a run is made of whole tokens."""
        return start in self.starts and end in self.ends


class Index(Generic[T]):
    """Forms of two characters and more, found in a text in one pass: the first two characters lead to the lengths."""

    def __init__(self, forms: Mapping[str, T]) -> None:
        self.forms = forms
        lengths: dict[str, set[int]] = {}
        for form in forms:
            if len(form) > 1:
                lengths.setdefault(form[:2], set()).add(len(form))
        self.heads = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def places(self, text: str) -> list[int]:
        """The offsets at which a form may start."""
        if len(self.forms) <= _FEW and not any(map(text.__contains__, self.forms)):
            return []
        heads = self.heads
        return [at for at, pair in enumerate(map(add, text, text[1:])) if pair in heads]

    def at(self, text: str, start: int) -> Iterator[tuple[int, T]]:
        """(end, value) of the forms that start at an offset, longest first."""
        for length in self.heads.get(text[start : start + 2], ()):
            value = self.forms.get(text[start : start + length])
            if value is not None and start + length <= len(text):
                yield start + length, value


def merge(found: Iterable[Found]) -> list[Found]:
    """Of entities that share characters the longest stays, of equally long ones the first by start and rule."""
    taken: list[Found] = []
    covered: set[int] = set()
    for one in sorted(_united(found), key=lambda f: (f.start - f.end, f.start, _RANK[f.type], f.rules)):
        # Whole entities were placed before shorter ones: a clash always shows at an edge of the shorter.
        if one.start in covered or one.end - 1 in covered:
            continue
        taken.append(one)
        covered.update(range(one.start, one.end))
    return sorted(taken, key=lambda f: f.start)


def _united(found: Iterable[Found]) -> Iterable[Found]:
    """One entity for those of equal span and type, with the rules of all; a certain canonical name comes first."""
    same: dict[tuple[int, int, str], Found] = {}
    for one in found:
        key = (one.start, one.end, one.type)
        first = same.get(key)
        if first is not None:
            other = one
            if "org.defined" in one.rules:
                first, other = one, first
            one = replace(first, rules=tuple(dict.fromkeys((*first.rules, *other.rules))))
        same[key] = one
    return same.values()


_RANK = {"org": 0, "region": 1, "person": 2}
