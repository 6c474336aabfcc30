"""A file that the analyst gave in, the sources of its documents out: itself, or what stands in the archive or table.

Nothing is unpacked to disk, and no more than one member is held at a time.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import IO

from econ_extract.models import Document, Metadata, content_id
from econ_extract.readers import document_of, document_of_row, formats, read_document, why_unreadable
from econ_extract.readers.base import Row, UnusableFile
from econ_extract.readers.containers import Part, parts
from econ_extract.readers.formats import SEPARATOR
from econ_extract.readers.rows import Columns

_SEPARATORS = re.compile(rf"[/{SEPARATOR}]")


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: where it is, its path as kept, its machine-independent name, what was said of it.

    `content` takes the place of the file's: standard input, a member of an archive, a row of a table. `error` says why
    there is none. `said` is what a metadata file says of parts of this source, by the end of their paths. `closing` is
    the digest of an archive or table all of whose parts have been given.
    """

    file: Path
    path: str
    name: str
    given: Metadata = Metadata()
    content: bytes | Row | None = None
    format: str | None = None
    error: str | None = None
    part_of: str | None = None
    said: Mapping[str, Metadata] = field(default_factory=dict)
    closing: str | None = None

    def open(self) -> IO[bytes]:
        """The bytes of the source; raises OSError."""
        return io.BytesIO(self.content) if isinstance(self.content, bytes) else self.file.open("rb")

    def size(self) -> int:
        """How many bytes it has, 0 where that cannot be known."""
        if isinstance(self.content, bytes):
            return len(self.content)
        if isinstance(self.content, Row):
            return len(self.content.text)
        try:
            return self.file.stat().st_size
        except OSError:
            return 0

    def digest(self) -> str | None:
        """SHA-256 of the bytes; None when they cannot be read."""
        try:
            with self.open() as stream:
                digest = sha256()
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError:
            return None
        return digest.hexdigest()


def endings(path: str) -> Iterator[str]:
    """The path, then its ends from the longest to the bare name of the file, member or row."""
    yield path
    yield from (path[found.end() :] for found in _SEPARATORS.finditer(path))


def standard_input(data: bytes, format: str | None) -> Source:
    """The source that was piped in: kept under a name made of its content, so that two texts are two documents."""
    name = f"stdin:{sha256(data).hexdigest()[:12]}"
    return Source(Path("-"), name, name, content=data, format=format or formats.of_content(data))


def container_format(source: Source) -> str | None:
    """The format of an archive or table; None for a source that is a document itself, or that cannot be read."""
    if source.closing is not None or source.error is not None or isinstance(source.content, Row):
        return None
    format = source.format or formats.of_name(source.file.name)
    if format is None:
        try:
            with source.open() as stream:
                head = stream.read(formats.HEAD)
                format = formats.of_content(head if not head.startswith(b"PK") else head + stream.read())
        except OSError:
            return None
    return format if format in formats.CONTAINERS else None


def expanded(source: Source, format: str, columns: Columns) -> Iterator[Source]:
    """The sources of the documents in a container, then the container itself, with what is wrong with it."""
    digest = source.digest() or ""
    document_id, error = content_id(digest, source.name), None
    try:
        with source.open() as stream:
            if source.size() == 0:
                raise UnusableFile("the file is empty (0 bytes); take it out of the folder or get it again")
            for part in parts(stream, source.file.name, format, source.size(), columns):
                yield _part(source, part, document_id)
    except UnusableFile as problem:
        error = str(problem)
    except OSError as problem:
        error = why_unreadable(problem)
    yield replace(source, format=format, error=error, closing=digest)


def _part(source: Source, part: Part, document_id: str) -> Source:
    path, name = (f"{whole}{SEPARATOR}{part.name}" for whole in (source.path, source.name))
    key = next((ending for ending in endings(path) if ending in source.said), None)
    given = replace(source.given, title=None)
    if key is not None:
        own = source.said[key]
        day = own if own.published_on else given
        given = replace(own, published_on=day.published_on, published_from=day.published_from)
    return Source(source.file, path, name, given, part.content, part.format, part.error, document_id)


def read(source: Source) -> Document:
    """The document of a source; what cannot be used gives a Document with an `error`, it never raises for that."""
    place: dict[str, str] = {"path": source.path, "document_id_path": source.name}
    if source.closing is not None:
        size, format = source.size(), source.format or "unknown"
        document_id = content_id(source.closing, source.name)
        return Document(document_id, source.path, format, None, source.closing, size, None, source.error)
    if source.error is not None:
        document_id = content_id("unread", source.name, source.part_of)
        document = Document(document_id, source.path, source.format or "unknown", None, None, 0, None, source.error)
    elif isinstance(source.content, Row):
        document = document_of_row(source.content, source.format or "row", **place)
    elif source.content is not None:
        document = document_of(source.content, source.format or "text", **place)
    else:
        document = read_document(source.file, **place)
    return replace(document, part_of=source.part_of)
