"""A text and its publication date in, the time expressions and the days they mean out.

Shapes and words stand in `rules/periods.yaml`; this module holds what turns the parts of a shape into days, and the
few habits of dates in news: a month without a year is the latest one, unless the text before named a year or words
of planning stand beside it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from econ_extract.models import Period
from econ_extract.numerals import HanNumerals, normalize
from econ_extract.rules import Rule, RuleBook, alternation, default_rules

Span = tuple[date, date]

_GAP = r"[ \t\r\n]{0,2}"
_REF = re.compile(r"\{([a-z]\w*)(?::([a-z]\w*))?\}")
_SENTENCE_END = re.compile(r"[。!?\n]")
_BETWEEN = ("join", "record", "both")  # what stands between and behind periods, none itself
_NOT_NUMERAL = re.compile(r"[^0-9零〇一二两三四五六七八九十]+")
_DAY = timedelta(days=1)
_SATURDAY = 5
_DEFINITE = 3  # 近两天 is no span of two days
# A date without a year is the one so near to the publication, whatever year the text spoke of before; ahead of it
# news names a day so far without a word of planning, and sums days up (前7个月) not long before they are over.
_FRESH, _SOON, _ALMOST_OVER = timedelta(days=45), timedelta(days=92), timedelta(days=31)
_EVE = timedelta(days=15)  # who speaks of a holiday so near before it means the coming one
_RECKONED = re.compile(r"的?[约近超过 ]{0,2}[\d.一二三四五六七八九十两]+(?:倍|成)")
_RECKONED_BY = ("是", "为", "相当于", "达到", "恢复到", "恢复至", "达")
_CUE_BEFORE, _CUE_AFTER, _PREFIX_WINDOW, _JOIN_WINDOW, _EVENT_WINDOW = 6, 4, 8, 6, 16
_LEAP = 8  # years from one 29 February to the next, at most
_SENT_BEFORE = timedelta(days=3)  # a dispatch is printed at most so long after its dateline


class _NoReading(Exception):
    """The shape fits, the days do not exist or the words mean something else: try the next shape."""


@dataclass(frozen=True, slots=True)
class _Days:
    """What a resolver gives: inclusive days, single spans of an enumeration, and the form."""

    first: date
    last: date
    parts: tuple[Span, ...] = ()
    instant: bool = False


@dataclass(slots=True)
class _Scene:
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
    words: _Words

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
            return _four_digits(self.words.number(text))
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

    def placed(self, build: Callable[[int], Span], year_group: str = "y") -> _Days | None:
        """The span that `build` gives for the named year, else for the year that context and publication give."""
        if self.group(year_group):
            year = self.year(year_group)
            return None if year is None else _Days(*_built(build, year))
        span = self._settled(build)
        return None if span is None else _Days(*span)

    def _settled(self, build: Callable[[int], Span]) -> Span | None:
        """The span in the year that fits best; None where neither context nor publication give one."""
        published = self.published
        named = self.anchor.last if self.anchor else None
        if named and (self.same or published is None):
            span = _built(build, named.year)
        elif published is None:
            return None
        elif self.future and (planned := _built(build, published.year))[1] >= published:
            return planned
        else:
            span = _built(build, named.year) if named else _last_built(build, published.year)
            latest = self._latest(build) if named else None
            if latest and published - latest[1] <= _FRESH:
                span = latest
        if published and not self.future and span[0].year <= published.year and self._ahead(span, published):
            span = _built(build, span[0].year - 1)
        return span

    def _ahead(self, span: Span, published: date) -> bool:
        return span[1] > published + _ALMOST_OVER if self.closed else span[0] > published + _SOON

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


def _built(build: Callable[[int], Span], year: int) -> Span:
    try:
        return build(year)
    except ValueError as error:  # 2月30日, 29 February of a common year
        raise _NoReading from error


def _last_built(build: Callable[[int], Span], year: int) -> Span:
    """The span in `year`, or in the last year before that has such a day: 29 February."""
    for leap in range(year, year - _LEAP, -1):
        try:
            return build(leap)
        except ValueError:
            continue
    raise _NoReading


@dataclass(frozen=True, slots=True)
class _Words:
    """Numerals and pointing words of the rules."""

    han: HanNumerals
    tables: dict[str, dict[str, dict[str, Any]]]
    plans: dict[str, dict[str, Any]]
    holidays: dict[str, dict[int, str]]

    def number(self, text: str) -> int:
        """The first number of a short text; raises _NoReading where there is none."""
        digits = _NOT_NUMERAL.sub("", text)
        value = int(digits) if digits.isdecimal() else self.han.integer(digits) if digits else None
        if value is None:
            raise _NoReading
        return int(value)

    def year_word(self, text: str) -> dict[str, Any] | None:
        """What a word such as 去年 says; None for a numbered year."""
        return self.tables["year_word"].get(text.strip())

    def pointing(self, table: str, text: str) -> dict[str, Any]:
        """What a word of that table says."""
        return self.tables[table][text]


# ---------------------------------------------------------------- days


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> Span:
    """The days of the months `first`..`last`, counted from January of `year`; numbers beyond 12 run on."""
    y1, m1 = divmod(year * 12 + first - 1, 12)
    y2, m2 = divmod(year * 12 + last - 1, 12)
    return date(y1, m1 + 1, 1), _month_end(y2, m2 + 1)


def _four_digits(year: int) -> int:
    """The year that two digits stand for: 08年 is 2008, 98年3月 is 1998."""
    return year if year >= 100 else year + (2000 if year < 50 else 1900)


def _whole(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _shift_years(day: date, years: int) -> date:
    """The same day some years on; the end of February stays its end."""
    last = day == _month_end(day.year, day.month)
    year = day.year + years
    return _month_end(year, day.month) if last or (day.month, day.day) == (2, 29) else date(year, day.month, day.day)


def _shift_months(day: date, months: int) -> date:
    first, last = _months(day.year, day.month + months, day.month + months)
    return last if day == _month_end(day.year, day.month) else min(first + (day.day - 1) * _DAY, last)


def _years_of(first: int, last: int) -> tuple[Span, ...]:
    return tuple(_whole(y) for y in range(first, last + 1)) if 0 < last - first < 30 else ()


# ---------------------------------------------------------------- resolvers: a scene in, days out (None: no days)


def _year(s: _Scene) -> _Days | None:
    year = s.year()
    return None if year is None else _Days(*_whole(year))


def _year_range(s: _Scene) -> _Days | None:
    first, last = s.year("a"), s.year("b")
    if first is None or last is None:
        return None
    if first >= last:
        raise _NoReading
    return _Days(date(first, 1, 1), date(last, 12, 31), _years_of(first, last))


def _year_list(s: _Scene) -> _Days | None:
    years = [int(y) for y in re.findall(r"[0-9]{4}", s.match["ys"])]
    return _Days(date(min(years), 1, 1), date(max(years), 12, 31), tuple(_whole(y) for y in years))


def _whole_year(s: _Scene) -> _Days | None:
    if s.group("y"):
        return _year(s)
    published = s.published
    if published and s.future:
        return _Days(*_whole(published.year))
    year = s.governing_year()
    if published and published.month == 12 and year == published.year - 1 and not s.same:
        year = published.year  # in December 全年 sums up the year that ends
    elif published and year is None:
        year = published.year - (published.month < 6)
    return _Days(*_whole(year)) if year else None


def _within_year(s: _Scene) -> _Days | None:
    day = s.published or (s.anchor.last if s.anchor else None)
    return _Days(*_whole(day.year)) if day else None


def _year_start(s: _Scene) -> _Days | None:
    year = s.year() if s.group("y") else s.governing_year() or (s.published.year if s.published else None)
    return _Days(*(date(year, 1, 1),) * 2, instant=True) if year else None


def _year_end(s: _Scene) -> _Days | None:
    year = s.governing_year()
    if year is None and s.published:
        # from March on 年底 without a year is the coming one; before, it is the last, unless planned;
        # 年末 is a word of yearly figures: up to September it is the last
        last = 10 if "年末" in s.match[0] else 3
        year = s.published.year - (s.published.month < last and not s.future)
    elif s.future and s.published and year == s.published.year - 1 and not s.same:
        year = s.published.year
    return _Days(*(date(year, 12, 31),) * 2, instant=True) if year else None


def _decade(s: _Scene) -> _Days | None:
    if s.group("y"):
        first = s.number("y")
    else:
        century = 1800 if s.group("c19") else 2000 if s.group("c21") else 1900
        first = century + s.number("d20" if s.group("d20") else "d")
    if first % 10:
        raise _NoReading
    return _Days(date(first, 1, 1), date(first + 9, 12, 31))


def _report(s: _Scene) -> _Days | None:
    months = int(s.value["months"])
    name = next((name for name in ("w", "z") if s.group(name)), "y")
    s.closed = True
    days = s.placed(lambda y: _months(y, 1, months), name)
    return days and _Days(days.last, days.last, instant=True)


def _half(s: _Scene) -> _Days | None:
    first = 1 if s.match["h"] in ("上半年", "半年度", "H1") else 7
    if first == 7 and s.published and s.published.month > 2:
        s.future = True  # from March on the second half is the coming one
    return s.placed(lambda y: _months(y, first, first + 5))


def _quarters(s: _Scene, first: int, last: int) -> _Days | None:
    if not 1 <= first <= last <= 4:
        raise _NoReading
    return s.placed(lambda y: _months(y, 3 * first - 2, 3 * last))


def _quarter(s: _Scene) -> _Days | None:
    return _quarters(s, s.number("q"), s.number("q"))


def _quarter_range(s: _Scene) -> _Days | None:
    first, last = s.number("a"), s.number("b")
    if first >= last:
        raise _NoReading
    days = _quarters(s, first, last)
    return days and replace(
        days, parts=tuple(_months(days.first.year, 3 * q - 2, 3 * q) for q in range(first, last + 1))
    )


def _first_quarters(s: _Scene) -> _Days | None:
    return _quarters(s, 1, s.number("n"))


def _first_months(s: _Scene) -> _Days | None:
    months = s.number("n")
    if not 1 < months <= 12:
        raise _NoReading
    return s.placed(lambda y: _months(y, 1, months))


def _month(s: _Scene) -> _Days | None:
    month = s.number("m")
    if not 1 <= month <= 12:
        raise _NoReading
    return s.placed(lambda y: _months(y, month, month))


def _month_range(s: _Scene) -> _Days | None:
    first, last = s.number("a"), s.number("b")
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise _NoReading
    s.closed = first == 1  # 1—7月 sums a year up to a day past, 4—6月 may be a plan
    if not s.group("y2"):
        over = 0 if first < last else 12  # 11月至2月 runs into the next year
        return s.placed(lambda y: _months(y, first, last + over))
    start = s.placed(lambda y: _months(y, first, first))
    if start is None:
        return None
    word = s.words.year_word(s.match["y2"])
    year = start.first.year + int(word["offset"]) if word and word["anchor"] == "context" else s.year("y2")
    if year is None:
        return None
    end = _months(year, last, last)[1]
    if end < start.last:
        raise _NoReading
    return _Days(start.first, end)


def _month_list(s: _Scene) -> _Days | None:
    first, last = s.number("a"), s.number("b")
    if not 1 <= first < last <= 12:
        raise _NoReading
    days = s.placed(lambda y: _months(y, first, last))
    return days and replace(days, parts=tuple(_months(days.first.year, m, m) for m in (first, last)))


def _month_bounds(s: _Scene) -> _Days | None:
    day = _near_within(s, 32) or s.published
    if day is None:
        return None
    end = _month_end(day.year, day.month)
    return _Days(end, end, instant=True)


def _ten_days(s: _Scene) -> _Days | None:
    month = _month(s) if s.group("m") else _month_word(s)
    if month is None:
        return None
    if s.match["t"].endswith("半月"):
        middle = month.first + 14 * _DAY
        return _Days(month.first, middle) if s.match["t"][0] == "上" else _Days(middle + _DAY, month.last)
    first = {"中": 10, "下": 20}.get(s.match["t"][0], 0)
    start = month.first + first * _DAY
    return _Days(start, month.last if first == 20 else start + 9 * _DAY)


def _day(s: _Scene) -> _Days | None:
    day = s.number("d")
    if s.group("w"):
        pointed = _month_word(s)
        return pointed and _Days(*_built(lambda y: (date(y, pointed.first.month, day),) * 2, pointed.first.year))
    month = s.number("m")
    return s.placed(lambda y: (date(y, month, day), date(y, month, day)))


def _day_range(s: _Scene) -> _Days | None:
    pointed = _month_word(s) if s.group("w") else None
    if s.group("w") and pointed is None:
        return None
    month = pointed.first.month if pointed else s.number("m")
    first, last = s.number("a"), s.number("b")
    month2 = s.number("m2") if s.group("m2") else month
    over = 1 if (month2, last) < (month, first) and month2 != month else 0
    if s.group("y2"):
        start, year2 = s.placed(lambda y: (date(y, month, first),) * 2), s.year("y2")
        if start is None or year2 is None:
            return None
        end = _built(lambda y: (date(y, month2, last),) * 2, year2)[1]
        days: _Days | None = _Days(start.first, end)
    else:
        days = s.placed(lambda y: (date(y, month, first), date(y + over, month2, last)))
    if days and days.first >= days.last:
        raise _NoReading
    return days


def _month_of_bare_day(s: _Scene, day: int) -> tuple[int, int] | None:
    """Year and month of a day without them: those of a day named before, else the latest such day."""
    named = _near_within(s, 7) if s.near and s.near.form == "span" else None
    if named and named.day <= day <= monthrange(named.year, named.month)[1]:
        return named.year, named.month
    if s.published is None:
        return None
    at = s.published
    for _ in range(3):
        if day <= monthrange(at.year, at.month)[1] and (s.future or at.replace(day=day) <= s.published):
            return at.year, at.month
        at = at.replace(day=1) - _DAY
    raise _NoReading


def _bare_day(s: _Scene) -> _Days | None:
    at = _month_of_bare_day(s, s.number("d"))
    if at is None:
        return None
    day = date(*at, s.number("d"))
    return _Days(day, day)


def _bare_day_range(s: _Scene) -> _Days | None:
    first, last = s.number("a"), s.number("b")
    if first >= last:
        raise _NoReading
    at = _month_of_bare_day(s, first)
    return None if at is None else _Days(*_built(lambda y: (date(y, at[1], first), date(y, at[1], last)), at[0]))


def _near_within(s: _Scene, days: int) -> date | None:
    """The last day of the governing period, if that is an instant or not longer than `days`."""
    near = s.near
    if near is None or near.first is None or near.last is None:
        return None
    short = near.form == "instant" or near.last - near.first < days * _DAY
    return near.last if short else None


def _month_word(s: _Scene) -> _Days | None:
    word = s.words.pointing("month_word", s.match["w"])
    day = s.published
    if word["anchor"] != "published":
        # 上月 beside no word of comparison, in a new sentence, is the month before publication
        takes_near = word["offset"] == 0 or s.base or s.same or day is None
        day = (_near_within(s, 32) if takes_near else None) or day
    return _Days(*_months(day.year, day.month + int(word["offset"]), day.month + int(word["offset"]))) if day else None


def _quarter_word(s: _Scene) -> _Days | None:
    word = s.words.pointing("quarter_word", s.match["w"])
    near = s.near
    single_day = near is not None and near.form == "span" and near.first == near.last
    day = (None if single_day else _near_within(s, 93)) or s.published
    if day is None:
        return None
    first = (day.month - 1) // 3 * 3 + 1 + 3 * int(word["offset"])
    return _Days(*_months(day.year, first, first + 2))


def _week_word(s: _Scene) -> _Days | None:
    if s.published is None:
        return None
    offset = int(s.words.pointing("week_word", s.match["w"])["offset"])
    monday = s.published - s.published.weekday() * _DAY + 7 * offset * _DAY
    weekday, near = s.group("d"), s.near
    if weekday is None and s.base and near and near.first and near.last and near.last - near.first == 6 * _DAY:
        return _Days(near.first + 7 * offset * _DAY, near.last + 7 * offset * _DAY)
    if weekday is None:
        return _Days(monday, monday + 6 * _DAY)
    if weekday == "末":
        return _Days(monday + 5 * _DAY, monday + 6 * _DAY)
    day = monday + min("一二三四五六日天".find(weekday), 6) * _DAY
    return _Days(day, day)


def _day_word(s: _Scene) -> _Days | None:
    word = s.words.pointing("day_word", s.match["w"])
    near_day = s.near.last if s.near and s.near.first == s.near.last else None
    day = s.published
    if word["anchor"] != "published" and s.near is not None:
        day = near_day
    elif word["anchor"] == "near":
        day = None
    if day is None:
        return None
    day += int(word["offset"]) * _DAY
    while word.get("trading") and day.weekday() > 4:
        day -= _DAY
    return _Days(day, day)


def _weekday(s: _Scene) -> _Days | None:
    if s.published is None:
        return None
    ahead = (min("一二三四五六日天".find(s.match["d"]), 6) - s.published.weekday()) % 7
    day = s.published + (ahead if s.future or ahead == 0 else ahead - 7) * _DAY
    return _Days(day, day)


def _same_days(s: _Scene) -> _Days | None:
    near = s.near
    if s.group("other") or near is None or near.first is None or near.last is None:
        return None
    text = s.group("y")
    word = s.words.year_word(text) if text else None
    if text and word is None:
        years = s.words.number(text) - near.last.year
    elif text and word:
        years = int(word["offset"]) if word["anchor"] == "context" else min(int(word["offset"]), 0)
    else:
        years = -1 if s.base and s.match["whole"] is None else 0
    return _Days(_shift_years(near.first, years), _shift_years(near.last, years), instant=near.form == "instant")


def _last(s: _Scene) -> _Days | None:
    number = s.number("n")
    near = s.near.last if s.near and not s.near.future else None
    recent = near and (s.published is None or timedelta(0) <= s.published - near < 400 * _DAY)
    end = near if recent else s.published
    if s.group("more") or end is None or number < 1:
        return None
    if s.match["u"] in ("周", "星期", "个星期"):
        last = _near_within(s, 8) or s.published or end
        return _Days(last - (7 * number - 1) * _DAY, last)
    if s.match["u"].endswith(("日", "天")):
        trading = len(s.match["u"]) > 1
        if not trading and number < _DEFINITE:
            return None
        at = s.near.last if s.near and s.near.last and s.near.form == "instant" and recent else s.published or end
        return _last_days(at, number, weekdays=trading)
    spring = end.month <= 3 and "过去" in s.match[0]  # 过去一年 in the reports of January
    unit = "年" if s.match["u"].endswith("年度") else s.match["u"]
    if end == s.published and (number > 1 or spring) and unit == "年":
        end = date(end.year - 1, 12, 31)  # who says 近五年 on a day means years that are complete
    months = number * {"年": 12, "个季度": 3, "个月": 1}[unit]
    if months > 1200:
        raise _NoReading
    return _Days(_shift_months(end, -months) + _DAY, end)


def _last_days(last: date, number: int, *, weekdays: bool) -> _Days | None:
    """The days up to the last; without Saturdays and Sundays (近3个交易日), as holidays are not known."""
    if number > 366:
        raise _NoReading
    while weekdays and last.weekday() >= _SATURDAY:
        last -= _DAY
    first = last
    while number > 1:
        first -= _DAY
        number -= not weekdays or first.weekday() < _SATURDAY
    return _Days(first, last)


def _running(s: _Scene) -> _Days | None:
    """连续五年: the whole years, quarters or months up to the governing period, else to the publication."""
    number, months = s.number("n"), {"年": 12, "季": 3, "月": 1}[s.match["u"][0]]
    near = s.near.last if s.near and not s.near.future else None
    end = near or s.published
    if end is None or not 1 < number * months < 1200:
        return None
    over = end.year * 12 + end.month - 1 + (end == _month_end(end.year, end.month))  # months that are complete
    over -= over % months
    return _Days(*_months(0, over - number * months + 1, over))


def _mean_years(s: _Scene) -> _Days | None:
    end, number = s.near.last if s.near else None, s.number("n")
    if end is None or not 1 < number < 100:
        return None
    return _Days(_shift_months(end, -12 * number) + _DAY, end)


def _report_term(s: _Scene) -> _Days | None:
    near = s.near
    if near is None or near.first is None or near.last is None or near.last - near.first < 27 * _DAY:
        return None
    return _Days(near.last, near.last, instant=True) if s.group("end") else _Days(near.first, near.last)


def _term_ended(s: _Scene) -> _Days | None:
    day = s.number("d")
    at = None if s.group("m") else _month_of_bare_day(s, day)
    month = at[1] if at else s.number("m")
    months = s.number("n") if s.group("n") else 6 if s.group("half") else 3 if s.group("quarter") else 12
    s.closed = True
    ended = s.placed(lambda y: (date(y, month, day),) * 2)
    if ended and s.group("week"):
        return _Days(ended.last - 6 * _DAY, ended.last)
    return ended and _Days(_shift_months(ended.last, -months) + _DAY, ended.last)


def _next(s: _Scene) -> _Days | None:
    day = s.published or (s.near.last if s.near else None)
    number = s.number("n2") if s.group("n2") else s.number("n")
    if s.group("more") or day is None or number < 1:
        return None
    return _Days(date(day.year, 1, 1), _built(lambda y: _whole(y), day.year + number - 1)[1])


def _following(s: _Scene) -> _Days | None:
    if s.near is None or s.near.last is None or s.number("n") < 1:
        return None
    year = s.near.last.year
    return _Days(date(year + 1, 1, 1), _built(_whole, year + s.number("n"))[1])


def _preceding(s: _Scene) -> _Days | None:
    day = s.near.last if s.near and s.near.last else s.published
    if day is None or not 1 < s.number("n") < day.year:
        return None
    return _Days(date(day.year - s.number("n"), 1, 1), date(day.year - 1, 12, 31))


def _plan(s: _Scene) -> _Days | None:
    plan = s.words.plans[s.match["p"]]
    return _Days(date(plan["first"], 1, 1), date(plan["last"], 12, 31))


def _since_event(s: _Scene) -> _Days | None:
    month = next((s.number(name) for name in ("m", "m1") if s.group(name)), 1)
    day = s.number("d") if s.group("d") else 1
    begun = s.placed(lambda y: (date(y, month, day),) * 2)
    if begun is None or s.published is None:
        return None
    if begun.first > s.published:
        raise _NoReading
    return _Days(begun.first, s.published)


def _holiday(s: _Scene) -> _Days | None:
    days = s.words.holidays[s.match["h"]]

    def build(year: int) -> Span:
        first, last = (date.fromisoformat(f"{year}-{day}") for day in days[year].split())
        return (first if first <= last else _shift_years(first, -1)), last

    try:
        found = s.placed(build) if s.group("y") or (s.same and s.anchor) else _nearest(s, build, days.keys())
    except KeyError:
        return None
    if found and s.group("final"):
        return _Days(found.last, found.last)
    if found and (s.group("first") or s.group("nth")):
        day = found.first + (s.number("nth") - 1 if s.group("nth") else 0) * _DAY
        return _Days(day, day)
    return found


def _nearest(s: _Scene, build: Callable[[int], Span], known: Collection[int]) -> _Days | None:
    """The last of yearly spans that has begun at publication, or begins soon after."""
    if s.published is None:
        return None
    begun = s.published + (_SOON if s.future else _EVE)
    years = [year for year in range(begun.year + 1, begun.year - 2, -1) if year in known]
    return next((_Days(*days) for year in years if (days := build(year))[0] <= begun), None)


def _ago_year(s: _Scene) -> _Days | None:
    """由5年前的1%: the whole year so many years before the publication."""
    if s.published is None:
        return None
    year = s.published.year - s.number("n")
    return _Days(date(year, 1, 1), date(year, 12, 31))


def _vague(s: _Scene) -> _Days | None:
    return None


_RESOLVERS: dict[str, Callable[[_Scene], _Days | None]] = {
    "year": _year,
    "year_range": _year_range,
    "year_list": _year_list,
    "whole_year": _whole_year,
    "within_year": _within_year,
    "year_start": _year_start,
    "year_end": _year_end,
    "decade": _decade,
    "report": _report,
    "half": _half,
    "quarter": _quarter,
    "quarter_range": _quarter_range,
    "first_quarters": _first_quarters,
    "first_months": _first_months,
    "month": _month,
    "month_range": _month_range,
    "month_list": _month_list,
    "month_end": _month_bounds,
    "ten_days": _ten_days,
    "day": _day,
    "day_range": _day_range,
    "bare_day": _bare_day,
    "bare_day_range": _bare_day_range,
    "month_word": _month_word,
    "quarter_word": _quarter_word,
    "week_word": _week_word,
    "weekday": _weekday,
    "day_word": _day_word,
    "same_days": _same_days,
    "last": _last,
    "running": _running,
    "mean_years": _mean_years,
    "report_term": _report_term,
    "term_ended": _term_ended,
    "next": _next,
    "following": _following,
    "ago_year": _ago_year,
    "preceding": _preceding,
    "plan": _plan,
    "holiday": _holiday,
    "since_event": _since_event,
    "vague": _vague,
}


# ---------------------------------------------------------------- the grammar


@dataclass(frozen=True, slots=True)
class _Shape:
    """A compiled pattern rule."""

    id: str
    regex: re.Pattern[str]
    resolve: Callable[[_Scene], _Days | None]
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Tail:
    """What stands right behind a core: 末/底, 前, 以来."""

    end: int
    instant: bool = False
    before: bool = False
    since: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A resolved period with the start of its core (without 截至), and what it is to the text after it.

    A base of comparison governs nothing; only a period that names its year passes that to later months and quarters.
    """

    period: Period
    core: int
    base: bool
    names_year: bool
    dateline: bool = False


