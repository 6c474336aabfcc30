"""Word documents, EPUB books and saved web pages written here, and the text that comes out of them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from econ_extract.pipeline import read_one
from econ_extract.readers import read_document
from econ_extract.readers.base import UnusableFile
from econ_extract.readers.docx import read as read_docx
from econ_extract.readers.epub import read as read_epub
from econ_extract.readers.mhtml import read as read_mhtml
from econ_extract.rules import default_rules

FIRST = "前三季度，临江市规模以上工业增加值同比增长7.3%，比上半年加快0.6个百分点，增速居全省第三位。"
SECOND = "全市新开工亿元以上项目46个，计划总投资388亿元，其中制造业项目29个，占比超过六成。"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f"<w:styles {W}>"
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="b"><w:name w:val="公文小题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="c"><w:name w:val="Body Text"/></w:style>'
    "</w:styles>"
)


def zipped(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def docx(body: str, styles: str = STYLES) -> bytes:
    """A Word document with this body."""
    return zipped(
        {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", "word/styles.xml": styles}
    )


def p(words: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def tc(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


# --- Word ----------------------------------------------------------------------------------------------------


def test_paragraphs_and_headings() -> None:
    decoded = read_docx(docx(p("工业经济稳步回升", "a3") + p(FIRST, "c") + p("一、项目建设", "b") + p("") + p(SECOND)))
    assert decoded.text == f"工业经济稳步回升\n{FIRST}\n一、项目建设\n{SECOND}"
    assert [decoded.text[a:b] for a, b in decoded.headings] == ["工业经济稳步回升", "一、项目建设"]


def test_a_number_set_in_several_runs_is_one() -> None:
    runs = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{part}</w:t></w:r>" for part in ("增长8", ".", "2", "%"))
    assert read_docx(docx(f"<w:p>{runs}</w:p>")).text == "增长8.2%"


def test_tracked_changes_show_the_final_version() -> None:
    """Read wrongly, the sum would be 12亿元, 1亿元 or 132亿元."""
    body = (
        "<w:p><w:r><w:t>投资1</w:t></w:r><w:del><w:r><w:delText>2</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>3</w:t></w:r></w:ins><w:r><w:t>亿元</w:t></w:r></w:p>"
        f"<w:ins>{p('新增一段')}</w:ins><w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
    )
    assert read_docx(docx(body)).text == "投资13亿元\n新增一段"


def test_links_fields_content_controls_and_text_boxes() -> None:
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{p('框内36个')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{p('框内36个')}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    )
    body = (
        "<w:p><w:hyperlink><w:r><w:t>签约</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE 7</w:instrText></w:r>"
        f"<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6个</w:t><w:br/><w:t>换行</w:t></w:r></w:p><w:sdt><w:sdtContent>{p('控件')}"
        f"</w:sdtContent></w:sdt><w:p><w:r>{box}</w:r></w:p>"
    )
    assert read_docx(docx(body)).text.split("\n") == ["签约5-6个", "换行", "控件", "框内36个"]


def test_a_table_gives_rows_in_its_columns() -> None:
    rows = [
        tc("") + tc("完成额", '<w:gridSpan w:val="2"/>'),
        tc("地区") + tc("2023年（亿元）") + tc("增速（%）"),
        tc("临江市", '<w:vMerge w:val="restart"/>') + tc("4512.6") + tc("6.1"),
        tc("临江市", "<w:vMerge/>") + tc("12.5") + tc("7"),
    ]
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert read_docx(docx(p(FIRST) + body)).text.split("\n")[1:] == [
        "—\t完成额",
        "地区\t2023年（亿元）\t增速（%）",
        "临江市\t4512.6\t6.1",
        "—\t12.5\t7",
    ]


def test_a_table_for_layout_gives_its_paragraphs() -> None:
    assert (
        read_docx(docx(f"<w:tbl><w:tr><w:tc>{p(FIRST)}{p(SECOND)}</w:tc></w:tr></w:tbl>")).text == f"{FIRST}\n{SECOND}"
    )


def test_figures_of_a_word_table_take_unit_and_year_from_the_heads(tmp_path: Path) -> None:
    rows = [
        ["指标", "2023年（亿元）", "同比增长（%）"],
        ["固定资产投资", "1205.8", "8.2"],
        ["进出口总额", "98.4", "-3.5"],
    ]
    body = "".join(f"<w:tr>{''.join(map(tc, row))}</w:tr>" for row in rows)
    (tmp_path / "a.docx").write_bytes(docx(p("临江市主要指标", "1") + f"<w:tbl>{body}</w:tbl>"))
    found = {f.quantity: (f.unit, f.indicator) for f in read_one(tmp_path / "a.docx", default_rules(), {}).figures}
    assert found["1205.8"] == ("CNY", "固定资产投资")
    assert found["-3.5"] == ("%", "进出口总额")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 cut",
        b"\xd0\xcf\x11\xe0 an encrypted document is another kind of file",
        zipped({"a.txt": "x"}),
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": f"<w:document {W}/>"}),
    ],
)
def test_a_broken_word_document(data: bytes) -> None:
    with pytest.raises(UnusableFile, match="the Word document is broken, or locked with a password"):
        read_docx(data)


def test_hostile_word_documents() -> None:
    with pytest.raises(UnusableFile, match="zip bomb"):
        read_docx(docx(p("0" * 40_000_000)))
    secret = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>'
    body = f"{secret}<w:document {W}><w:body>{p('甲&x;乙&y;')}</w:body></w:document>"
    assert read_docx(zipped({"word/document.xml": body})).text == "甲"
    with pytest.raises(UnusableFile, match="broken"):
        read_docx(docx("<w:sdt>" * 5000 + p("x") + "</w:sdt>" * 5000))


def test_a_word_document_is_known_by_its_content(tmp_path: Path) -> None:
    for name, format in (("a.docx", "docx"), ("download", "docx")):
        (tmp_path / name).write_bytes(docx(p(FIRST)))
        read = read_document(tmp_path / name, path=name, document_id_path=name)
        assert (read.format, read.text) == (format, FIRST)


# --- EPUB and MHTML ------------------------------------------------------------------------------------------


def epub(spine: str = '<itemref idref="b"/><itemref idref="a"/>') -> bytes:
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="text/%E4%BA%8C.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="b" href="text/one.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="cover.jpg" media-type="image/jpeg"/>'
        f"</manifest><spine>{spine}</spine></package>"
    )
    place = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    return zipped(
        {
            "META-INF/container.xml": f'{place}<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": opf,
            "OEBPS/text/one.xhtml": f"<html><body><h1>第一章</h1><p>{FIRST}</p></body></html>",
            "OEBPS/text/二.xhtml": f"<html><body><p>{SECOND}</p></body></html>",
        }
    )


def test_chapters_of_a_book_in_its_order(tmp_path: Path) -> None:
    decoded = read_epub(epub())
    assert decoded.text == f"第一章\n{FIRST}\n{SECOND}"
    assert decoded.headings == ((0, 3),)
    (tmp_path / "book").write_bytes(epub())
    assert read_document(tmp_path / "book", path="b", document_id_path="b").format == "epub"


def test_a_broken_book() -> None:
    for data in (epub(""), zipped({"META-INF/container.xml": "<container/>"}), b"PK"):
        with pytest.raises(UnusableFile, match="the EPUB book is broken"):
            read_epub(data)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_saved_web_page(tmp_path: Path, charset: str) -> None:
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content("no page")
    page = f"<html><body><h1>工业经济稳步回升</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    message.add_related(page.encode(charset), "text", "html")
    message.add_related(b"\x89PNG", "image", "png")
    decoded = read_mhtml(message.as_bytes())
    assert decoded.text.split("\n") == ["工业经济稳步回升", FIRST, SECOND]
    (tmp_path / "page").write_bytes(message.as_bytes())
    assert read_document(tmp_path / "page", path="p", document_id_path="p").format == "mhtml"


def test_a_saved_page_without_a_page() -> None:
    with pytest.raises(UnusableFile, match="holds no page"):
        read_mhtml(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx")
