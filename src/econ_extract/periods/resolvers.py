"""A scene in, the days that its shape means out (None: no days): one function a kind of shape, and their table."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta

from econ_extract.periods.days import (
    DAY,
    Span,
    four_digits,
    month_end,
    shift_months,
    shift_years,
    span_of_months,
    span_of_year,
    spans_of_years,
)
from econ_extract.periods.scene import SOON, Days, NoReading, Scene, built

_SATURDAY = 5
_DEFINITE = 3  # 近两天 is no span of two days
_AFTER_HOLIDAY = timedelta(days=3)  # who speaks of a holiday without its name so soon after one means that
_NEW_YEAR = "春节"
_MID_MONTH = 20  # up to this day of publication 月末 is that of the month before
_YEAR_TOLD = 2  # up to this month a text still tells of the year that is just over
_EVE = timedelta(days=15)  # who speaks of a holiday so near before it means the coming one


def _year(s: Scene) -> Days | None:
    year = s.year()
    return None if year is None else Days(*span_of_year(year))


def _year_range(s: Scene) -> Days | None:
    first, last = s.year("a"), s.year("b")
    if first is None or last is None:
        return None
    if first >= last:
        raise NoReading
    return Days(date(first, 1, 1), date(last, 12, 31), spans_of_years(first, last))


def _year_list(s: Scene) -> Days | None:
    years = [int(y) for y in re.findall(r"[0-9]{4}", s.match["ys"])]
    return Days(date(min(years), 1, 1), date(max(years), 12, 31), tuple(span_of_year(y) for y in years))


def _year_pair(s: Scene) -> Days | None:
    """今明两年, 明后两年: from the first of the named years to the last."""
    if s.published is None:
        return None
    years = [s.published.year + "去今明后".index(word) - 1 for word in s.match["ws"]]
    return Days(date(years[0], 1, 1), date(years[-1], 12, 31))


def _day_pair(s: Scene) -> Days | None:
    """昨今两天, 今明两日: both days."""
    if s.published is None:
        return None
    first = s.published + ("昨今明".index(s.match["ds"][0]) - 1) * DAY
    return Days(first, first + DAY)


def _whole_year(s: Scene) -> Days | None:
    if s.group("y"):
        return _year(s)
    published = s.published
    year = s.governing_year()
    told = s.same and published is not None and published.month <= _YEAR_TOLD and year == published.year - 1
    if published and s.future and not told:  # in January 1998: 1997年…，预计全年达到1800亿美元
        return Days(*span_of_year(published.year))
    if published and published.month == 12 and year == published.year - 1 and not s.same:
        year = published.year  # in December 全年 sums up the year that ends
    elif published and year is None:
        year = published.year - (published.month < 6)
    return Days(*span_of_year(year)) if year else None


def _within_year(s: Scene) -> Days | None:
    day = s.published or (s.anchor.last if s.anchor else None)
    return Days(*span_of_year(day.year)) if day else None


def _year_start(s: Scene) -> Days | None:
    year = s.year() if s.group("y") else s.governing_year() or (s.published.year if s.published else None)
    return Days(*(date(year, 1, 1),) * 2, instant=True) if year else None


def _year_end(s: Scene) -> Days | None:
    year = s.governing_year()
    if year is None and s.published:
        # from March on 年底 without a year is the coming one; before, it is the last, unless planned;
        # 年末 is a word of yearly figures: up to September it is the last
        last = 10 if "年末" in s.match[0] else 3
        year = s.published.year - (s.published.month < last and not s.future)
    elif s.future and s.published and year == s.published.year - 1 and not s.same:
        year = s.published.year
    return Days(*(date(year, 12, 31),) * 2, instant=True) if year else None


def _decade(s: Scene) -> Days | None:
    if s.group("y"):
        first = s.number("y")
    else:
        century = 1800 if s.group("c19") else 2000 if s.group("c21") else 1900
        first = century + s.number("d20" if s.group("d20") else "d")
    if first % 10:
        raise NoReading
    return Days(date(first, 1, 1), date(first + 9, 12, 31))


def _report(s: Scene) -> Days | None:
    months = int(s.value["months"])
    name = next((name for name in ("w", "z") if s.group(name)), "y")
    s.closed = True
    days = s.placed(lambda y: span_of_months(y, 1, months), name)
    return days and Days(days.last, days.last, instant=True)


def _half(s: Scene) -> Days | None:
    first = 7 if s.match["h"] in ("下半年", "H2") else 1
    if first == 7 and s.published and s.published.month > 2:
        s.future = True  # from March on the second half is the coming one
    return s.placed(lambda y: span_of_months(y, first, first + 5))


def _half_bare(s: Scene) -> Days | None:
    s.closed = True
    return s.placed(lambda y: span_of_months(y, 1, 6))


def _short_year(s: Scene) -> tuple[int, str]:
    """The year of 24Q3 or 3Q24, and how the names of the other groups of that form end."""
    tail = "" if s.group("y") else "1"
    return four_digits(s.number("y" + tail)), tail


def _half_short(s: Scene) -> Days | None:
    year, tail = _short_year(s)
    first = 1 if "1" in s.match["h" + tail] else 7
    return Days(*span_of_months(year, first, first + 5))


def _quarter_short(s: Scene) -> Days | None:
    year, tail = _short_year(s)
    quarter = s.number("q" + tail)
    return Days(*span_of_months(year, 3 * quarter - 2, 3 * quarter))


def _months_short(s: Scene) -> Days | None:
    year, tail = _short_year(s)
    return Days(*span_of_months(year, 1, s.number("n" + tail)))


def _quarters(s: Scene, first: int, last: int) -> Days | None:
    if not 1 <= first <= last <= 4:
        raise NoReading
    return s.placed(lambda y: span_of_months(y, 3 * first - 2, 3 * last))


def _quarter(s: Scene) -> Days | None:
    return _quarters(s, s.number("q"), s.number("q"))


def _quarter_range(s: Scene) -> Days | None:
    first, last = s.number("a"), s.number("b")
    if first >= last:
        raise NoReading
    days = _quarters(s, first, last)
    return days and replace(
        days, parts=tuple(span_of_months(days.first.year, 3 * q - 2, 3 * q) for q in range(first, last + 1))
    )


def _first_quarters(s: Scene) -> Days | None:
    return _quarters(s, 1, int(s.value.get("n", 0)) or s.number("n"))


def _first_months(s: Scene) -> Days | None:
    months = s.number("n")
    if not 1 < months <= 12:
        raise NoReading
    return s.placed(lambda y: span_of_months(y, 1, months))


def _month(s: Scene) -> Days | None:
    month = s.number("m")
    if not 1 <= month <= 12:
        raise NoReading
    return s.placed(lambda y: span_of_months(y, month, month))


def _month_range(s: Scene) -> Days | None:
    first, last = s.number("a"), s.number("b")
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise NoReading
    s.closed = first == 1  # 1—7月 sums a year up to a day past, 4—6月 may be a plan
    if not s.group("y2"):
        over = 0 if first < last else 12  # 11月至2月 runs into the next year
        return s.placed(lambda y: span_of_months(y, first, last + over))
    start = s.placed(lambda y: span_of_months(y, first, first))
    if start is None:
        return None
    word = s.words.year_word(s.match["y2"])
    year = start.first.year + int(word["offset"]) if word and word["anchor"] == "context" else s.year("y2")
    if year is None:
        return None
    end = span_of_months(year, last, last)[1]
    if end < start.last:
        raise NoReading
    return Days(start.first, end)


def _month_list(s: Scene) -> Days | None:
    first, last = s.number("a"), s.number("b")
    if not 1 <= first < last <= 12:
        raise NoReading
    days = s.placed(lambda y: span_of_months(y, first, last))
    return days and replace(days, parts=tuple(span_of_months(days.first.year, m, m) for m in (first, last)))


def _month_bounds(s: Scene) -> Days | None:
    """The end of the month that the text spoke of, else of that of publication; 月末 of figures is one that is over."""
    near = _near_within(s, 32)
    day = near or s.published
    if day is None:
        return None
    if near is None and "月末" in s.match[0] and not s.future and day.day <= _MID_MONTH:
        day = day.replace(day=1) - DAY
    end = month_end(day.year, day.month)
    return Days(end, end, instant=True)


def _quarter_end(s: Scene) -> Days | None:
    """The end of the quarter that the text spoke of, else of the last one that was over at publication."""
    near = s.near.last if s.near else None
    if near is None and s.published is None:
        return None
    day = near or shift_months(s.published or date.max, -3)
    last = (day.month + 2) // 3 * 3
    end = month_end(day.year, last)
    return Days(end, end, instant=True)


def _ten_days(s: Scene) -> Days | None:
    month = _month(s) if s.group("m") else _month_word(s)
    if month is None:
        return None
    if s.match["t"].endswith("半月"):
        middle = month.first + 14 * DAY
        return Days(month.first, middle) if s.match["t"][0] == "上" else Days(middle + DAY, month.last)
    first = {"中": 10, "下": 20}.get(s.match["t"][0], 0)
    start = month.first + first * DAY
    return Days(start, month.last if first == 20 else start + 9 * DAY)


def _day(s: Scene) -> Days | None:
    day = s.number("d")
    if s.group("w"):
        pointed = _month_word(s)
        return pointed and Days(*built(lambda y: (date(y, pointed.first.month, day),) * 2, pointed.first.year))
    month = s.number("m")
    return s.placed(lambda y: (date(y, month, day), date(y, month, day)))


def _day_range(s: Scene) -> Days | None:
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
        end = built(lambda y: (date(y, month2, last),) * 2, year2)[1]
        days: Days | None = Days(start.first, end)
    else:
        days = s.placed(lambda y: (date(y, month, first), date(y + over, month2, last)))
    if days and days.first >= days.last:
        raise NoReading
    return days


def _month_of_bare_day(s: Scene, day: int) -> tuple[int, int] | None:
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
        at = at.replace(day=1) - DAY
    raise NoReading


def _bare_day(s: Scene) -> Days | None:
    at = _month_of_bare_day(s, s.number("d"))
    if at is None:
        return None
    day = date(*at, s.number("d"))
    return Days(day, day)


def _bare_day_range(s: Scene) -> Days | None:
    first, last = s.number("a"), s.number("b")
    if first >= last:
        raise NoReading
    at = _month_of_bare_day(s, first)
    return None if at is None else Days(*built(lambda y: (date(y, at[1], first), date(y, at[1], last)), at[0]))


def _near_within(s: Scene, days: int) -> date | None:
    """The last day of the governing period, if that is an instant or not longer than `days`."""
    near = s.near
    if near is None or near.first is None or near.last is None:
        return None
    short = near.form == "instant" or near.last - near.first < days * DAY
    return near.last if short else None


def _said_again(s: Scene) -> Days | None:
    """The days of the same word just before: 毛利率上季度为8%，净利率上季度为3%."""
    near = s.near
    if near is None or near.text != s.match[0] or near.first is None or near.last is None:
        return None
    return Days(near.first, near.last)


def _month_word(s: Scene) -> Days | None:
    word = s.words.pointing("month_word", s.match["w"])
    if word["anchor"] == "context" and word["offset"] and (again := _said_again(s)):
        return again
    day = s.published
    if word["anchor"] != "published":
        # 上月 beside no word of comparison, in a new sentence, is the month before publication
        stated = s.match.groupdict().get("then") is not None  # 9月指数为50，上月为49
        takes_near = word["offset"] == 0 or s.base or s.same or stated or day is None
        day = (_near_within(s, 32) if takes_near else None) or day
    return (
        Days(*span_of_months(day.year, day.month + int(word["offset"]), day.month + int(word["offset"])))
        if day
        else None
    )


def _quarter_word(s: Scene) -> Days | None:
    word = s.words.pointing("quarter_word", s.match["w"])
    near = s.near
    if word["offset"] and (again := _said_again(s)):
        return again
    single_day = near is not None and near.form == "span" and near.first == near.last
    day = (None if single_day else _near_within(s, 93)) or s.published
    if day is None:
        return None
    first = (day.month - 1) // 3 * 3 + 1 + 3 * int(word["offset"])
    return Days(*span_of_months(day.year, first, first + 2))


def _week_word(s: Scene) -> Days | None:
    if s.published is None:
        return None
    offset = int(s.words.pointing("week_word", s.match["w"])["offset"])
    monday = s.published - s.published.weekday() * DAY + 7 * offset * DAY
    weekday, near = s.group("d"), s.near
    if weekday is None and s.base and near and near.first and near.last and near.last - near.first == 6 * DAY:
        return Days(near.first + 7 * offset * DAY, near.last + 7 * offset * DAY)
    if weekday is None:
        return Days(monday, monday + 6 * DAY)
    if weekday == "末":
        return Days(monday + 5 * DAY, monday + 6 * DAY)
    day = monday + min("一二三四五六日天".find(weekday), 6) * DAY
    return Days(day, day)


def _day_word(s: Scene) -> Days | None:
    word = s.words.pointing("day_word", s.match["w"])
    near_day = s.near.last if s.near and s.near.first == s.near.last else None
    day = s.published
    if word["anchor"] != "published" and s.near is not None:
        day = near_day
    elif word["anchor"] == "near":
        day = None
    if day is None:
        return None
    day += int(word["offset"]) * DAY
    while word.get("trading") and day.weekday() > 4:
        day -= DAY
    return Days(day, day)


def _weekday(s: Scene) -> Days | None:
    if s.published is None:
        return None
    ahead = (min("一二三四五六日天".find(s.match["d"]), 6) - s.published.weekday()) % 7
    day = s.published + (ahead if s.future or ahead == 0 else ahead - 7) * DAY
    return Days(day, day)


def _same_days(s: Scene) -> Days | None:
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
    return Days(shift_years(near.first, years), shift_years(near.last, years), instant=near.form == "instant")


def _last(s: Scene) -> Days | None:
    number = s.number("n")
    near = s.near.last if s.near and not s.near.future else None
    recent = near and (s.published is None or timedelta(0) <= s.published - near < 400 * DAY)
    end = near if recent else s.published
    if s.group("more") or end is None or number < 1:
        return None
    if s.match["u"] in ("周", "星期", "个星期"):
        last = _near_within(s, 8) or s.published or end
        return Days(last - (7 * number - 1) * DAY, last)
    if s.match["u"].endswith(("日", "天")):
        trading = len(s.match["u"]) > 1
        if not trading and number < _DEFINITE:
            return None
        at = s.near.last if s.near and s.near.last and s.near.form == "instant" and recent else s.published or end
        return _last_days(at, number, weekdays=trading)
    spring = end.month <= 3 and "过去" in s.match[0]  # 过去一年 in the reports of January
    unit = "年" if s.match["u"].endswith("年度") else s.match["u"]
    day = s.near is not None and s.near.last == end and s.near.first == end and s.near.form == "span"  # of a dateline
    if (end == s.published or (day and spring)) and (number > 1 or spring) and unit == "年":
        end = date(end.year - 1, 12, 31)  # who says 近五年 on a day means years that are complete
    months = number * {"年": 12, "个季度": 3, "个月": 1}[unit]
    if months > 1200:
        raise NoReading
    return Days(shift_months(end, -months) + DAY, end)


def _last_days(last: date, number: int, *, weekdays: bool) -> Days | None:
    """The days up to the last; without Saturdays and Sundays (近3个交易日), as holidays are not known."""
    if number > 366:
        raise NoReading
    while weekdays and last.weekday() >= _SATURDAY:
        last -= DAY
    first = last
    while number > 1:
        first -= DAY
        number -= not weekdays or first.weekday() < _SATURDAY
    return Days(first, last)


def _running(s: Scene) -> Days | None:
    """连续五年: the whole years, quarters or months up to the governing period, else to the publication."""
    number, months = s.number("n"), {"年": 12, "季": 3, "月": 1}[s.match["u"][0]]
    near = s.near.last if s.near and not s.near.future else None
    end = near or s.published
    if end is None or not 1 < number * months < 1200:
        return None
    over = end.year * 12 + end.month - 1 + (end == month_end(end.year, end.month))  # months that are complete
    over -= over % months
    return Days(*span_of_months(0, over - number * months + 1, over))


def _running_since(s: Scene) -> Days | None:
    """自2010年以来连续5年: so many years from the named one, none of them to come."""
    first, number = s.year(), s.number("n")
    if first is None or not 1 < number < 100:
        return None
    days = Days(date(first, 1, 1), date(first + number - 1, 12, 31))
    if s.published is not None and days.first.year + number - 1 > s.published.year:
        raise NoReading
    return days


def _mean_years(s: Scene) -> Days | None:
    end, number = s.near.last if s.near else None, s.number("n")
    if end is None or not 1 < number < 100:
        return None
    return Days(shift_months(end, -12 * number) + DAY, end)


def _report_term(s: Scene) -> Days | None:
    near = s.near
    if near is None or near.first is None or near.last is None:
        return None
    if near.rule.startswith("period.report") and near.form == "instant" and near.flow_first:
        return Days(near.last, near.last, instant=True) if s.group("end") else Days(near.flow_first, near.last)
    if near.last - near.first < 27 * DAY:
        return None
    return Days(near.last, near.last, instant=True) if s.group("end") else Days(near.first, near.last)


def _term_ended(s: Scene) -> Days | None:
    day = s.number("d")
    at = None if s.group("m") else _month_of_bare_day(s, day)
    month = at[1] if at else s.number("m")
    months = s.number("n") if s.group("n") else 6 if s.group("half") else 3 if s.group("quarter") else 12
    s.closed = True
    ended = s.placed(lambda y: (date(y, month, day),) * 2)
    if ended and s.group("week"):
        return Days(ended.last - 6 * DAY, ended.last)
    return ended and Days(shift_months(ended.last, -months) + DAY, ended.last)


def _next(s: Scene) -> Days | None:
    day = s.published or (s.near.last if s.near else None)
    number = s.number("n2") if s.group("n2") else s.number("n")
    if s.group("more") or day is None or number < 1:
        return None
    return Days(date(day.year, 1, 1), built(lambda y: span_of_year(y), day.year + number - 1)[1])


def _following(s: Scene) -> Days | None:
    if s.near is None or s.near.last is None or s.number("n") < 1:
        return None
    year = s.near.last.year
    return Days(date(year + 1, 1, 1), built(span_of_year, year + s.number("n"))[1])


def _preceding(s: Scene) -> Days | None:
    day = s.near.last if s.near and s.near.last else s.published
    if day is None or not 1 < s.number("n") < day.year:
        return None
    return Days(date(day.year - s.number("n"), 1, 1), date(day.year - 1, 12, 31))


def _plan(s: Scene) -> Days | None:
    plan = s.words.plans[s.match["p"]]
    return Days(date(plan["first"], 1, 1), date(plan["last"], 12, 31))


def _since_event(s: Scene) -> Days | None:
    month = next((s.number(name) for name in ("m", "m1") if s.group(name)), 1)
    day = s.number("d") if s.group("d") else 1
    begun = s.placed(lambda y: (date(y, month, day),) * 2)
    if begun is None or s.published is None:
        return None
    if begun.first > s.published:
        raise NoReading
    return Days(begun.first, s.published)


def _span_of_holiday(days: dict[int, str], year: int) -> Span:
    """The days off in `year`; raises KeyError for a year that the table lacks."""
    first, last = (date.fromisoformat(f"{year}-{day}") for day in days[year].split())
    return (first if first <= last else shift_years(first, -1)), last


def _holiday(s: Scene) -> Days | None:
    days = s.words.holidays[s.match["h"]]

    def build(year: int) -> Span:
        return _span_of_holiday(days, year)

    try:
        found = s.placed(build) if s.group("y") or (s.same and s.anchor) else _nearest(s, build, days.keys())
    except KeyError:
        return None
    return found and _day_of_holiday(s, found)


def _day_of_holiday(s: Scene, found: Days) -> Days:
    """The first, the last or the nth of the days off where the words say so, else all of them."""
    if s.group("final"):
        return Days(found.last, found.last)
    if s.group("first") or s.group("nth"):
        day = found.first + (s.number("nth") - 1 if s.group("nth") else 0) * DAY
        return Days(day, day)
    return found


def _holiday_feast(s: Scene) -> Days | None:
    return _feast(s, s.match["h"])


def _lunar_day(s: Scene) -> Days | None:
    """除夕, 大年初一, 元宵节: so many days from the New Year."""
    new_year = _feast(s, _NEW_YEAR)
    after = -1 if s.group("eve") else 14 if s.group("lantern") else s.number("n") - 1
    return new_year and Days(new_year.first + after * DAY, new_year.first + after * DAY)


def _feast(s: Scene, name: str) -> Days | None:
    feast = s.words.feasts[name]

    def build(year: int) -> Span:
        return (date.fromisoformat(f"{year}-{feast if isinstance(feast, str) else feast[year]}"),) * 2

    known = s.words.holidays[name].keys() if isinstance(feast, str) else feast.keys()
    try:
        return s.placed(build) if s.group("y") or (s.same and s.anchor) else _nearest(s, build, known)
    except KeyError:
        return None


def _spans_of_holidays(s: Scene, year: int) -> set[Span]:
    """All days off of a year, and those around its end."""
    known = s.words.holidays.values()
    return {_span_of_holiday(days, y) for days in known for y in (year, year + 1) if y in days}


def _of_holiday(s: Scene) -> Days | None:
    """The days off that govern, or of which the governing day is one."""
    near = s.near
    if near is None or near.first is None or near.last is None or near.future:
        return None
    if near.first != near.last:
        return Days(near.first, near.last) if near.rule.startswith("period.holiday") else None
    around = [(a, b) for a, b in _spans_of_holidays(s, near.last.year) if a < b and a <= near.last <= b]
    return Days(*max(around, key=lambda span: span[1] - span[0])) if around else None


def _just_been(s: Scene) -> Days | None:
    """The days off that the publication stands in or right behind."""
    day = s.published
    if day is None:
        return None
    near = [(a, b) for a, b in _spans_of_holidays(s, day.year) if a < b and a <= day <= b + _AFTER_HOLIDAY]
    return Days(*max(near)) if near else None


def _holiday_unnamed(s: Scene) -> Days | None:
    found = _of_holiday(s) or _just_been(s)
    return found and _day_of_holiday(s, found)


def _these_days(s: Scene) -> Days | None:
    near, number = s.near, s.number("n")
    if near and near.first and near.last and not near.future and (near.last - near.first).days + 1 == number > 1:
        return Days(near.first, near.last)
    found = _of_holiday(s) or _just_been(s)
    if found is None or number < _DEFINITE or (found.last - found.first).days + 1 != number:
        raise NoReading
    return found


def _nearest(s: Scene, build: Callable[[int], Span], known: Collection[int]) -> Days | None:
    """The last of yearly spans that has begun at publication, or begins soon after."""
    if s.published is None:
        return None
    begun = s.published + (SOON if s.future else _EVE)
    years = [year for year in range(begun.year + 1, begun.year - 2, -1) if year in known]
    return next((Days(*days) for year in years if (days := build(year))[0] <= begun), None)


def _ago_year(s: Scene) -> Days | None:
    """由5年前的1%: the whole year so many years before the publication."""
    if s.published is None:
        return None
    year = s.published.year - s.number("n")
    return Days(date(year, 1, 1), date(year, 12, 31))


def _vague(s: Scene) -> Days | None:
    return None


RESOLVERS: dict[str, Callable[[Scene], Days | None]] = {
    "year": _year,
    "year_range": _year_range,
    "year_list": _year_list,
    "year_pair": _year_pair,
    "day_pair": _day_pair,
    "whole_year": _whole_year,
    "within_year": _within_year,
    "year_start": _year_start,
    "year_end": _year_end,
    "decade": _decade,
    "report": _report,
    "half": _half,
    "half_bare": _half_bare,
    "half_short": _half_short,
    "quarter": _quarter,
    "quarter_short": _quarter_short,
    "months_short": _months_short,
    "quarter_range": _quarter_range,
    "first_quarters": _first_quarters,
    "first_months": _first_months,
    "month": _month,
    "month_range": _month_range,
    "month_list": _month_list,
    "month_end": _month_bounds,
    "quarter_end": _quarter_end,
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
    "running_since": _running_since,
    "mean_years": _mean_years,
    "report_term": _report_term,
    "term_ended": _term_ended,
    "next": _next,
    "following": _following,
    "ago_year": _ago_year,
    "preceding": _preceding,
    "plan": _plan,
    "holiday": _holiday,
    "holiday_feast": _holiday_feast,
    "lunar_day": _lunar_day,
    "holiday_unnamed": _holiday_unnamed,
    "these_days": _these_days,
    "since_event": _since_event,
    "vague": _vague,
}