class _Sources:
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

        return _REF.sub(filled, pattern.replace(" ", _GAP))

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


def _starts(shapes: list[_Shape]) -> tuple[re.Pattern[str], dict[str, list[_Shape]]]:
    """An expression for the places where some shape may begin, and the shapes by their first two characters.

    It is one cheap pass: two characters that begin a shape, not inside a run of digits, with a needed character
    (年, 月, 季 …) near.
    """
    by_begin: dict[str, list[_Shape]] = {}
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


class PeriodGrammar:
    """The period rules of a book, compiled once; `find` may be called from several threads."""

    def __init__(self, book: RuleBook) -> None:
        sources = _Sources(book.table("periods"))
        tables = {
            name: {form: rule.value for rule in sources.under(name) for form in rule.forms}
            for name in ("year_word", "quarter_word", "month_word", "week_word", "day_word")
        }
        plans = {form: rule.value for rule in sources.under("plan") for form in rule.forms}
        holidays = {form: rule.value["days"] for rule in sources.under("holiday_name") for form in rule.forms}
        han = HanNumerals(book["numeral.han_digits"].value["digits"], book["numeral.scales"].value["scales"])
        self._words = _Words(han, tables, plans, holidays)
        shapes: list[_Shape] = []
        for rule in sources.by_id.values():
            if rule.kind == "pattern" and rule.value["resolve"] not in _BETWEEN:
                regex = re.compile(sources.fill(_Sources.own(rule)))
                shapes.append(_Shape(rule.id, regex, _RESOLVERS[rule.value["resolve"]], rule.value))
        self._starts, self._by_begin = _starts(shapes)
        self._prefix = re.compile(_either(sources, "prefix", _GAP + "$"))
        self._tail_end = re.compile(sources.fill(_Sources.own(sources.by_id["period.tail.end"])))
        self._tail_before = re.compile(sources.fill(_Sources.own(sources.by_id["period.tail.before"])))
        self._tail_since = re.compile(sources.fill(_Sources.own(sources.by_id["period.tail.since"])))
        self._tail_until = re.compile(sources.fill(_Sources.own(sources.by_id["period.tail.until"])))
        self._record = re.compile(sources.fill(_Sources.own(sources.by_id["period.since_record"])))
        self._base = sources.cues("base")
        self._begin_words = sources.by_id["period.prefix.since"].forms
        self._change_verbs = tuple(sources.by_id["period.change_verb"].forms)
        self._future_left = re.compile(alternation(sources.by_id["period.future.before"].forms))
        self._future_right = re.compile(alternation(sources.by_id["period.future.after"].forms))
        self._join_event = re.compile(sources.fill(_Sources.own(sources.by_id["period.joined_event"])))
        self._and = re.compile(sources.fill(_Sources.own(sources.by_id["period.part.and"])))
        self._both = re.compile(sources.fill(_Sources.own(sources.by_id["period.both"])))
        self._join = re.compile(sources.fill(_Sources.own(sources.by_id["period.joined"])))

    def shapes_at(self, norm: str, start: int) -> list[_Shape]:
        """The shapes that may begin at `start`, by the two characters there."""
        return self._by_begin.get(norm[start : start + 2]) or self._by_begin.get(norm[start], [])

    def find(self, text: str, published: date | None = None, context: Period | None = None) -> list[Period]:
        """The periods of `text` in order, without overlap.

        `context` is the period that governed the text before; `published` the day the article appeared.
        """
        norm = normalize(text)
        run = _Run(self, text, norm, published, context)
        at = 0
        while match := self._starts.search(norm, at):
            reading = run.read(match.start())
            at = reading.period.end if reading else match.start() + 1
            if reading:
                run.take(reading)
        return [reading.period for reading in run.readings]


