"""The committed table of firms in, their canonical names by the names that texts use out.

`rules/companies.tsv` has three columns: the name, the full name, and `frame` where the name is a word too (苹果) and
needs a word of a firm beside it. It is read once a process, when first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from econ_extract.rules import RuleError, rules_folder

_HEADER = "name\tcanonical\tneeds"
_NEEDS = ("", "frame")


@dataclass(frozen=True, slots=True)
class Company:
    """A firm under one of its names; `framed` names count only beside a word of a firm."""

    name: str
    canonical: str
    framed: bool


def read_companies(path: Path) -> dict[str, Company]:
    """Name -> firm. Raises RuleError for a missing file, a line that is no row, and a name that stands twice."""
    if not path.is_file():
        raise RuleError(f"{path}: the table of firms is missing; put back the one of the program")
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != _HEADER:
        raise RuleError(f"{path}: the first line must name the columns: name, canonical, needs (parted by tabs)")
    found: dict[str, Company] = {}
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or len(cells[0]) < 2 or not cells[1] or cells[2] not in _NEEDS:
            raise RuleError(f"{path}: line {number} is no row; write name, full name, and frame or nothing")
        if cells[0] in found:
            raise RuleError(f"{path}: line {number}: {cells[0]} stands twice; keep one line for each name")
        found[cells[0]] = Company(cells[0], cells[1], cells[2] == "frame")
    return found


@cache
def companies() -> dict[str, Company]:
    """The program's own table, read once a process. Raises RuleError when it is missing or broken."""
    return read_companies(rules_folder() / "companies.tsv")
