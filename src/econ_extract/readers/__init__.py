"""A file in, a Document out: one reader a format, and one clear sentence where a file cannot be used."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from econ_extract.models import Document, Metadata, content_id
from econ_extract.readers.base import Decoded, Row, UnusableFile
from econ_extract.readers.formats import FORMATS, of_bytes
from econ_extract.registry import READERS, load

__all__ = ["FORMATS", "Decoded", "UnusableFile", "document_of", "document_of_row", "read_document", "why_unreadable"]


def read_document(file: Path, *, path: str, document_id_path: str, format: str | None = None) -> Document:
    """Read one file, choosing the reader by `format`, by the suffix, or by the look of the first bytes.

    `path` is stored as given; `document_id` is made of the content's SHA-256 and `document_id_path`. Content that
    cannot be used never raises: the Document then has no text and an `error`. An unknown `format` raises UnknownName.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        document_id = content_id("unread", document_id_path)
        return Document(document_id, path, format or "unknown", None, None, 0, None, why_unreadable(error))
    chosen = format or of_bytes(file.name, data)
    return document_of(data, chosen, path=path, document_id_path=document_id_path)


def document_of(data: bytes, format: str, *, path: str, document_id_path: str) -> Document:
    """The document that these bytes of the given format are; as `read_document` for the rest."""
    digest = sha256(data).hexdigest()
    document_id = content_id(digest, document_id_path)
    try:
        decoded: Decoded = load(READERS, format)(data) if data else _refuse_empty()
        if not decoded.text or decoded.text.isspace():
            raise UnusableFile("the file holds only white space; take it out of the folder or get it again")
    except UnusableFile as error:
        return Document(document_id, path, format, None, digest, len(data), None, str(error))
    return _document(decoded, document_id, path, format, digest, len(data))


def _document(decoded: Decoded, document_id: str, path: str, format: str, digest: str, size: int) -> Document:
    return Document(
        document_id,
        path,
        format,
        decoded.encoding,
        digest,
        size,
        decoded.text,
        metadata=decoded.metadata,
        headings=decoded.headings,
        trust=decoded.trust,
        warning=decoded.warning,
    )


def document_of_row(row: Row, format: str, *, path: str, document_id_path: str) -> Document:
    """The document that a row of a table is: its title as first line, its text, and what its cells say of it.

    A cell that holds a piece of a web page is read as one.
    """
    data = row.text.encode("utf-8", "surrogatepass")
    digest = sha256(repr((row.text, row.metadata)).encode("utf-8", "surrogatepass")).hexdigest()
    document_id = content_id(digest, document_id_path)
    try:
        is_page = of_bytes("", data.lstrip()) == "html"
        read: Decoded = load(READERS, "html")(data) if is_page else Decoded(row.text, "utf-8")
    except UnusableFile as error:
        return Document(document_id, path, format, None, digest, len(data), None, str(error))
    told = _headed(read, row.metadata)
    return replace(_document(told, document_id, path, format, digest, len(data)), whole=True)


def _headed(read: Decoded, said: Metadata) -> Decoded:
    """The text below the title that the row gives, unless it begins with it already."""
    told = replace(
        said,
        title=said.title or read.metadata.title,
        outlet=said.outlet or read.metadata.outlet,
        published_on=said.published_on or read.metadata.published_on,
        published_from=said.published_from or read.metadata.published_from,
    )
    title, text = said.title, read.text
    if not title or text.lstrip().startswith(title):
        return replace(read, metadata=told)
    shift = len(title) + 1
    headings = ((0, len(title)), *((start + shift, end + shift) for start, end in read.headings))
    return replace(read, text=f"{title}\n{text}", headings=headings, metadata=told)


def _refuse_empty() -> Decoded:
    raise UnusableFile("the file is empty (0 bytes); take it out of the folder or get it again")


def why_unreadable(error: OSError) -> str:
    """The reason in words, with the remedy."""
    match error:
        case PermissionError():
            return "the file may not be read (permission denied); give read permission to it and run again"
        case FileNotFoundError():
            return "the file is gone (removed during the run, or a link to nothing); restore it or remove the link"
        case IsADirectoryError():
            return "this is a folder, not a file; give the folder itself to the program"
    if "symbolic link" in str(error).lower():
        return "the link leads back to itself (a loop); remove the link"
    return f"the file cannot be read ({error.strerror or error}); check the disk and run again"
