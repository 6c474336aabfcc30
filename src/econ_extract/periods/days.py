"""Numbers of years and months, or a day, in, spans of days or the day shifted out: the calendar, without any text."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]

DAY = timedelta(days=1)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def span_of_months(year: int, first: int, last: int) -> Span:
    """The days of the months `first`..`last`, counted from January of `year`; numbers beyond 12 run on."""
    y1, m1 = divmod(year * 12 + first - 1, 12)
    y2, m2 = divmod(year * 12 + last - 1, 12)
    return date(y1, m1 + 1, 1), month_end(y2, m2 + 1)


def four_digits(year: int) -> int:
    """The year that two digits stand for: 08年 is 2008, 98年3月 is 1998."""
    return year if year >= 100 else year + (2000 if year < 50 else 1900)


def span_of_year(year: int) -> Span:
    """The days of a whole year."""
    return date(year, 1, 1), date(year, 12, 31)


def shift_years(day: date, years: int) -> date:
    """The same day some years on; the end of February stays its end."""
    last = day == month_end(day.year, day.month)
    year = day.year + years
    return month_end(year, day.month) if last or (day.month, day.day) == (2, 29) else date(year, day.month, day.day)


def shift_months(day: date, months: int) -> date:
    """The same day some months on; the end of a month stays its end."""
    first, last = span_of_months(day.year, day.month + months, day.month + months)
    return last if day == month_end(day.year, day.month) else min(first + (day.day - 1) * DAY, last)


def spans_of_years(first: int, last: int) -> tuple[Span, ...]:
    """The years `first`..`last`, each a span; none where they are not two to thirty."""
    return tuple(span_of_year(y) for y in range(first, last + 1)) if 0 < last - first < 30 else ()
