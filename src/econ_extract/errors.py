"""What is said to the person at the keyboard: an exception that carries a plain sentence, and counts in words."""

from __future__ import annotations


class Problem(Exception):
    """Something the person at the keyboard can mend; the message says what is wrong and what to do next."""


def counted(number: int, one: str, many: str) -> str:
    """The number before the words that fit it: 1 file, 2 files."""
    return f"{number:,} {one if number == 1 else many}"


class MissingPackage(Problem):
    """A part of the program needs a package that is installed only when asked for."""

    def __init__(self, what: str, package: str, extra: str) -> None:
        super().__init__(f"{what} needs the package {package}: pip install 'econ-extract[{extra}]'.")
