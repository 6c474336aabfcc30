"""What a headline says again: it has the days that the body gives the same figure, and only those."""

from __future__ import annotations

from datetime import date

import pytest

from econ_extract import extract_text
from econ_extract.models import Figure

PUBLISHED = date(2023, 4, 2)
BODY = "截至3月30日，云溪市企业复工率达98.2%，比上月提高。"


def headline(text: str) -> Figure:
    """The first figure of a text."""
    return extract_text(text, published=PUBLISHED)[0]


def test_a_headline_has_the_days_of_the_figure_that_it_repeats() -> None:
    found, told = extract_text(f"云溪复工率达98.2%\n\n{BODY}", published=PUBLISHED)
    assert (found.period_start, found.period_end) == (date(2023, 3, 30), date(2023, 3, 30))
    assert (found.period_text, found.period_from) == (told.period_text, "body")
    assert "doubt.period_told_in_body" in found.rules
    assert "doubt.period_missing" not in found.rules
    assert told.period_from == "sentence"


@pytest.mark.parametrize(
    "title",
    [
        "云溪复工率达98.3%",  # another number
        "云溪就业满意度达98.2%",  # of something else
        "云溪复工率力争达98.2%",  # planned, not told
    ],
)
def test_it_has_none_where_the_body_says_something_else(title: str) -> None:
    assert headline(f"{title}\n\n{BODY}").period_start is None


def test_its_own_time_stays() -> None:
    found = headline(f"3月29日云溪复工率达98.2%\n\n{BODY}")
    assert (found.period_start, found.period_from) == (date(2023, 3, 29), "clause")


def test_a_body_without_days_gives_none() -> None:
    assert headline("云溪复工率达98.2%\n\n云溪市企业复工率达98.2%，比邻县高。").period_start is None
