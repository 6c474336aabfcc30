"""Bytes of a text or Markdown file in, its characters out, unchanged except that a byte-order mark is dropped."""

from __future__ import annotations

from econ_extract.readers.base import Decoded
from econ_extract.readers.encodings import decode


def read(data: bytes) -> Decoded:
    """The decoded file, line ends as they are; raises UnusableFile when it is no readable text."""
    text, encoding = decode(data)
    return Decoded(text, encoding)
