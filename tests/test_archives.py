"""Archives, honest and hostile, and what comes out of them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import pyarrow as pa
import pytest

from econ_extract.readers.base import UnusableFile
from econ_extract.readers.containers import Columns, Part, parts
from econ_extract.readers.limits import Limits, TooMuch

TEXT = "临江市一季度完成投资312.5亿元，同比增长8.4%。\n"
DATA = TEXT.encode()


def zipped(files: dict[str, bytes], **options: int) -> bytes:
    """A ZIP archive of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar archive of these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def opened(data: bytes, name: str, format: str, limits: Limits = Limits()) -> Iterator[Part]:  # noqa: B008
    return parts(io.BytesIO(data), name, format, len(data), Columns(), limits)


def contents(data: bytes, name: str, format: str) -> dict[str, object]:
    return {part.name: part.error or part.content for part in opened(data, name, format)}


# --- honest archives -----------------------------------------------------------------------------------------


def test_members_of_a_zip_with_their_formats() -> None:
    data = zipped({"2024/a.txt": DATA, "b.html": b"<html><p>x</p></html>", "noname": DATA, "empty/": b""})
    found = list(opened(data, "n.zip", "zip"))
    assert [(p.name, p.format, p.error) for p in found] == [
        ("2024/a.txt", "text", None),
        ("b.html", "html", None),
        ("noname", "text", None),
    ]
    assert found[0].content == DATA


ZSTD = lambda data: pa.compress(data, codec="zstd", asbytes=True)  # noqa: E731


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, bz2.compress, lzma.compress, ZSTD], ids=["plain", "gz", "bz2", "xz", "zst"]
)
def test_tar_and_single_files_in_every_compression(pack: Callable[[bytes], bytes]) -> None:
    inside = tarred({"a.txt": DATA, "b/c.txt": DATA * 2})
    packed_tar = pack(inside)
    assert contents(packed_tar, "n.tar.x", "tar") == {"a.txt": DATA, "b/c.txt": DATA * 2}
    assert contents(packed_tar, "n.tar.gz", "packed") == {"a.txt": DATA, "b/c.txt": DATA * 2}
    if pack is not bytes:
        assert contents(pack(DATA), "news.txt.gz", "packed") == {"news.txt": DATA}


def test_names_in_gbk_are_read() -> None:
    name = "新闻/九月.txt"
    made = bytearray(zipped({"x" * len(name.encode("gbk")): DATA}))
    made = bytearray(bytes(made).replace(b"x" * len(name.encode("gbk")), name.encode("gbk")))
    assert contents(bytes(made), "n.zip", "zip") == {name: DATA}
    raw = tarred({"y" * len(name.encode("gbk")): DATA}).replace(b"y" * len(name.encode("gbk")), name.encode("gbk"))
    header = bytearray(raw)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header[:512])
    assert contents(bytes(header), "n.tar", "tar") == {name: DATA}


def test_names_of_windows_use_its_separator() -> None:
    made = zipped({"2024/a.txt": DATA}).replace(b"2024/a.txt", b"2024\\a.txt")
    assert list(contents(made, "n.zip", "zip")) == ["2024/a.txt"]


def test_two_members_of_one_name_are_two_documents() -> None:
    made = tarred({"a.txt": DATA})
    twice = made[:1024] + made
    assert list(contents(twice, "n.tar", "tar")) == ["a.txt", "a.txt~2"]


def test_archives_inside_archives_and_the_depth_that_ends_them() -> None:
    inner = zipped({"a.txt": DATA})
    two = tarred({"in.zip": inner}, "w:gz")
    assert contents(two, "n.tgz", "tar") == {"in.zip!a.txt": DATA}
    data = inner
    for level in range(4):
        data = zipped({f"{level}.zip": data})
    found = list(opened(data, "n.zip", "zip"))
    assert [(p.name, p.error) for p in found] == [
        ("3.zip!2.zip!1.zip", "archives inside archives are followed 3 deep; unpack this one and give it")
    ]


def test_litter_of_systems_is_left_out() -> None:
    data = zipped({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "a.txt": DATA})
    assert list(contents(data, "n.zip", "zip")) == ["a.txt"]


# --- hostile archives ----------------------------------------------------------------------------------------

SMALL = Limits(depth=3, members=50, member_bytes=1 << 20, total_bytes=4 << 20, ratio=200, unasked=1 << 16)


def test_a_bomb_is_refused_before_it_is_unpacked_and_its_neighbours_are_read() -> None:
    bomb = zipped({"bomb.txt": b"0" * 900_000, "a.txt": DATA})
    found = {p.name: p for p in opened(bomb, "n.zip", "zip", SMALL)}
    assert "zip bomb" in (found["bomb.txt"].error or "")
    assert found["bomb.txt"].content == b""
    assert found["a.txt"].content == DATA


def test_a_bomb_that_lies_about_its_size_ends_at_the_size_it_names() -> None:
    data = bytearray(zipped({"bomb.txt": b"0" * 900_000}))
    for at in (22, data.rindex(b"PK\x01\x02") + 24):
        data[at : at + 4] = struct.pack("<I", 1000)
    (part,) = opened(bytes(data), "n.zip", "zip", SMALL)
    assert part.error == "it is broken inside the archive; get the archive again"


