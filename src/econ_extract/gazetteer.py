"""The committed region table in, divisions by form and by code out: GB/T 2260 names, shorts, parents.

`rules/regions.tsv` is built by `tools/build_regions.py`. It is read once a process, when first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from econ_extract.rules import RuleError, rules_folder

PROVINCE, PREFECTURE, COUNTY = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Region:
    """A division: six-digit code, full and short name, level 1-3, the code above it ("" for a province).

    `until` is the last year of a name that has gone, None for the names of today.
    """

    code: str
    name: str
    short: str
    level: int
    parent: str
    until: int | None = None


@dataclass(frozen=True)
class Gazetteer:
    """The table by code and by form; a form of several divisions lists them all, today's before former ones."""

    by_code: dict[str, Region]
    full: dict[str, tuple[Region, ...]]
    short: dict[str, tuple[Region, ...]]

    def ancestors(self, region: Region) -> tuple[str, ...]:
        """The codes above a region, nearest first."""
        codes: list[str] = []
        parent = region.parent
        while parent:
            codes.append(parent)
            above = self.by_code.get(parent)
            parent = above.parent if above else ""
        return tuple(codes)

    def only(self, name: str) -> Region | None:
        """The one division with a full name, of today if there is any; None for none or several."""
        found = self.full.get(name, ())
        found = tuple(r for r in found if r.until is None) or found
        return found[0] if len(found) == 1 else None

    def within(self, inner: Region, outer: Region) -> bool:
        """Whether `inner` lies below `outer`."""
        return inner.code != outer.code and outer.code in self.ancestors(inner)


def lies_in(inner: str | None, outer: str | None) -> bool:
    """Whether the division of one code is that of the other or lies in it; False where either is not known."""
    return inner is not None and outer is not None and inner.startswith(re.sub("(?:00){1,2}$", "", outer))


def full_forms(region: Region) -> tuple[str, ...]:
    """The ways of writing a division with its suffix: 凉山彝族自治州 and 凉山州, 西藏自治区, 澳门特区."""
    forms = [region.name]
    for long, short in (("自治州", "州"), ("自治县", "县"), ("自治区", "自治区"), ("特别行政区", "特区")):
        if region.name.endswith(long) and region.short != region.name:
            forms.append(region.short + short)
    return tuple(dict.fromkeys(forms))


def _read(path: Path) -> list[Region]:
    if not path.is_file():
        raise RuleError(f"{path}: the region table is missing; build it with tools/build_regions.py")
    regions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 6:
            raise RuleError(f"{path}: line {number} has {len(cells)} cells, not 6; run tools/build_regions.py again")
        code, name, short, level, parent, until = cells
        regions.append(Region(code, name, short, int(level), parent, int(until) if until else None))
    return regions


def build(regions: list[Region]) -> Gazetteer:
    """Index divisions by code (today's wins over former) and by every form."""
    order = sorted(regions, key=lambda r: (r.until is not None, r.level, r.code, -(r.until or 0)))
    by_code: dict[str, Region] = {}
    full: dict[str, list[Region]] = {}
    short: dict[str, list[Region]] = {}
    for region in order:
        by_code.setdefault(region.code, region)
        for form in full_forms(region):
            full.setdefault(form, []).append(region)
        if region.short != region.name:
            short.setdefault(region.short, []).append(region)
    return Gazetteer(
        by_code,
        {form: tuple(found) for form, found in full.items()},
        {form: tuple(found) for form, found in short.items()},
    )


@cache
def gazetteer() -> Gazetteer:
    """The program's own table, read once a process. Raises RuleError when it is missing or broken."""
    return build(_read(rules_folder() / "regions.tsv"))
