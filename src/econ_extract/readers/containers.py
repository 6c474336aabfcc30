"""A file that holds other documents in (an archive, a table), those documents out, in order, however deep they lie."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

from econ_extract.readers import archives, formats
from econ_extract.readers.base import Row, UnusableFile
from econ_extract.readers.formats import SEPARATOR
from econ_extract.readers.limits import Budget, Limits, TooMuch
from econ_extract.readers.rows import Columns
from econ_extract.registry import ROW_READERS, load

_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_ROWS_TOTAL = 1 << 40  # bytes of the rows of a table that stands alone: it is read row by row, however long


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a container: its name in there, its format, its bytes or row, or why it cannot be used."""

    name: str
    format: str
    content: bytes | Row = b""
    error: str | None = None


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is none of the analyst's: hidden files, what systems leave behind."""
    return (name.startswith((".", "~$")) and name not in (".", "..")) or name.lower() in _LITTER


def parts(
    stream: IO[bytes],
    name: str,
    format: str,
    size: int,
    columns: Columns,
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Part]:
    """The documents in a container called `name` of `size` bytes, each under a name of its own.

    What is wrong with one of them comes as its `error`; raises UnusableFile when the container itself cannot be read
    (on), TooMuch beyond the limits.
    """
    if format in ROW_READERS:
        limits = replace(limits, total_bytes=_ROWS_TOTAL)
    names = Counter[str]()
    for part in _parts(stream, name, format, columns, Budget(size, limits), 1):
        names[part.name] += 1
        yield part if names[part.name] == 1 else replace(part, name=f"{part.name}~{names[part.name]}")


def _parts(stream: IO[bytes], name: str, format: str, columns: Columns, budget: Budget, depth: int) -> Iterator[Part]:
    if format in ROW_READERS:
        for record in load(ROW_READERS, format)(stream, columns, budget):
            yield Part(record.name, format, record.row or b"", record.error)
        return
    for member in _members(stream, name, format, budget):
        if any(map(is_litter, member.name.split("/"))):
            continue
        kind = formats.of_bytes(member.name, member.data)
        if member.error is not None or kind not in formats.CONTAINERS:
            yield Part(member.name, kind, member.data, member.error)
        elif depth >= budget.limits.depth and kind not in ROW_READERS:
            problem = f"archives inside archives are followed {budget.limits.depth} deep; unpack this one and give it"
            yield Part(member.name, kind, error=problem)
        else:
            yield from _inside(member, kind, columns, budget, depth)


def _inside(member: archives.Member, kind: str, columns: Columns, budget: Budget, depth: int) -> Iterator[Part]:
    """The parts of a member that is a container itself; what is wrong with it does not end the one around it."""
    try:
        for part in _parts(io.BytesIO(member.data), member.name, kind, columns, budget, depth + 1):
            yield replace(part, name=f"{member.name}{SEPARATOR}{part.name}")
    except TooMuch:
        raise
    except UnusableFile as error:
        yield Part(member.name, kind, error=str(error))


def _members(stream: IO[bytes], name: str, format: str, budget: Budget) -> Iterator[archives.Member]:
    if format == "zip":
        return archives.zip_members(stream, budget)
    if format == "tar" or archives.holds_tar(stream):
        return archives.tar_members(stream, budget)
    return archives.packed_member(stream, name.rsplit("/", 1)[-1], budget)
