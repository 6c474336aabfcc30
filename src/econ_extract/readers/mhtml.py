"""Bytes of a web page saved as one file (MHTML) in, its main text out."""

from __future__ import annotations

from email import message_from_bytes, policy

from econ_extract.readers import html
from econ_extract.readers.base import Decoded, UnusableFile


def read(data: bytes) -> Decoded:
    """The first page in the file, as the HTML reader reads it; raises UnusableFile where it holds none."""
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return html.read(page)
    raise UnusableFile("the saved web page holds no page; open it in a browser and save it again")
