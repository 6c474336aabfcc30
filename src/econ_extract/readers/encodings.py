"""Bytes of a Chinese text in, its characters and the name of the encoding out; line ends stay as they are.

Detectors built on byte statistics err on short Chinese texts. Here every candidate is decoded strictly and the
results are compared by the share of everyday characters: the first levels of GB 2312 and Big5 hold those, so the
codecs themselves say which they are.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from econ_extract.readers.base import UnusableFile

_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONVERT = "convert it to text or HTML first"
_MAGIC = (
    (b"%PDF", "a PDF", "give it a name that ends in .pdf"),
    (b"PK\x03\x04", "a ZIP or Office file", "give it a name that ends in what it is: .zip, .docx, .epub"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls)", "open it and save it as .docx"),
    (b"\x89PNG", "a PNG picture", "give it a name that ends in .png"),
    (b"\xff\xd8\xff", "a JPEG picture", "give it a name that ends in .jpg"),
    (b"GIF8", "a GIF picture", _CONVERT),
    (b"\x1f\x8b", "a gzip archive", "give it a name that ends in .gz"),
    (b"Rar!", "a RAR archive", "unpack it and give the folder"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and give the folder"),
    (b"\x7fELF", "a program", "take it out of the folder"),
    (b"SQLite format 3\0", "a SQLite database", "save the table as CSV"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ASCII = re.compile("[\x00-\x7f]+")
_HAN = re.compile("[一-鿿]")
_GOOD_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》【】「」『』—…·　％～")
_EVERYWHERE = "，。的"  # every fiftieth character at least in a text that was decoded rightly
_NOBODYS = re.compile(
    "[\x00-\x7f\u0250-\u0385\u0460-\u07ff]+"
)  # letters of two bytes in UTF-8 that no Chinese paper prints
_QUESTIONED = re.compile(r"\?{3,}")
_LINE, _TELLING = 4000, 6  # characters of a line that are looked at, and those beyond ASCII that it takes to tell
_MISTAKES = (  # the encoding that a text was wrongly read with, and its own
    ("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "gb18030"),
    ("latin-1", "big5"), ("big5", "gb18030"), ("shift_jis", "gb18030"),
)  # fmt: skip
_MAX_LOST = 0.005  # of the characters may be undecodable before the file is given up
_ASK_TO_RESAVE = "open it in an editor, check that the text is readable, and save it as UTF-8"


def _level(codec: str, leads: range, trails: tuple[int, ...]) -> frozenset[str]:
    return frozenset("".join(bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails))


# Everyday characters: level 1 of GB 2312 (rows 16 to 55) and of Big5 (A440 to C67E).
_GB_COMMON = _level("gb2312", range(0xB0, 0xD8), tuple(range(0xA1, 0xFF)))
_BIG5_COMMON = _level("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
_COMMON = _GB_COMMON | _BIG5_COMMON


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The characters of `data` without a byte-order mark, and the encoding that gave them.

    `declared` is what the file says of itself (an HTML charset); it decides between readings that are equally
    likely, no more. Raises UnusableFile for binary, undecodable and garbled content.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(_lenient(data[len(mark) :], name), name)
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise UnusableFile(f"this is {kind}, not text; {remedy}")
    if b"\0" in data[:_SAMPLE]:
        return _without_mark(data)
    text = _strict(data, "utf-8")
    if text is not None and not _by_chance(text, data):
        return _checked(text, "utf-8")
    return _legacy(data, declared)


def is_garbled(text: str) -> bool:
    """Whether characters came out of a file whose own tables do not say what they are: private ones, rare Chinese."""
    beyond = _ASCII.sub("", text[:_SAMPLE])
    strange = sum("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in beyond)
    chinese = _HAN.findall(beyond)
    rare = sum(c not in _COMMON for c in chinese)
    return strange > 0.2 * len(beyond) or (len(chinese) >= 20 and rare > 0.5 * len(chinese))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _by_chance(text: str, data: bytes) -> bool:
    """Whether a few characters of GB 2312 happen to be valid UTF-8 (元元投)."""
    return not text.isascii() and _NOBODYS.fullmatch(text) is not None and _strict(data, "gb2312") is not None


def _lenient(data: bytes, encoding: str) -> str:
    """Decode and let a few broken bytes pass as U+FFFD; a file is not lost for one of them."""
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > max(1, _MAX_LOST * len(text)):
        raise UnusableFile(f"the bytes are not valid {encoding}, though the file begins like it; {_ASK_TO_RESAVE}")
    return text


def _without_mark(data: bytes) -> tuple[str, str]:
    """UTF-16 without a byte-order mark is plain from its Chinese or ASCII characters; all else with NULs is binary."""
    sample = data[: _SAMPLE // 2 * 2]
    for name in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(name, "replace")
        plain = sum(c in _COMMON or c in _GOOD_PUNCTUATION or " " <= c <= "~" or c in "\r\n\t" for c in text)
        if len(data) % 2 == 0 and plain >= 0.9 * len(text):
            return _checked(_lenient(data, name), name)
    raise UnusableFile("this is a binary file, not text; convert it to text or HTML, or take it out of the folder")


def _share(text: str, encoding: str) -> float:
    """How much of the text beyond ASCII is everyday Chinese, 0 to 1."""
    common, other = (_BIG5_COMMON, _GB_COMMON) if encoding.startswith("big5") else (_GB_COMMON, _BIG5_COMMON)
    beyond = _ASCII.sub("", text)
    if not beyond:
        return 0.0
    rare = [c for c in beyond if c not in common and c not in _GOOD_PUNCTUATION]
    return 1 - (len(rare) - 0.5 * sum(c in other for c in rare)) / len(beyond)


def _legacy(data: bytes, declared: str | None) -> tuple[str, str]:
    """GB18030 (with GBK and GB2312), Big5 or UTF-8 with damage: the reading with the most everyday Chinese."""
    best: tuple[float, str] = (0.0, "")
    for name in ("gb18030", "big5", "big5hkscs", "utf-8", "utf-16-le", "utf-16-be"):
        head = data[:_SAMPLE].decode(name, "ignore")
        lost = data[:_SAMPLE].decode(name, "replace").count("\ufffd")
        if lost > max(1, _MAX_LOST * len(head)):
            continue
        named = declared is not None and _same_codec(declared, name)
        score = _share(head, name) + (0.05 if named else 0.0) - (0.02 if lost else 0.0)
        if score > best[0] + 1e-9:
            best = (score, name)
    if best[0] >= 0.5:
        return _checked(_lenient(data, best[1]), best[1])
    return _guessed(data)


def _same_codec(declared: str, name: str) -> bool:
    family = {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5-hkscs": "big5hkscs"}
    declared = declared.strip().lower().replace("_", "-")
    return family.get(declared, declared) == name


def _guessed(data: bytes) -> tuple[str, str]:
    """Encodings of other languages, by their statistics; a last resort before giving up."""
    guess = from_bytes(data[:_SAMPLE]).best()
    text = _strict(data, guess.encoding) if guess is not None else None
    if guess is None or text is None or guess.encoding.startswith(("utf_16", "utf_32", "utf_7")):
        raise UnusableFile(f"the encoding is none of UTF-8, UTF-16, GB18030 (GBK, GB2312) or Big5; {_ASK_TO_RESAVE}")
    return _checked(text, guess.encoding.replace("_", "-"))


def _checked(text: str, encoding: str) -> tuple[str, str]:
    """Refuse what decodes but is no text: control characters, or Chinese that was decoded wrongly once before."""
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise UnusableFile("this is a binary file, not text; convert it to text or HTML, or take it out of the folder")
    lost = sample.count("\ufffd") + 2 * sample.count("锟斤拷")
    if lost > 0.05 * len(sample) or _decoded_twice(sample) or _lost_to_question_marks(sample):
        raise UnusableFile(
            "the characters are garbled (the text was decoded wrongly and saved before); get the original file again"
        )
    return text, encoding


def _decoded_twice(sample: str) -> bool:
    """Whether a fifth of the lines that are not ASCII were decoded wrongly: going back gives everyday Chinese."""
    lines = [beyond for line in sample.splitlines() if len(beyond := _ASCII.sub("", line[:_LINE])) >= _TELLING]
    lines = lines or [_ASCII.sub("", sample)[:_LINE]]
    return 5 * sum(map(_line_decoded_twice, lines)) >= len(lines)


def _line_decoded_twice(beyond: str) -> bool:
    everyday = 50 * sum(beyond.count(c) for c in _EVERYWHERE) >= len(beyond)
    if everyday or len(beyond) < _TELLING or _share(beyond, "gb18030") > 0.85:
        return False
    for wrong, right in _MISTAKES:
        back = _ASCII.sub("", beyond.encode(wrong, "ignore").decode(right, "replace").replace("\ufffd", ""))
        hanzi = [c for c in back if c in _COMMON or c in _GOOD_PUNCTUATION]
        if len(hanzi) >= 0.7 * len(back) and len(back) * 4 >= len(beyond):
            return True
    return False


def _lost_to_question_marks(sample: str) -> bool:
    """Whether the Chinese was saved in an encoding that has none: every character became a question mark."""
    return sum(map(len, _QUESTIONED.findall(sample))) > 0.3 * len(sample)