def test_a_bomb_of_many_small_members_ends_the_archive() -> None:
    data = zipped({f"{n}.txt": b"0" * 60_000 for n in range(40)})
    with pytest.raises(TooMuch, match="200 times its size"):
        list(opened(data, "n.zip", "zip", SMALL))


def test_a_bomb_in_shells_spends_the_budget_of_the_outermost() -> None:
    core = zipped({f"{n}.txt": b"0" * 60_000 for n in range(10)})
    data = zipped({f"{n}.zip": core for n in range(10)})
    with pytest.raises(TooMuch, match="200 times its size"):
        list(opened(data, "n.zip", "zip", SMALL))


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, ZSTD], ids=["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize("as_tar", [True, False])
def test_compressed_bombs_end(pack: Callable[[bytes], bytes], as_tar: bool) -> None:
    zeros = b"0" * 3_000_000
    data = pack(tarred({"bomb.txt": zeros}) if as_tar else zeros)
    with pytest.raises(UnusableFile, match=r"times its size|larger than"):
        list(opened(data, "bomb.txt.gz", "packed", replace(SMALL, member_bytes=1 << 30)))


def test_a_tar_header_without_end_is_refused() -> None:
    """A pax header says that it has 3 MB: tarfile would hold them all in memory."""
    pax = tarfile.TarInfo("x")
    pax.type, pax.size = tarfile.XHDTYPE, 3_000_000
    data = gzip.compress(pax.tobuf() + b"0" * 3_000_000 + tarred({"a.txt": DATA}), 0)
    limits = Limits(listing_bytes=1 << 18)
    with pytest.raises(TooMuch, match="header without end"):
        list(opened(data, "n.tar.gz", "tar", limits))


def test_too_many_members() -> None:
    data = zipped({f"{n}.txt": DATA for n in range(60)})
    with pytest.raises(TooMuch, match="more than 50 files"):
        list(opened(data, "n.zip", "zip", SMALL))


def test_a_list_of_members_without_end_is_not_read() -> None:
    data = zipped({f"{'n' * 200}{n}.txt": b"" for n in range(200)})
    with pytest.raises(UnusableFile, match="broken or cut off"):
        list(opened(data, "n.zip", "zip", Limits(listing_bytes=10_000)))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../../etc/cron.d/x.txt", "leads out of the archive"),
        ("/etc/passwd.txt", "leads out of the archive"),
        ("C:\\windows\\a.txt", "leads out of the archive"),
        ("a/../../b.txt", "leads out of the archive"),
        ("n" * 3000 + ".txt", "3,004 characters"),
        ("  ", "no usable name"),
    ],
)
@pytest.mark.parametrize("make", [zipped, tarred])
def test_absurd_names(make: Callable[[dict[str, bytes]], bytes], name: str, says: str) -> None:
    data = make({name: DATA, "a.txt": DATA})
    bad, good = opened(data, "n", "zip" if make is zipped else "tar")
    assert says in (bad.error or "")
    assert bad.content == b""
    assert len(bad.name) < 300
    assert (good.name, good.content) == ("a.txt", DATA)


def test_control_characters_in_names_are_shown_not_sent() -> None:
    (part,) = opened(zipped({"a\x1b[2J\n.txt": DATA}), "n.zip", "zip")
    assert part.name == "a\\x1b[2J\\n.txt"


def test_links_are_not_followed() -> None:
    link = zipfile.ZipInfo("l.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    (part,) = opened(made.getvalue(), "n.zip", "zip")
    assert "a link, which is not followed" in (part.error or "")
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo(f"{kind!r}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
    errors = [p.error or "" for p in opened(made.getvalue(), "n.tar", "tar")]
    assert ["/etc/passwd" in e for e in errors] == [True, True, False]
    assert "device or pipe" in errors[2]


def test_encrypted_members_are_named() -> None:
    data = bytearray(zipped({"a.txt": DATA}))
    for at in (6, data.rindex(b"PK\x01\x02") + 8):
        data[at] |= 1
    (part,) = opened(bytes(data), "n.zip", "zip")
    assert "encrypted" in (part.error or "")


def test_damage_inside_costs_the_member_and_cut_off_archives_say_so() -> None:
    data = bytearray(zipped({"a.txt": bytes(range(256)) * 40, "b.txt": DATA}))
    data[60] ^= 0xFF
    bad, good = opened(bytes(data), "n.zip", "zip")
    assert "broken inside the archive" in (bad.error or "")
    assert good.content == DATA
    with pytest.raises(UnusableFile, match="broken or cut off"):
        list(opened(zipped({"a.txt": DATA})[:-30], "n.zip", "zip"))
    whole = tarred({"a.txt": DATA, "b.txt": Random(7).randbytes(100_000)}, "w:gz")
    found = opened(whole[:-200], "n.tar.gz", "tar")
    assert next(found).content == DATA
    with pytest.raises(UnusableFile, match="broken or cut off"):
        list(found)
    with pytest.raises(UnusableFile, match="broken or cut off"):
        list(opened(gzip.compress(DATA)[:-9], "a.txt.gz", "packed"))


def test_a_broken_archive_inside_does_not_end_the_one_around_it() -> None:
    data = zipped({"in.zip": b"PK\x03\x04 and no more", "a.txt": DATA})
    inner, good = opened(data, "n.zip", "zip")
    assert (inner.name, inner.error) == ("in.zip", "the archive is broken or cut off; get it again")
    assert good.content == DATA
