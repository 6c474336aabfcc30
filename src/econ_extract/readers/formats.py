"""A file's name and first bytes in, the name of its format out."""

from __future__ import annotations

import io
import re
import zipfile

from econ_extract.registry import ROW_READERS

FORMATS: dict[str, str] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".shtml": "html", ".xhtml": "html", ".mht": "mhtml", ".mhtml": "mhtml",
    ".pdf": "pdf", ".docx": "docx", ".epub": "epub",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image", ".bmp": "image",
    ".webp": "image",
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
    ".zip": "zip", ".tar": "tar", ".tgz": "tar", ".tbz2": "tar", ".txz": "tar", ".tzst": "tar",
    ".gz": "packed", ".bz2": "packed", ".xz": "packed", ".zst": "packed",
}  # fmt: skip
SEPARATOR = "!"  # between an archive and its member, a table and its row: news.zip!2024/a.txt
CONTAINERS = frozenset({"zip", "tar", "packed", *ROW_READERS})
HEAD = 2048  # bytes that tell
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
)
_LOOKS_LIKE_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|meta|title|div|table|p|br|script)\b", re.I)
_LOOKS_LIKE_JSON = re.compile(rb'\s*\{\s*"[^"]+"\s*:')
_LOOKS_LIKE_MAIL = re.compile(rb"^content-type:\s*multipart/related", re.I | re.M)


def of_name(name: str) -> str | None:
    """The format that the suffix names; None for one that is not known."""
    dot = name.rfind(".")
    return FORMATS.get(name[dot:].lower()) if dot >= 0 else None


def of_bytes(name: str, data: bytes) -> str:
    """The format of a file by its suffix, or else by what it holds; text where nothing else shows."""
    return of_name(name) or of_content(data)


def of_content(data: bytes) -> str:
    """The format that the bytes show by themselves; text where nothing else shows."""
    head = data[:HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _office(data)
    if head[257:262] == b"ustar":
        return "tar"
    magic = next((kind for mark, kind in _MAGIC if head.startswith(mark)), None)
    if magic is not None:
        return magic
    if _LOOKS_LIKE_JSON.match(head):
        return "jsonl"
    if _LOOKS_LIKE_MAIL.search(head):
        return "mhtml"
    return "html" if _LOOKS_LIKE_HTML.search(head) else "text"


def _office(data: bytes) -> str:
    """What a file that begins like a ZIP archive is: a Word document and a book are archives too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return "zip"
    return "docx" if "word/document.xml" in names else "epub" if "META-INF/container.xml" in names else "zip"
