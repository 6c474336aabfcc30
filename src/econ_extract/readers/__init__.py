"""A file in, a Document out: one reader a format, and one clear sentence where a file cannot be used."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from econ_extract.models import Document, content_id
from econ_extract.readers.base import Decoded, UnusableFile
from econ_extract.registry import READERS, load

__all__ = ["FORMATS", "Decoded", "UnusableFile", "read_document"]

FORMATS: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
}
_LOOKS_LIKE_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|div|table|p|br|script)\b", re.I)


def read_document(file: Path, *, path: str, document_id_path: str, format: str | None = None) -> Document:
    """Read one file, choosing the reader by `format`, by the suffix, or by the look of the first bytes.

    `path` is stored as given; `document_id` is made of the content's SHA-256 and `document_id_path`. Content that
    cannot be used never raises: the Document then has no text and an `error`. An unknown `format` raises UnknownName.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        document_id = content_id("unread", document_id_path)
        return Document(document_id, path, format or "unknown", None, None, 0, None, _why_unreadable(error))
    digest = sha256(data).hexdigest()
    document_id = content_id(digest, document_id_path)
    chosen = format or FORMATS.get(file.suffix.lower()) or ("html" if _LOOKS_LIKE_HTML.search(data[:2048]) else "text")
    try:
        decoded: Decoded = load(READERS, chosen)(data) if data else _refuse_empty()
        if not decoded.text or decoded.text.isspace():
            raise UnusableFile("the file holds only white space; take it out of the folder or get it again")
    except UnusableFile as error:
        return Document(document_id, path, chosen, None, digest, len(data), None, str(error))
    return Document(
        document_id,
        path,
        chosen,
        decoded.encoding,
        digest,
        len(data),
        decoded.text,
        metadata=decoded.metadata,
        headings=decoded.headings,
    )


def _refuse_empty() -> Decoded:
    raise UnusableFile("the file is empty (0 bytes); take it out of the folder or get it again")


def _why_unreadable(error: OSError) -> str:
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
