"""A ZIP, tar or compressed file in, its members out, one at a time and never written to disk.

A member that is a link, is encrypted, or whose name leads out of the archive comes with the reason in place of bytes.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import pyarrow as pa

from econ_extract.readers.base import UnusableFile
from econ_extract.readers.limits import Budget, Metered, Readable

_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, pa.ArrowInvalid, EOFError, OSError,
    NotImplementedError, ValueError, OverflowError, UnicodeError,
)  # fmt: skip
_CUT_OFF = "the archive is broken or cut off; get it again"
_SHOWN = 200  # characters of an absurd name that are kept
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_PLACES_BESIDE = 64 << 10  # bytes of a tar header and its padding


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name there, its bytes, or why it cannot be used."""

    name: str
    data: bytes = b""
    error: str | None = None


def zip_members(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The files of a ZIP archive; raises UnusableFile when it cannot be opened, TooMuch beyond the limits."""
    try:
        archive = zipfile.ZipFile(_Listed(stream, budget.limits.listing_bytes))
    except _BROKEN as error:
        raise UnusableFile(_CUT_OFF) from error
    with archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            budget.count()
            name, problem = _name(_zip_name(info), budget)
            if stat.S_ISLNK(info.external_attr >> 16):
                problem = problem or _link("")
            if info.flag_bits & _ENCRYPTED:
                problem = problem or "it is encrypted; unpack the archive with its password and give the folder"
            problem = problem or budget.refusal(info.file_size, info.compress_size)
            yield Member(name, error=problem) if problem else _unpacked(archive, info, name, budget)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    try:
        with archive.open(info) as member:
            return Member(name, budget.read(member))
    except UnusableFile:
        raise
    except NotImplementedError:
        return Member(name, error="it is packed in a way that is not known here; unpack the archive, give the folder")
    except (*_BROKEN, RuntimeError):
        return Member(name, error="it is broken inside the archive; get the archive again")


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name; where the archive does not say UTF-8 it is most often GBK, which zipfile takes for code page 437."""
    if info.flag_bits & _UTF8_NAME or info.orig_filename.isascii():
        return info.orig_filename
    return _decoded(info.orig_filename.encode("cp437", "replace"), info.orig_filename)


def _decoded(raw: bytes, otherwise: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return otherwise


def tar_members(stream: IO[bytes], budget: Budget) -> Iterator[Member]:
    """The files of a tar archive, compressed or not, read in one pass; raises as `zip_members` does."""
    head = budget.limits.listing_bytes
    metered = Metered(decompressed(stream), budget.spend, head)
    try:
        with tarfile.open(fileobj=metered, mode="r|") as archive:  # type: ignore[call-overload]  # read() is all it asks for
            while (info := archive.next()) is not None:
                budget.count()
                metered.allow(min(max(info.size, 0), budget.limits.total_bytes) + _PLACES_BESIDE + head)
                if not info.isdir():
                    yield _of_tar(archive, info, budget)
                archive.members = []  # else it keeps the heads of all of them
    except UnusableFile:
        raise
    except _BROKEN as error:
        raise UnusableFile(_CUT_OFF) from error


def _of_tar(archive: tarfile.TarFile, info: tarfile.TarInfo, budget: Budget) -> Member:
    raw = info.name.encode("utf-8", "surrogateescape")
    name, problem = _name(_decoded(raw, info.name), budget)
    if info.issym() or info.islnk():
        problem = problem or _link(info.linkname)
    elif not info.isreg():
        problem = problem or "it is a device or pipe, not a file; leave it out of the archive"
    problem = problem or budget.refusal(info.size)
    member = None if problem else archive.extractfile(info)
    if member is None:
        return Member(name, error=problem or _CUT_OFF)
    data = member.read(info.size)  # the stream below has spent it
    return Member(name, data) if len(data) == info.size else Member(name, error=_CUT_OFF)


def packed_member(stream: IO[bytes], name: str, budget: Budget) -> Iterator[Member]:
    """The one file of a .gz, .bz2, .xz or .zst, under its name without that suffix; raises as `zip_members` does."""
    budget.count()
    try:
        yield Member(name.rsplit(".", 1)[0] or name, budget.read(decompressed(stream)))
    except UnusableFile:
        raise
    except _BROKEN as error:
        raise UnusableFile("the compressed file is broken or cut off; get it again") from error


def decompressed(stream: IO[bytes]) -> Readable:
    """The stream itself, or what it unpacks to, by its first bytes."""
    head = stream.read(6)
    stream.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=stream)
    if head.startswith(b"BZh"):
        return bz2.BZ2File(stream)
    if head.startswith(b"\xfd7zXZ"):
        return lzma.LZMAFile(stream)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        return pa.CompressedInputStream(pa.PythonFile(_Borrowed(stream), "r"), "zstd")  # type: ignore[no-any-return]
    return stream


class _Borrowed:
    """A stream that its reader may not close."""

    closed = False

    def __init__(self, stream: IO[bytes]) -> None:
        self.read = stream.read

    def close(self) -> None:
        """Leave it open."""


def holds_tar(stream: IO[bytes]) -> bool:
    """Whether a tar archive begins here, compressed or not."""
    try:
        head = decompressed(stream).read(512)
    except _BROKEN:
        return False
    finally:
        stream.seek(0)
    return head[257:262] == b"ustar"


class _Listed(io.BufferedIOBase):
    """A file whose single reads are bounded: the list of members of a ZIP archive is read at once."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._most = stream, most

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        data = self._stream.read(self._most + 1 if size is None or size < 0 else min(size, self._most + 1))
        if len(data) > self._most:
            raise ValueError("a list of members beyond the limit")
        return data


_DRIVE = re.compile(r"^[A-Za-z]:")


def _name(name: str, budget: Budget) -> tuple[str, str | None]:
    """The name as it can be shown and kept, and what is wrong with it."""
    plain = name.replace("\\", "/").removeprefix("./")
    shown = "".join(c if c.isprintable() or c == "\u3000" else ascii(c)[1:-1] for c in plain)
    if len(plain) > budget.limits.name_characters:
        return shown[:_SHOWN] + "…", f"its name has {len(plain):,} characters; give it a plain one and pack it again"
    if not plain.strip("/. ") or "\0" in name:
        return shown or "(no name)", "it has no usable name; give it a plain one and pack it again"
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in plain.split("/"):
        return shown, "its name leads out of the archive; such archives may do harm, get it again from where you trust"
    return shown, None


def _link(target: str) -> str:
    towards = f" to {target[:_SHOWN]!r}" if target else ""
    return f"it is a link{towards}, which is not followed; put the file itself into the archive"
