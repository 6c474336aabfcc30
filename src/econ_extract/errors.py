"""What is said to the person at the keyboard: an exception that carries a plain sentence, and counts in words."""

from __future__ import annotations


class Problem(Exception):
    """Something the person at the keyboard can mend; the message says what is wrong and what to do next."""


def counted(number: int, one: str, many: str) -> str:
    """The number before the words that fit it: 1 file, 2 files."""
    return f"{number:,} {one if number == 1 else many}"
