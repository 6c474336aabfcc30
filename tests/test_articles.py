"""Documents of every kind cut into articles: what belongs to which, in which order, and what is left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from econ_extract.articles import cut
from econ_extract.lines import cues
from econ_extract.models import Article, Document, Metadata, content_id
from econ_extract.rendering import normalize
from econ_extract.rules import Rule, default_rules
from econ_extract.sentences import split

TABLES = ("boilerplate", "articles")
LAYOUT = [rule for name in TABLES for rule in default_rules().table(name)]

STEEL = "江北钢厂9月30日宣布，二号高炉提前15天投产，年产能增加120万吨，带动上下游就业3200人，全年产值有望突破90亿元。"
STEEL_2 = "这家钢厂的炉前工人介绍，新高炉每吨钢能耗比旧炉低8%，钢渣全部用来制砖，炼钢成本每吨下降36元。"
PORT = "临海港前三季度货物吞吐量完成1.26亿吨，同比增长9.4%，其中集装箱吞吐量达到415万标箱，航线增至86条。"
PORT_2 = "港口集团负责人表示，码头四期工程总投资58亿元，泊位建成后集装箱吞吐能力每年再增200万标箱。"
BANK = "全省银行业三季度末贷款余额6.8万亿元，比年初增加5200亿元，其中制造业中长期贷款增长21.5%。"


def documents(text: str, path: str = "page.txt", **fields: object) -> Document:
    base = {"document_id": "d", "path": path, "format": "text", "encoding": "utf-8", "sha256": "s"}
    return Document(**{**base, "size_bytes": len(text), "text": text, **fields})  # type: ignore[arg-type]


def articles(text: str, given: Metadata = Metadata(), **fields: object) -> tuple[Article, ...]:  # noqa: B008
    found = cut(documents(text, **fields), default_rules(), given=given)
    for article in found:
        check(article, text)
    return found


def check(article: Article, text: str) -> None:
    """What holds for every article of every document."""
    assert article.text == "".join(text[p.start : p.end] for p in article.pieces)
    assert all(0 <= p.start < p.end <= len(text) for p in article.pieces)
    for paragraph in article.paragraphs:
        words = article.text[paragraph.start : paragraph.end]
        assert words == words.strip() != ""
        start, end = article.doc_span(paragraph.start, paragraph.end)
        assert (text[start], text[end - 1]) == (words[0], words[-1])
    spans = [(p.start, p.end) for p in article.paragraphs]
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    covered = "".join(article.text[s.start : s.end] for s in split(article))
    assert squeeze(covered) == squeeze("".join(article.text[a:b] for a, b in spans))


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def paragraphs(article: Article, *roles: str) -> list[str]:
    return [article.text[p.start : p.end] for p in article.paragraphs if p.role in (roles or ("body",))]


# -- the rules themselves ---------------------------------------------------------------------------------------------


def sees(rule: Rule, words: str) -> bool:
    """Whether a layout rule takes the words as it should in a document."""
    norm = normalize(words).strip()
    look = cues(default_rules())
    if "line" in rule.value:
        return look.knows(rule.id, norm)
    if rule.id == "articles.date.planned":
        return any(look.planned.search(norm, 0, i) for i in range(len(norm) + 1))
    return look.search(rule.id.removeprefix("articles."), norm) is not None


@pytest.mark.parametrize("rule", LAYOUT, ids=lambda rule: rule.id)
def test_layout_rules_see_their_examples_and_nothing_else(rule: Rule) -> None:
    assert [e.text for e in rule.examples if not sees(rule, e.text)] == []
    assert [c for c in rule.counter_examples if sees(rule, c)] == []


# -- one article ------------------------------------------------------------------------------------------------------


def test_one_paragraph_without_title() -> None:
    (article,) = articles(STEEL)
    assert article.text == STEEL
    assert article.metadata == Metadata()
    assert [(p.start, p.end, p.role) for p in article.pieces] == [(0, len(STEEL), "body")]


def test_a_web_article_with_header_photo_numbers_and_footer() -> None:
    text = (
        "临海港吞吐量再创新高\r\n  • 发布时间:2023-10-12 08:00:01\r\n  • 来源: 临海发布\r\n  • 分享到\r\n\r\n"
        f"  {PORT}\r\n\r\n1\r\n\r\n  码头一角。图源：临海发布客户端\r\n\r\n  {PORT_2}\r\n\r\n(编辑:陈某某)\r\n"
        "责任编辑:王某\r\n  • 免责信息:转载内容仅供读者参考。\r\n某某网 版权所有 京ICP备12345678号-1\r\n"
        "不良信息举报电话:010-12345678\r\n"
    )
    (article,) = articles(text)
    assert article.metadata == Metadata(
        "临海港吞吐量再创新高", "陈某某", "临海发布", date(2023, 10, 12), "dateline",
        title_from="line", byline_from="editor", outlet_from="line",
    )  # fmt: skip
    assert [p.role for p in article.paragraphs] == ["title", "body", "caption", "body"]
    assert paragraphs(article) == [PORT, PORT_2]
    assert "ICP" not in article.text
    assert "举报" not in article.text


def test_an_agency_article_with_tabs_and_a_repeated_title() -> None:
    text = (
        f"前三季度港口吞吐量增长9.4%\n2023-10-12 10:20:00\n(经济聚焦)前三季度港口吞吐量增长9.4%\n"
        f"\t中新社临海10月12日电(记者张某某){PORT}\n\t码头建设提速\n\t{PORT_2}(完)\n【编辑:李某】\n"
    )
    (article,) = articles(text)
    assert article.metadata.title == "前三季度港口吞吐量增长9.4%"
    assert (article.metadata.byline, article.metadata.outlet) == ("张某某", "中新社")
    assert [p.role for p in article.paragraphs] == ["title", "title", "body", "heading", "body"]


def test_the_head_of_a_bulletin_with_its_office_and_month_is_no_info_box() -> None:
    text = (
        "2024年云溪省国民经济和社会发展统计公报\n\n云溪省统计局\n2025年3月\n\n一、综合\n"
        "初步核算，全年实现生产总值5316亿元，比上年增长5.5%。\n\n二、农业\n全年粮食产量618万吨，比上年增长3.6%。\n"
    )
    (article,) = articles(text)
    assert article.text.startswith("2024年云溪省国民经济和社会发展统计公报")
    assert paragraphs(article, "infobox") == []
    assert len(paragraphs(article)) == 2


def test_a_line_that_ends_inside_a_verb_goes_on() -> None:
    text = "云溪省统计公报\n全年社会消费品零售总额2288亿元，比上年增\n长4.3%。其中，城镇零售额1200亿元，增长4%。\n"
    (article,) = articles(text)
    assert "比上年增长4.3%" in squeeze("".join(paragraphs(article)))


def test_a_newswire_item_has_its_title_in_brackets() -> None:
    (article,) = articles(f"【临海港：前三季度吞吐量增长9.4%】财联社10月12日电，{PORT}{PORT_2}\n")
    assert article.metadata.title == "临海港：前三季度吞吐量增长9.4%"
    assert article.metadata.outlet == "财联社"
    assert paragraphs(article, "title") == ["【临海港：前三季度吞吐量增长9.4%】"]
    assert paragraphs(article) == [f"财联社10月12日电，{PORT}{PORT_2}"]


def test_a_report_page_drops_the_words_of_its_toolbar() -> None:
    text = (
        "下载\n打印\n【字号：\n加大\n】\n2024年临海市政府工作报告\n——2024年1月8日在临海市人民代表大会上\n来源：临海日报\n"
        f"时间：2024-01-15\n各位代表：\n我受市政府委托作工作报告，请予审议。\n2023年工作回顾\n——一年来工业提速。{PORT}\n"
    )
    (article,) = articles(text)
    assert article.metadata.title == "2024年临海市政府工作报告"
    assert (article.metadata.published_on, article.metadata.outlet) == (date(2024, 1, 15), "临海日报")
    assert paragraphs(article)[-1].endswith(PORT)
    assert paragraphs(article, "heading") == ["2023年工作回顾"]
    assert "打印" not in article.text


def test_pdf_lines_join_over_page_ends_and_running_heads() -> None:
    head = "临海港口股份有限公司发行股份购买资产预案摘要"
    text = (
        "报告期内，公司主营业务保持稳定增长，集装箱装卸业务收入连续三年提高。2021\n"
        "年度、2022 年度和 2023 年度，公司分别实现营业收入 61,234.50 万元、71,264.59\n"
        f"------------\n1-20\n------------\nPage 22------------\n{head}\n------------\n"
        "万元和 76,846.55 万元，归属于母公司股东的净利润同步增长，资产负债率持续\n下降。\n"
        "本次交易完成以后，公司将进一步扩大港口主业规模，提高码头泊位利用效率，并\n且逐步退出与主业无关的业务。\n"
        f"------------\n1-21\n------------\nPage 23------------\n{head}\n------------\n"
        "（一）本次交易的影响\n1、董事会审议通过本次交易方案；\n2、股东大会批准。\n"
        f"------------\n1-22\n------------\nPage 24------------\n{head}\n"
    )
    (article,) = articles(text)
    assert "2021年度、2022 年度" in article.text
    assert "71,264.59万元和" in article.text
    assert "并且逐步退出" in article.text
    assert head not in article.text
    assert "Page" not in article.text
    assert paragraphs(article, "heading") == ["（一）本次交易的影响"]


@pytest.mark.parametrize(
    "furniture", ["", "------------\n", "------------\n1-8\n------------\nPage 12------------\n{head}\n"]
)
@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("归属于母公司股东的净利润为 6,120.39", "万元、6,954.81 万元"),
        ("公司首次公开发行人民币普通股 4,500", "万股，每股发行价 12.68 元"),
        ("公司拟以总股本 180,000,000", "股为基数，派发现金红利"),
        ("期末资产负债率为 35.96", "%；在职员工减少"),
        ("净利润分别为 6,954.81 万元", "和 5,873.02 万元"),
        ("上述数据取自 2021", "年度报告"),
    ],
)
def test_numbers_broken_over_lines_and_pages_stand_together(above: str, below: str, furniture: str) -> None:
    head = "江海水务股份有限公司年度报告摘要"
    text = f"{head}\n{PORT}\n{above}\n{furniture.format(head=head)}{below}\n共计 3 项。\n{PORT_2}\n"
    (article,) = articles(text)
    assert above + below in article.text
    assert any(above + below in article.text[s.start : s.end] for s in split(article))
    assert paragraphs(article, "title", "heading") == [head]


def test_a_title_that_ends_with_a_year_is_no_broken_number() -> None:
    (article,) = articles(f"江海经济展望2024\n个人消费贷款增长。{PORT}\n年内{BANK}\n")
    assert article.metadata.title == "江海经济展望2024"
    assert len(paragraphs(article)) == 2


def test_sections_of_a_page_flattened_into_one_line() -> None:
    text = f"一、钢铁 {STEEL} 二、港口吞吐量创新高 {PORT}{PORT_2} 三、金融支持力度加大 {BANK}\n"
    (article,) = articles(text)
    assert paragraphs(article, "heading") == ["一、钢铁", "二、港口吞吐量创新高", "三、金融支持力度加大"]
    assert paragraphs(article) == [STEEL, PORT + PORT_2, BANK]


def test_fields_before_the_text_are_no_text() -> None:
    (article,) = articles(f"标题:临海港吞吐量增长 - 某某财经网\n发布时间:2023-10-12 08:08\n正文:{PORT}\n{PORT_2}\n")
    assert article.metadata.title == "临海港吞吐量增长"
    assert paragraphs(article) == [PORT, PORT_2]


@pytest.mark.parametrize("fields", [{"format": "text"}, {"format": "html"}])
def test_the_rows_of_a_table_stay_rows_below_their_heads(fields: dict[str, object]) -> None:
    heads = "指标（亿元）\t8月末余额\t同比增长（%）"
    rows = ["本外币各项存款\t6,215.4\t7.3", "其中：住户存款。\t4,380.9\t-9.8", "制造业贷款余额\t1.1万亿元\t两成"]
    note = "备注\t余额按现价计算。增速按可比口径计算。"
    (article,) = articles("\n".join(("港口与金融", PORT, heads, *rows, note, BANK)), **fields)
    assert paragraphs(article) == [PORT, *rows, note, BANK]
    assert paragraphs(article, "heading") == [heads]
    sentences = [article.text[s.start : s.end] for s in split(article)]
    assert sentences[2:-1] == [heads, *rows, note]


def test_a_release_as_a_pdf_tells_it() -> None:
    text = (
        "江海市 2024 年国民经济和社会发展统计公报\n江海市统计局\t2025年4月11日\n一、综合\n"
        f"{PORT}\n表 2  主要指标（单位：亿元）\n指标                年末余额      比年初增减\n"
        "各项存款余额        1,352.8       96.4\n  其中：住户存款      608.1        -71.9\n二、港口\n"
        f"{PORT_2}\n"
    )
    (article,) = articles(text)
    assert article.metadata.title == "江海市 2024 年国民经济和社会发展统计公报"
    assert (article.metadata.outlet, article.metadata.published_on) == ("江海市统计局", date(2025, 4, 11))
    assert [squeeze(words) for words in paragraphs(article)] == [
        PORT, "各项存款余额1,352.896.4", "其中：住户存款608.1-71.9", PORT_2,
    ]  # fmt: skip
    assert [squeeze(words) for words in paragraphs(article, "heading")] == [
        "表2主要指标（单位：亿元）", "指标年末余额比年初增减", "二、港口",
    ]  # fmt: skip


# -- several articles on a page ---------------------------------------------------------------------------------------


def test_a_page_of_signed_pieces() -> None:
    text = (
        f"\n\n江北钢厂高炉提前投产\n\n► 周明 本报通讯员 吴小华\n\n{STEEL}\n\n炉火正旺\n\n{STEEL_2}\n\n"
        f"临海港：吞吐量增长9.4%\n\n本报讯 {PORT}\n\n{PORT_2}\n\n郑宏\n\n\n\n图片来源:江北高新区\n\n"
        f"10月11日，江北高新区组织12家企业走进校园招聘，提供岗位560个。\n\n银行支持制造业\n\n本报讯 {BANK}\n\n冯涛"
    )
    found = articles(text)
    assert [(a.metadata.title, a.metadata.byline) for a in found] == [
        ("江北钢厂高炉提前投产", "周明 吴小华"),
        ("临海港：吞吐量增长9.4%", "郑宏"),
        (None, None),
        ("银行支持制造业", "冯涛"),
    ]
    assert paragraphs(found[0]) == [STEEL, STEEL_2]
    assert paragraphs(found[0], "heading") == ["炉火正旺"]
    assert paragraphs(found[2])[0].startswith("10月11日")


def test_adverts_end_with_their_source_and_mark() -> None:
    text = (
        f"江北高新区\n\n炼钢又快又省\n\n{STEEL}\n\n(数据来源:江北高新区)\n\n·广告\n\n"
        f"临海市\n\n港口再添新泊位\n\n{PORT}\n\n(数据来源:临海市委宣传部)\n\n·广告\n"
    )
    found = articles(text)
    assert [a.metadata.title for a in found] == ["炼钢又快又省", "港口再添新泊位"]
    assert all("广告" not in a.text and "数据来源" not in a.text for a in found)
    assert paragraphs(found[1], "title") == ["临海市", "港口再添新泊位"]


def test_a_sentence_broken_by_columns_and_a_photo_is_joined() -> None:
    a, b = STEEL[:30], STEEL[30:]
    caption = "高炉投产现场，工人正在检查设备运行情况。"
    text = "\n\n".join((PORT * 2, a, caption, "孙某/摄", b, PORT[:-1] * 2, PORT_2))
    (article,) = articles(text)
    assert STEEL in article.text
    assert paragraphs(article, "caption") == [caption]
    order = [p.role for p in article.paragraphs]
    assert order[:3] == ["body", "body", "caption"]


def test_the_columns_of_two_neighbours_are_untangled() -> None:
    ship = "江北船厂交付首艘大型集装箱船，船厂手持订单排到三年以后。船厂今年交船26艘，比去年多9艘，订单金额达到"
    ship_2 = "临江的船台上，船厂的分段正在合拢。船厂投资15亿元扩建的二号船坞，从开挖到封底只用110天，"
    loan = "“材料当天交，贷款第三天到账。”合作社负责人说起助农贷款，一脸笑意。"
    loan_2 = "助农贷款由市农商行发放。三季度末，全市助农贷款余额72.4亿元，合作社户均贷款31万元，平均利"
    loan_3 = "合作社还能凭仓单向农商行申请贷款，仓单抵押贷款已经发放2.3亿元。"
    text = "\n\n".join(
        ("# 江北船厂忙交付", "本报记者 周某", ship, "# 助农贷款到田头", "本报记者 吴某", loan)
        + ("38.6亿元，船厂全年产值有望翻番。", loan_2, ship_2, "率降到3.9%。", loan_3)
        + ("比原计划提前一个月。船坞年内投用。",)
    )
    found = articles(text)
    assert [a.metadata.title for a in found] == ["江北船厂忙交付", "助农贷款到田头"]
    assert paragraphs(found[0]) == [
        ship + "38.6亿元，船厂全年产值有望翻番。", ship_2 + "比原计划提前一个月。船坞年内投用。",
    ]  # fmt: skip
    assert paragraphs(found[1]) == [loan, loan_2 + "率降到3.9%。", loan_3]


def test_a_paragraph_without_full_stop_alone_mixes_no_columns() -> None:
    text = f"# 江北钢厂投产\n\n本报记者 周某\n\n{STEEL[:-1]}\n\n# 港口增长\n\n本报记者 吴某\n\n{PORT}\n\n{PORT_2}\n"
    assert [paragraphs(a) for a in articles(text)] == [[STEEL[:-1]], [PORT, PORT_2]]


def test_two_stacked_heads_share_out_the_columns_below() -> None:
    text = (
        "江海论坛\n\n赵明\n\n# 港口吞吐量增长带来什么\n\n江北\n\n钢厂\n\n本报记者\n\n钱\n\n亮\n\n"
        f"{STEEL}\n\n{STEEL_2}\n\n{PORT}\n\n{PORT_2}\n"
    )
    found = {a.metadata.byline: a for a in articles(text)}
    assert set(found) == {"赵明", "钱亮"}
    assert found["赵明"].metadata.title == "港口吞吐量增长带来什么"
    assert paragraphs(found["赵明"]) == [PORT, PORT_2]
    assert paragraphs(found["钱亮"]) == [STEEL, STEEL_2]
    assert found["钱亮"].metadata.title is None


def test_a_second_copy_of_an_article_is_marked() -> None:
    body = "\n\n".join((STEEL, STEEL_2, PORT, PORT_2, BANK, STEEL[:40] + "。", PORT[:40] + "。"))
    text = f"{body}\n\n本报记者 陆某某\n\n# 江海两地经济提速\n\n{body}\n"
    copy, kept = articles(text)
    assert kept.metadata.title == "江海两地经济提速"
    assert kept.duplicate_of is None
    assert copy.duplicate_of == kept.article_id
    assert paragraphs(copy) == paragraphs(kept)


def test_the_box_of_a_copy_goes_to_the_article_that_is_kept() -> None:
    body = "\n\n".join((STEEL, STEEL_2, PORT, PORT_2, BANK, STEEL[:40] + "。", PORT[:40] + "。"))
    box = "港口数据\n\n吞吐量 ▶ 1.26亿吨\n\n同比增长 ▶ 9.4%"
    text = f"{body}\n\n{box}\n\n本报记者 陆某某\n\n# 江海两地经济提速\n\n{body}\n"
    copy, kept = articles(text)
    assert copy.duplicate_of == kept.article_id
    assert paragraphs(copy, "infobox") == []
    assert [squeeze(words) for words in paragraphs(kept, "infobox")] == [squeeze(box)]
    both = articles(f"{body}\n\n{box}\n\n本报记者 陆某某\n\n# 江海两地经济提速\n\n{body}\n\n{box}\n")
    assert [len(paragraphs(a, "infobox")) for a in both] == [1, 1]


def test_an_info_box_is_one_paragraph() -> None:
    text = f"截至9月末\n\n全省贷款余额 ▶ 6.8万亿元\n\n制造业贷款余额 ▶ 1.1万亿元\n\n增速21.5%\n\n{BANK}\n"
    (article,) = articles(text)
    (box,) = paragraphs(article, "infobox")
    assert squeeze(box) == "截至9月末全省贷款余额▶6.8万亿元制造业贷款余额▶1.1万亿元增速21.5%"


def test_a_side_bar_that_repeats_the_article_goes_last() -> None:
    broken = "市里提出，以新园区为抓手推动产业集聚，五年内打造一批专业园区，其中生物医药园区今年将建成一个"
    rest = "覆盖研发到量产的平台，计划总投资22亿元。"
    text = "\n\n".join(
        ("全市产业大会召开", STEEL, PORT, BANK, broken, "三场硬仗", STEEL, "港口", PORT, "金融", BANK, rest, PORT_2)
    )
    (article,) = articles(text)
    assert broken + rest in article.text
    roles = [p.role for p in article.paragraphs]
    assert roles[-6:] == ["sidebar"] * 6
    assert paragraphs(article) == [STEEL, PORT, BANK, broken + rest, PORT_2]
    assert paragraphs(article, "sidebar")[0] == "三场硬仗"


# -- listings ---------------------------------------------------------------------------------------------------------

ITEMS = (
    ("江北钢厂高炉投产", "2023-09-30", STEEL),
    ("临海港吞吐量增长", "2023-10-12", PORT),
    ("贷款增加", "2023-10-15", BANK),
)


@pytest.mark.parametrize(
    "item",
    [
        "-\n【2023年招商】{title}\n{title} {body}\n{day}\n",
        "{day}\n{title}\n{body}\n",
        "{title}\n{day}\n{body}\n",
        "{title}\n{body}\n{day}\n",
        "【{title}】\n{body}\n{day}\n",
    ],
)
def test_items_of_a_listing_whatever_their_order(item: str) -> None:
    text = "".join(item.format(title=t, day=d, body=b) for t, d, b in ITEMS) + "想提供线索?点我投稿\n- 联系我们\n"
    found = articles(text, given=Metadata(published_on=date(2024, 1, 1), published_from="option"))
    assert [a.metadata.title for a in found] == [title for title, _, _ in ITEMS]
    assert [str(a.metadata.published_on) for a in found] == [day for _, day, _ in ITEMS]
    assert {a.metadata.published_from for a in found} == {"item"}
    assert [paragraphs(a) for a in found] == [[body] for _, _, body in ITEMS]
    assert all("联系我们" not in a.text for a in found)


LAYOUTS = {
    "date, title, text below the name of the list": ("招商要闻列表\n共3条\n", "{iso}\n{title}\n{body}\n"),
    "title, text, date, then the pages of the list": ("", "{title}\n{body}\n{slash}\n"),
    "numbered titles, dates below them": ("最新动态\n", "{n}. {title}\n{han}\n{body}\n"),
    "numbered titles, dates below the texts": ("", "{n}、{title}\n{body}\n发布时间:{iso} 08:30\n"),
    "heads in brackets on lines of their own": ("招商要闻列表\n共3条\n", "【{title}】\n{body}\n{han}\n"),
    "heads in brackets at the begin of the text": ("招商要闻列表\n", "【{title}】{body}\n{iso}\n"),
    "rules of equal signs, dates below the titles": ("今日要闻\n", "======\n{title}\n{slash}\n{body}\n"),
    "rules of dashes, dates first": ("", "{iso}\n{title}\n{body}\n----------\n"),
    "blank lines, dates last": ("要闻汇编\n\n", "{title}\n\n{body}\n\n{han}\n\n\n"),
    "days in brackets before the titles": ("招商要闻列表\n", "[{day}] {title}\n{body}\n"),
    "days in brackets behind the titles": ("", "{title} [{day}]\n{body}\n"),
    "days in brackets on lines of their own": ("", "{title}\n[{day}]\n{body}\n"),
    "dates before the titles": ("要闻汇编\n", "{iso} {title}\n{body}\n\n"),
    "dates behind the titles": ("", "{n}、{title} {han}\n{body}\n"),
    "sources beside the dates": ("", "{title}\n{body}\n{iso}\n来源:江海日报\n"),
}
PAGER = "首页 上一页 1 2 3 下一页 末页 共3页\n"


def rendered(layout: str, n: int, title: str, day: str, body: str) -> str:
    year, month, rest = day.split("-")
    han = f"{year}年{int(month)}月{int(rest)}日"
    return layout.format(n=n, title=title, body=body, iso=day, slash=day.replace("-", "/"), han=han, day=day[5:])


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("count", [2, 3])
def test_layouts_of_listings(name: str, count: int) -> None:
    above, layout = LAYOUTS[name]
    chosen = ITEMS[:count]
    text = above + "".join(rendered(layout, n, *item) for n, item in enumerate(chosen, 1)) + PAGER
    found = articles(text, given=Metadata(published_on=date(2023, 12, 1), published_from="option"))
    assert [a.metadata.title for a in found] == [title for title, _, _ in chosen]
    assert [paragraphs(a) for a in found] == [[body] for _, _, body in chosen]
    assert [(str(a.metadata.published_on), a.metadata.published_from) for a in found] == [
        (day, "item") for _, day, _ in chosen
    ]
    assert all(word not in a.text for a in found for word in ("列表", "汇编", "共3", "下一页"))


def test_short_news_each_behind_its_day() -> None:
    found = articles("".join(f"[{day[5:]}] {body}\n" for _, day, body in ITEMS), path="2024-01-03.txt")
    assert [paragraphs(a) for a in found] == [[body] for _, _, body in ITEMS]
    assert [str(a.metadata.published_on) for a in found] == [day for _, day, _ in ITEMS]


def test_days_without_a_year_stay_unknown_where_nothing_names_it() -> None:
    found = articles("".join(f"{title}\n[{day[5:]}]\n{body}\n" for title, day, body in ITEMS))
    assert [(a.metadata.published_on, a.metadata.published_from) for a in found] == [(None, None)] * 3


def test_days_without_a_year_take_that_of_the_full_dates_beside_them() -> None:
    days = ("2024-01-05", "[01-04]", "[12-30]")
    found = articles("".join(f"{t}\n{d}\n{b}\n" for d, (t, _, b) in zip(days, ITEMS, strict=True)))
    assert [str(a.metadata.published_on) for a in found] == ["2024-01-05", "2024-01-04", "2023-12-30"]


def test_items_between_rules_need_no_dates() -> None:
    found = articles("".join(f"{title}\n{body}\n=========\n" for title, _, body in ITEMS))
    assert [a.metadata.title for a in found] == [title for title, _, _ in ITEMS]
    assert [paragraphs(a) for a in found] == [[body] for _, _, body in ITEMS]


@pytest.mark.parametrize(
    "text",
    [
        f"江海经济观察\n2023-10-12\n一、钢铁\n{STEEL}\n------\n二、港口\n{PORT}\n------\n三、金融\n{BANK}\n",
        f"江海经济观察\n2023-10-12\n来源:江海日报\n2023-10-13 08:00\n{STEEL}\n{PORT}\n江海市统计局\n2023年10月11日\n",
        f"江海经济观察\n2023-10-12\n【导读】{STEEL}\n【港口】{PORT}\n【金融】{BANK}\n",
        f"江海经济观察\n2023年9月30日 高炉投产\n2023年10月12日 吞吐量公布\n{STEEL}\n",
        f"任免决定\n2023-10-12\n{STEEL}\n江海市市长 某某\n2023年10月12日\n{PORT}\n江海市市长 某某\n2023年10月12日\n",
        f"江海快讯\n2023-10-12\n**高炉投产**\n{STEEL}\n**港口增长**\n{PORT}\n**贷款增加**\n{BANK}\n",
    ],
)
def test_sections_and_roundups_are_no_listings(text: str) -> None:
    (article,) = articles(text)
    assert article.metadata.published_on == date(2023, 10, 12) or "2023年9月30日" in text
    assert squeeze(STEEL) in squeeze(article.text)


def test_a_roundup_keeps_its_headings() -> None:
    heads = ("高炉提前投产", "港口吞吐量1.26亿吨", "贷款增加")
    items = "".join(f"\n**{head}**\n\n{body}\n" for head, (_, _, body) in zip(heads, ITEMS, strict=True))
    (article,) = articles(f"江海联播快讯\n2023-10-16\n\n**江海网消息**（江海新闻）：\n{items}")
    assert article.metadata.title == "江海联播快讯"
    assert article.metadata.published_on == date(2023, 10, 16)
    assert paragraphs(article, "heading") == list(heads)
    assert paragraphs(article)[-3:] == [STEEL, PORT, BANK]


def test_newswire_items_below_each_other() -> None:
    found = articles("".join(f"【{title}】某某社10月16日电，{body}\n" for title, _, body in ITEMS))
    assert [a.metadata.title for a in found] == [title for title, _, _ in ITEMS]


def test_each_flash_of_a_page_has_the_day_of_its_own_dispatch() -> None:
    items = [
        (f"【{title}】某某社{month}月16日电，{body}\n")
        for month, (title, _, body) in zip((11, 9), ITEMS[:2], strict=True)
    ]
    found = articles(f"某某社快讯\n2023-11-20 某某财经\n{''.join(items)}")
    assert [a.metadata.published_on for a in found] == [date(2023, 11, 16), date(2023, 9, 16)]


def test_a_signature_with_date_makes_no_listing() -> None:
    found = articles(f"致全市企业的一封信\n2023-09-28\n{STEEL}\n{PORT}\n临海市人民政府\n2023年9月28日\n")
    assert len(found) == 1


# -- dates and names --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (f"2023年10月12日\n{PORT}", "20230101_x.txt", (date(2023, 10, 12), "dateline")),
        (PORT, "20230417_x.txt", (date(2023, 4, 17), "file_name")),
        (PORT, "in/2023-04-17.txt", (date(2023, 4, 17), "file_name")),
        (PORT, "20230230.txt", (None, None)),
        (f"2023年3月1日至2023年10月8日，{PORT}自2023 年 9 月 1 日起施行。", "a", (date(2023, 10, 8), "latest_date")),
        (f"截至2023年3月31日，{PORT}", "a.txt", (date(2023, 3, 31), "latest_date")),
        (f"{PORT}项目将于2026年5月1日完工，2023年9月2日开工。", "a.txt", (date(2023, 9, 2), "latest_date")),
        (f"2023年，{PORT}2023年1-6月增长。", "a.txt", (None, None)),
    ],
)
def test_where_the_date_is_from(text: str, path: str, expected: tuple[date | None, str | None]) -> None:
    (article,) = articles(text, path=path)
    assert (article.metadata.published_on, article.metadata.published_from) == expected


DISPATCHES = [
    ("中新社北京3月31日电 ", date(2020, 3, 31)),
    ("财联社3月31日电，", date(2020, 3, 31)),
    ("（本报北京３月３１日讯）", date(2020, 3, 31)),
    ("本报北京３月３１日讯 ", date(2020, 3, 31)),
    ("【港口增长】新华社临海3月31日电（记者张某某）", date(2020, 3, 31)),
    ("江海日报-江海网临海3月31日讯 ", date(2020, 3, 31)),
]


@pytest.mark.parametrize(("opening", "day"), DISPATCHES)
def test_the_day_of_a_dispatch_waits_for_a_year(opening: str, day: date) -> None:
    (article,) = articles(f"{opening}{PORT}{BANK}")
    assert (article.metadata.published_on, article.metadata.published_from) == (None, None)
    (article,) = articles(f"{opening}{PORT}上一次公布在2020年2月29日。{BANK}")
    assert (article.metadata.published_on, article.metadata.published_from) == (day, "dateline")


@pytest.mark.parametrize(
    ("given", "path", "expected"),
    [
        (Metadata(published_on=date(2020, 4, 1), published_from="metadata"), "a.txt", (date(2020, 4, 1), "metadata")),
        (Metadata(), "20200401.txt", (date(2020, 4, 1), "file_name")),
        (Metadata(published_on=date(2020, 12, 31), published_from="option"), "a.txt", (date(2020, 3, 31), "dateline")),
        (Metadata(published_on=date(2020, 3, 30), published_from="option"), "a.txt", (date(2020, 3, 31), "dateline")),
        (Metadata(published_on=date(2021, 1, 4), published_from="option"), "a.txt", (date(2020, 3, 31), "dateline")),
    ],
)
def test_the_year_of_a_dispatch(given: Metadata, path: str, expected: tuple[date, str]) -> None:
    (article,) = articles(f"某某社临海3月31日电 {PORT}", given=given, path=path)
    assert (article.metadata.published_on, article.metadata.published_from) == expected


def test_a_dispatch_long_after_the_days_of_its_text_takes_no_year_from_them() -> None:
    (article,) = articles(f"某某社临海3月31日电 2018年6月1日以来，{PORT}")
    assert (article.metadata.published_on, article.metadata.published_from) == (date(2018, 6, 1), "latest_date")


def test_what_the_caller_knows_wins_over_the_page() -> None:
    page = Metadata("页面标题", None, "页面来源", date(2023, 1, 1), "page")
    known = Metadata("给定标题", "给定作者", "给定来源", date(2022, 2, 2), "metadata")
    (article,) = articles(f"2021-03-03\n{PORT}", given=known, metadata=page)
    assert article.metadata == replace(known, title_from="metadata", byline_from="metadata", outlet_from="metadata")
    items = "".join(f"{title}\n{day}\n{body}\n" for title, day, body in ITEMS)
    found = articles(items, given=Metadata(published_on=date(2024, 1, 1), published_from="metadata"))
    assert {(str(a.metadata.published_on), a.metadata.published_from) for a in found} == {("2024-01-01", "metadata")}
    (article,) = articles(f"2021-03-03\n{PORT}", metadata=page)
    assert (article.metadata.published_on, article.metadata.published_from) == (date(2023, 1, 1), "page")
    assert (article.metadata.title, article.metadata.outlet) == ("页面标题", "页面来源")


def test_a_default_date_holds_where_the_document_says_none() -> None:
    default = Metadata(published_on=date(2024, 1, 1), published_from="option")
    page = Metadata(published_on=date(2023, 1, 1), published_from="page")
    for text, path, metadata, source in (
        (PORT, "a.txt", page, "page"),
        (f"2021-03-03\n{PORT}", "a.txt", Metadata(), "dateline"),
        (PORT, "20230417.txt", Metadata(), "file_name"),
        (f"截至2023年3月31日，{PORT}", "a.txt", Metadata(), "option"),
    ):
        (article,) = articles(text, path=path, given=default, metadata=metadata)
        assert article.metadata.published_from == source
        assert (article.metadata.published_on == date(2024, 1, 1)) == (source == "option")


def test_html_headings_are_headings_and_nothing_is_joined() -> None:
    text = f"港口增长\n{PORT[:-1]}\n{PORT_2}\n下一步打算如何，码头四期给出的答案是继续扩大规模、提高效率\n{BANK}"
    at = text.index("下一步")
    (article,) = articles(text, format="html", headings=((0, 4), (at, text.index("\n", at))))
    assert [p.role for p in article.paragraphs] == ["title", "body", "body", "heading", "body"]


# -- properties -------------------------------------------------------------------------------------------------------


def test_ids_depend_on_place_and_text_alone() -> None:
    (article,) = articles(PORT)
    assert article.article_id == content_id("d", 0, content_id(PORT))


def test_a_failed_document_has_no_articles() -> None:
    assert cut(Document("d", "p", "text", None, None, 0, None, "empty"), default_rules()) == ()


LINES = st.sampled_from(
    [STEEL, PORT, PORT_2, STEEL[:33], PORT[:-9], f"本报讯 {BANK}"]
    + ["", "   ", "-", "12", "·广告", "港口增长", "江北", "# 标题在此", "本报记者 王某某", "张三", "2023-01-02"]
    + ["【简讯】港口增长", "■某某港口。", "陈某/摄", "增长3.5%", "责任编辑:某某", "二、投资"]
)


@given(st.lists(LINES, max_size=24), st.sampled_from(["\n", "\r\n", "\n\n", "\n　　"]))
@example([STEEL, STEEL[:33], "# 标题在此", STEEL[:33], STEEL[:33]], "\n")  # nothing is left to deal out
def test_any_mixture_of_lines_keeps_the_promises(lines: list[str], ends: str) -> None:
    text = ends.join(lines)
    found = articles(text)
    pieces = [(p.start, p.end) for a in found for p in a.pieces]
    assert all(a[1] <= b[0] for a, b in zip(sorted(pieces), sorted(pieces)[1:], strict=False))
    kept = squeeze("".join(a.text for a in found))
    assert all(squeeze(body) in kept for body in (STEEL, PORT, PORT_2) if body in lines)
    assert len({a.article_id for a in found}) == len(found)


def test_a_line_signed_in_brackets_is_finished() -> None:
    first = f"{STEEL}（陆明）"
    (article,) = articles(f"各地短讯\n{first}\n{PORT}（何明）\n{BANK}")
    assert [article.text[p.start : p.end] for p in article.paragraphs][1:] == [first, f"{PORT}（何明）", BANK]
