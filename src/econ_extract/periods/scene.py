"""A match, its publication and the periods before it in, what a resolver may look at and what it gives out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from econ_extract.models import Period
from econ_extract.numerals import HanNumerals
from econ_extract.periods.days import Span, four_digits

_NOT_NUMERAL = re.compile(r"[^0-9零〇一二两三四五六七八九十]+")
# A date without a year is the one so near to the publication, whatever year the text spoke of before; ahead of it
# news names a day so far without a word of planning, and sums days up (前7个月) not long before they are over.
_FRESH, SOON, _ALMOST_OVER = timedelta(days=45), timedelta(days=92), timedelta(days=31)
_LEAP = 8  # years from one 29 February to the next, at most


class NoReading(Exception):
    """The shape fits, the days do not exist or the words mean something else: try the next shape."""


@dataclass(frozen=True, slots=True)
class Days:
    """What a resolver gives: inclusive days, single spans of an enumeration, and the form."""

    first: date
    last: date
    parts: tuple[Span, ...] = ()
    instant: bool = False


@dataclass(slots=True)
class Scene:
    """What a resolver may look at: the match, the publication, and the periods that govern it."""

    match: re.Match[str]
    published: date | None
    near: Period | None  # the last period that is no base of comparison
    anchor: Period | None  # the last one whose year months and quarters take
    same: bool  # that stands in the same sentence of this text
    base: bool
    future: bool
    closed: bool
    value: dict[str, Any]
    words: Words

    def group(self, name: str) -> str | None:
        """The text of a group; None where the shape lacks it or it is empty."""
        return self.match.groupdict().get(name) or None

    def number(self, name: str) -> int:
        """The number in a group, Arabic or Han."""
        return self.words.number(self.match[name])

    def year(self, name: str = "y") -> int | None:
        """The year a group names; None where it names none, or where nothing says what 今年 is."""
        text = self.group(name)
        if text is None:
            return None
        word = self.words.year_word(text)
        if word is None:
            return four_digits(self.words.number(text))
        day = self.anchored(word)
        return day.year + int(word["offset"]) if day else None

    def anchored(self, word: dict[str, Any]) -> date | None:
        """The day that a pointing word starts from."""
        near = self.near.last if self.near else None
        if word["anchor"] == "published":
            return self.published
        return near if word["anchor"] == "near" else near or self.published

    def governing_year(self) -> int | None:
        """The year of the text so far: the last one named, else that of a month or longer, or of an instant."""
        period = self.anchor
        if period is None and self.near and self.near.first and self.near.last and not self.near.future:
            single_day = self.near.form == "span" and self.near.first == self.near.last
            period = None if single_day else self.near
        return period.last.year if period and period.last else None

    def placed(self, build: Callable[[int], Span], year_group: str = "y") -> Days | None:
        """The span that `build` gives for the named year, else for the year that context and publication give."""
        if self.group(year_group):
            year = self.year(year_group)
            return None if year is None else Days(*built(build, year))
        span = self._settled(build)
        return None if span is None else Days(*span)

    def _settled(self, build: Callable[[int], Span]) -> Span | None:
        """The span in the year that fits best; None where neither context nor publication give one."""
        published = self.published
        named = self.anchor.last if self.anchor else None
        if named and (self.same or published is None):
            span = built(build, named.year)
        elif published is None:
            return None
        elif self.future and (planned := built(build, published.year))[1] >= published:
            return planned
        else:
            span = built(build, named.year) if named else _last_built(build, published.year)
            latest = self._latest(build) if named else None
            if latest and published - latest[1] <= _FRESH:
                span = latest
        if published and not self.future and span[0].year <= published.year and self._ahead(span, published):
            span = built(build, span[0].year - 1)
        return span

    def _ahead(self, span: Span, published: date) -> bool:
        told = self.anchor  # 发布2022年三季报，前三季度: the text itself speaks of a day as late
        if told and told.form == "instant" and told.last and told.last >= span[1]:
            return False
        return span[1] > published + _ALMOST_OVER if self.closed else span[0] > published + SOON

    def _latest(self, build: Callable[[int], Span]) -> Span | None:
        """The last such span that was over at publication; None for a 29 February that neither year has."""
        for year in (self.published.year, self.published.year - 1) if self.published else ():
            try:
                span = build(year)
            except ValueError:
                continue
            if self.published and span[1] <= self.published:
                return span
        return None


def built(build: Callable[[int], Span], year: int) -> Span:
    """The span in `year`; raises NoReading where that year has no such day."""
    try:
        return build(year)
    except ValueError as error:  # 2月30日, 29 February of a common year
        raise NoReading from error


def _last_built(build: Callable[[int], Span], year: int) -> Span:
    """The span in `year`, or in the last year before that has such a day: 29 February."""
    for leap in range(year, year - _LEAP, -1):
        try:
            return build(leap)
        except ValueError:
            continue
    raise NoReading


@dataclass(frozen=True, slots=True)
class Words:
    """Numerals and pointing words of the rules."""

    han: HanNumerals
    tables: dict[str, dict[str, dict[str, Any]]]
    plans: dict[str, dict[str, Any]]
    holidays: dict[str, dict[int, str]]
    feasts: dict[str, str | dict[int, str]]  # the day of the feast, in every year or in each

    def number(self, text: str) -> int:
        """The first number of a short text; raises NoReading where there is none."""
        digits = _NOT_NUMERAL.sub("", text)
        value = int(digits) if digits.isdecimal() else self.han.integer(digits) if digits else None
        if value is None:
            raise NoReading
        return int(value)

    def year_word(self, text: str) -> dict[str, Any] | None:
        """What a word such as 去年 says; None for a numbered year."""
        return self.tables["year_word"].get(text.strip())

    def pointing(self, table: str, text: str) -> dict[str, Any]:
        """What a word of that table says."""
        return self.tables[table][text]
