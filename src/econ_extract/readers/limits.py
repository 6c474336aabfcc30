"""Bytes on their way out of something packed in, the same bytes out, or a refusal: hostile archives end here.

What may be unpacked is bounded by number, size, depth, and by how much larger it grows than what was packed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from econ_extract.readers.base import UnusableFile

BLOCK = 1 << 18


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an archive is followed. Sizes are bytes; text packs to a quarter, the most even markup to a hundredth."""

    depth: int = 3
    members: int = 100_000
    member_bytes: int = 256 << 20
    total_bytes: int = 4 << 30
    ratio: int = 200
    unasked: int = 32 << 20  # below this nobody asks how small it was when packed
    listing_bytes: int = 16 << 20  # a list of members, the head of one
    name_characters: int = 1000


class TooMuch(UnusableFile):
    """An archive that goes beyond the limits as a whole: nothing more of it is read."""


class Budget:
    """What may still be taken out of one outermost archive of `packed` bytes; shared by the archives inside it."""

    def __init__(self, packed: int, limits: Limits = Limits()) -> None:
        self.packed, self.limits = packed, limits
        self.taken = self.members = 0

    def spend(self, size: int) -> None:
        """Count `size` bytes more; raises TooMuch beyond the limits."""
        self.taken += size
        if self.taken > self.limits.total_bytes:
            raise TooMuch(
                f"the archive unpacks to more than {_megabytes(self.limits.total_bytes)}; unpack it and give the folder"
            )
        if self.taken > self.limits.unasked and self.taken > self.limits.ratio * self.packed:
            raise TooMuch(
                f"the archive grows to more than {self.limits.ratio} times its size (a zip bomb?) and was not read "
                "further; unpack it by hand if you trust it, and give the folder"
            )

    def count(self) -> None:
        """Count one member more; raises TooMuch beyond the limits."""
        self.members += 1
        if self.members > self.limits.members:
            raise TooMuch(f"the archive holds more than {self.limits.members:,} files; pack them into several archives")

    def refusal(self, size: int, packed: int | None = None) -> str | None:
        """Why a member that says it has `size` bytes (`packed` in the archive) is not unpacked at all; else None."""
        if size > self.limits.member_bytes:
            return f"it is larger than {_megabytes(self.limits.member_bytes)}; unpack the archive and split the file"
        if packed is not None and size > self.limits.unasked and size > self.limits.ratio * max(packed, 1):
            return f"it grows to more than {self.limits.ratio} times its packed size (a zip bomb?) and was not unpacked"
        return None

    def read(self, stream: Readable) -> bytes:
        """All bytes of a member, block by block; raises UnusableFile for one that is too large, and TooMuch."""
        blocks, size = list[bytes](), 0
        while block := stream.read(BLOCK):
            self.spend(len(block))
            size += len(block)
            if (problem := self.refusal(size)) is not None:
                raise UnusableFile(problem)
            blocks.append(block)
        return b"".join(blocks)


class Metered:
    """A stream that spends what it gives, and gives no more than was allowed since the last `allow`."""

    def __init__(self, stream: Readable, spend: Callable[[int], None], allowed: int) -> None:
        self._stream, self._spend, self._left = stream, spend, allowed

    def allow(self, size: int) -> None:
        """Let `size` more bytes through, and not what was left before."""
        self._left = size

    def read(self, size: int = -1) -> bytes:
        """Read on; raises TooMuch where a header asks for more than any honest one needs."""
        size = BLOCK if size < 0 else size
        data = self._stream.read(size)
        self._spend(len(data))
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch("the archive is broken or made to do harm (a header without end); get it again")
        return data


def _megabytes(size: int) -> str:
    return f"{size >> 20:,} MB"