def _either(sources: _Sources, group: str, tail: str) -> str:
    """One expression for the rules of a group, each a named group of its last id part."""
    rules = "|".join(
        f"(?P<{rule.id.rsplit('.', 1)[1]}>{sources.fill(_Sources.own(rule))})" for rule in sources.under(group)
    )
    return f"(?:{rules}){tail}"


class _Run:
    """One pass over one text: the readings so far and what governs the next."""

    def __init__(
        self, grammar: PeriodGrammar, text: str, norm: str, published: date | None, context: Period | None
    ) -> None:
        self.grammar, self.text, self.norm, self.published = grammar, text, norm, published
        self.context = context
        self.readings: list[_Reading] = []
        self.near: Period | None = None
        self.anchor: Period | None = None
        self._seen_to, self._broken = 0, True
        self._sent: date | None = None  # the day of the last dateline
        self._before: tuple[Period | None, Period | None, int, bool] = (None, None, 0, True)
        if context is not None and context.first is not None:
            self._governs(context, -1, True)

    def _governs(self, period: Period, end: int, names_year: bool) -> None:
        """Let a period govern what follows; `end` is -1 for the context, which stands in no sentence of this text."""
        self._before = (self.near, self.anchor, self._seen_to, self._broken)
        self.near = period
        one_year = period.first is not None and period.last is not None and period.first.year == period.last.year
        over = period.last is not None and self.published is not None and period.last <= self.published
        if names_year and not period.future and (one_year or over):
            self.anchor = period
            self._seen_to, self._broken = max(end, 0), end < 0

    def _same_sentence(self, start: int) -> bool:
        """Whether the anchor stands in the sentence of `start`; every character is looked at once."""
        if not self._broken:
            self._broken = _SENTENCE_END.search(self.norm, self._seen_to, start) is not None
            self._seen_to = max(self._seen_to, start)
        return not self._broken

    def read(self, start: int) -> _Reading | None:
        """The longest reading that begins at `start`; None where every shape there turns out to be no date."""
        found = []
        for shape in self.grammar.shapes_at(self.norm, start):
            match = shape.regex.match(self.norm, start)
            if match and match.end() > start:
                tail = self._tail(match.end(), shape.value)
                found.append((tail.end, match.end(), shape, match, tail))
        found.sort(key=lambda f: (-f[0], -f[1], f[2].id))
        for _, _, shape, match, tail in found:
            try:
                return self._resolved(shape, match, tail)
            except _NoReading:
                continue
        return None

    def _tail(self, end: int, value: dict[str, Any]) -> _Tail:
        grammar, instant = self.grammar, False
        if value.get("end") and (m := grammar._tail_end.match(self.norm, end)):
            end, instant = m.end(), True
        if m := grammar._tail_until.match(self.norm, end):
            return _Tail(m.end(), instant)
        if value["resolve"] == "vague":
            return _Tail(end)
        if m := grammar._tail_since.match(self.norm, end):
            return _Tail(m.end(), instant, since=True)
        if m := grammar._tail_before.match(self.norm, end):
            return _Tail(m.end(), instant, before=True)
        return _Tail(end, instant)

    def _resolved(self, shape: _Shape, match: re.Match[str], tail: _Tail) -> _Reading:
        start, floor = match.start(), self.readings[-1].period.end if self.readings else 0
        prefix = self.grammar._prefix.search(self.norm[max(floor, start - _PREFIX_WINDOW) : start])
        kind = prefix.lastgroup if prefix and shape.value["resolve"] != "vague" else None
        opened = self._opened(start)
        verb = kind == "until" and prefix and self._of_verb(start - len(prefix[0])) and not opened
        if verb or (kind == "since" and not tail.since and not shape.value.get("range")):
            kind = None
        left = start - (len(prefix[0]) if prefix and kind else 0)
        ended = tail.since or self.norm[tail.end - 1] == "来" or shape.value["resolve"] == "last"
        record = ended and self.grammar._record.match(self.norm, tail.end)
        base = bool(shape.value.get("base")) or self._is_base(left) or bool(record) or self._measured(left, tail.end)
        scene = _Scene(
            match=match,
            published=self._today(shape),
            near=opened or self.near,
            anchor=opened or self.anchor,
            same=opened is not None or self._same_sentence(start),
            base=self._is_base(left),
            future=kind == "until" or tail.before or (not verb and self._is_planned(left, tail.end)),
            closed=bool(shape.value.get("closed")) or kind == "as_of",
            value=shape.value,
            words=self.grammar._words,
        )
        try:
            days = shape.resolve(scene)
        except (ValueError, OverflowError) as error:  # beyond the calendar
            raise _NoReading from error
        period = self._period(shape, days, left, tail, kind)
        if record:
            period = replace(period, rule="period.since_record")
        names_year = any(scene.group(name) for name in ("y", "ys", "p")) or shape.value["resolve"] == "year_range"
        dateline = shape.value["resolve"] == "day" and self.norm[tail.end : tail.end + 1] in ("电", "讯")
        return _Reading(period, start, base, names_year, dateline)

    def _opened(self, start: int) -> Period | None:
        """The period before a dash or 至 that stands right before `start`: this one is its right end."""
        one = self.readings[-1] if self.readings else None
        if one is None or one.period.first is None or not 0 < start - one.period.end <= _JOIN_WINDOW:
            return None
        return one.period if self.grammar._join.fullmatch(self.norm, one.period.end, start) else None

    def _of_verb(self, start: int) -> bool:
        """Whether the 到 or 至 at `start` belongs to a verb of change before it."""
        return self.norm[max(0, start - _CUE_BEFORE) : start].endswith(self.grammar._change_verbs)

    def _today(self, shape: _Shape) -> date | None:
        """The day that 今日 is: that of the dateline, where the text went out before it was published."""
        sent = self._sent
        near = sent and self.published and timedelta(0) < self.published - sent <= _SENT_BEFORE
        return sent if near and shape.value["resolve"] == "day_word" else self.published

    def _period(self, shape: _Shape, days: _Days | None, start: int, tail: _Tail, kind: str | None) -> Period:
        end = tail.end
        published = self.published
        ahead = bool(shape.value.get("future"))
        begins = None if days is None else days.last if tail.instant else days.first
        if days is None or begins is None or (tail.since and (published is None or begins > published)):
            future = ahead or kind == "until" or tail.before
            return Period(start, end, self.text[start:end], None, None, "vague", shape.id, future=future)
        first, last, parts = days.first, days.last, days.parts
        instant = days.instant or tail.instant or kind == "as_of"
        if tail.since and published is not None:
            first, last, instant, parts = last if tail.instant else first, published, False, ()
        elif instant:
            if kind == "as_of" and self.text[start:end].endswith("初"):
                last = first  # 截至今年1月初
            if kind == "as_of" and not tail.instant and published and first <= published < last:
                last = published
            first, parts = last, ()
        if published is None:
            ahead = ahead or kind == "until" or tail.before
        else:
            ahead = ahead or first > published or ((kind == "until" or tail.before) and last > published)
        return Period(
            start=start,
            end=end,
            text=self.text[start:end],
            first=first,
            last=last,
            form="instant" if instant else "span",
            rule=shape.id,
            flow_first=date(last.year, 1, 1) if instant else None,
            future=ahead,
            parts=parts,
        )

    def _measured(self, start: int, end: int) -> bool:
        """Whether a multiple or a share is reckoned on the days (是2020年全年的3.4倍): they lend no year to others."""
        return bool(_RECKONED.match(self.norm, end)) and self.norm.endswith(_RECKONED_BY, 0, start)

    def _is_base(self, start: int) -> bool:
        return self.norm[max(0, start - 5) : start].rstrip().endswith(self.grammar._base)

    def _is_planned(self, start: int, end: int) -> bool:
        left = self.norm[max(0, start - _CUE_BEFORE) : start]
        right = self.norm[end : end + _CUE_AFTER]
        left, right = re.split(r"[,。;、]", left)[-1], re.split(r"[,。;、]", right)[0]
        return bool(self.grammar._future_left.search(left) or self.grammar._future_right.search(right))

    def take(self, reading: _Reading) -> None:
        """Add a reading, joined to the one before where a dash or 至 stands between, and let it govern."""
        joined = self._joined(self.readings[-1], reading) if self.readings else None
        if joined:
            if not joined.base:
                self.near, self.anchor, self._seen_to, self._broken = self._before
            self.readings[-1] = reading = joined
        else:
            self.readings.append(reading)
            self._sent = reading.period.last if reading.dateline else self._sent
        if reading.period.first is not None and not reading.base:
            self._governs(reading.period, reading.period.end, reading.names_year)

    def _joined(self, one: _Reading, two: _Reading) -> _Reading | None:
        between = self.norm[one.period.end : two.core]
        a, b = one.period, two.period
        begun = self._begin_word(a.start) < a.start and self.grammar._join_event.fullmatch(between)
        coordinated = self.grammar._and.fullmatch(between) and self.grammar._both.match(self.norm, b.end)
        near = len(between) <= _JOIN_WINDOW and self.grammar._join.fullmatch(between)
        if not (near or coordinated or (begun and len(between) <= _EVENT_WINDOW)):
            return None
        if a.first is None or a.last is None or b.first is None or b.last is None or b.rule == "period.same_days":
            return None
        last = b.last
        so_far = a.text.endswith("来") and a.last == self.published and a.first < last  # 今年以来至5月4日
        if last < a.last and a.last.year - last.year == 0 and not so_far:
            last = _shift_years(last, 1)  # 12月至2月
        if last <= a.last and not so_far:
            return None
        parts: tuple[Span, ...] = ()
        if (a.first, a.last, b.first, b.last) == (*_whole(a.first.year), *_whole(b.last.year)):
            parts = _years_of(a.first.year, b.last.year)
        begin = self._begin_word(a.start)
        period = Period(
            start=begin,
            end=b.end,
            text=self.text[begin : b.end],
            first=a.first,
            last=last,
            form="span",
            rule="period.joined" if near else "period.both" if coordinated else "period.joined_event",
            future=a.future or b.future,
            parts=parts,
        )
        return _Reading(period, one.core, one.base and begin == a.start, one.names_year or two.names_year)

    def _begin_word(self, start: int) -> int:
        """Where a joined period begins: with the 从 or 自 right before it, which makes no base of its left end."""
        floor = self.readings[-2].period.end if len(self.readings) > 1 else 0
        words = (w for w in self.grammar._begin_words if self.norm.endswith(w, floor, start))
        return start - max(map(len, words), default=0)


@cache
def _default_grammar() -> PeriodGrammar:
    return PeriodGrammar(default_rules())


@lru_cache(maxsize=4)
def _grammar_of(book: RuleBook) -> PeriodGrammar:
    return PeriodGrammar(book)


def find_periods(
    text: str,
    published: date | None = None,
    *,
    context: Period | None = None,
    book: RuleBook | None = None,
) -> list[Period]:
    """The time expressions of `text`, in order and without overlap, resolved to days.

    `published` is the day that 今年 refers to; `context` the period that governed the text before. An expression
    that neither they nor its own words make definite has `first` and `last` None and the form `vague`.
    """
    grammar = _default_grammar() if book is None else _grammar_of(book)
    return grammar.find(text, published, context)
