"""Sources of figures: the frames that name them, where names begin and end, how far a source reaches."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from econ_extract import extract_text
from econ_extract.assembly import Assembler
from econ_extract.assembly.draft import Source
from econ_extract.assembly.sources import Sources
from econ_extract.mentions import Mentions
from econ_extract.models import Article, Document, Metadata, Paragraph, Piece, Token
from econ_extract.rules import default_rules
from econ_extract.sentences import split
from econ_extract.taggers.jieba import JiebaTagger

BOOK = default_rules()
ASSEMBLER = Assembler(BOOK)
TAGGER = JiebaTagger(BOOK)


def sources(text: str) -> list[Source]:
    """The sources of one sentence."""
    (tagging,) = TAGGER.tag([text])
    return ASSEMBLER.sources.find(ASSEMBLER.reader.read(text, tagging, date(2023, 10, 17), None))


def names(text: str) -> list[str | None]:
    return [source.name for source in sources(text)]


def attributions(text: str) -> list[str | None]:
    """The source of each figure of a text, in order."""
    return [figure.attribution for figure in extract_text(text, published=date(2023, 10, 17))]


# ---------------------------------------------------------------- names are whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("世界卫生组织公布的统计数据显示，接种疫苗20亿剂", "世界卫生组织"),
        ("据中国汽车工业协会的数据，9月汽车出口44万辆", "中国汽车工业协会"),
        ("商务部最新数据显示，到资9200亿元", "商务部"),
        ("国家电影局最新数据显示，档期票房为27亿元", "国家电影局"),
        ("据银保监会介绍，贷款增长12%", "银保监会"),
        ("工业和信息化部今天（10月14日）公布的数据显示，产能利用率为75%", "工业和信息化部"),
        ("财政部26日发布数据，国债余额为26万亿元", "财政部"),
        ("英国国家统计局12日公布的初步统计数据显示，产出下降0.1%", "英国国家统计局"),
        ("法国国家统计和经济研究所12日发布报告称，物价上涨6%", "法国国家统计和经济研究所"),
        ("匈牙利国家选举办公室公布的结果显示，得票率为53%", "匈牙利国家选举办公室"),
        ("联合国人道主义事务协调厅发布报告说，资金缺口为30亿美元", "联合国人道主义事务协调厅"),
        ("乘联会数据显示，零售销量为190万辆", "乘联会"),
        ("据海关统计，出口80亿元", "海关"),
        ("俄罗斯国防部7日称，已动员30万人", "俄罗斯国防部"),
        ("记者从绍兴市商务局获悉，签约项目12个", "绍兴市商务局"),
        ("重庆、四川两地统计部门联合发布的数据显示，增长5.7%", "重庆、四川两地统计部门"),
    ],
)
def test_an_institution_is_named_whole(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中国银行业协会秘书长刘峰表示，贷款增长5%", "刘峰"),
        ("工信部副部长辛国斌介绍，已建成基站300万个", "辛国斌"),
        ("中国指数研究院研究总监曹晶晶1日表示，成交上涨3%", "曹晶晶"),
        ("该集团总裁武田一雄在发布会上表示，销量为300台", "武田一雄"),
        ("交通运输部新闻发言人孙文剑在接受记者采访时说，投资3万亿元", "孙文剑"),
    ],
)
def test_a_person_is_named_without_the_title(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("国务院国资委有关负责人表示，利润增长5%", "国务院国资委有关负责人"),
        ("业内人士认为，销量可达30万辆", "业内人士"),
        ("市场上一些不愿具名的行业人士认为，增速为5%", "市场上一些不愿具名的行业人士"),
        ("水利部官员透露，已落实投资1134亿元", "水利部官员"),
        ("年报显示，净利润为3亿元", "年报"),
        ("2021年年报显示，净利润为3亿元", "2021年年报"),
        ("从招标信息可见，成交价为3亿元", "招标信息"),
        ("《能源蓝皮书》显示，装机增长5%", "《能源蓝皮书》"),
        ("天眼查显示，注册资本为10亿元", "天眼查"),
    ],
)
def test_people_and_documents_without_a_name_of_their_own(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "据统计，全县出口80亿元",
        "据不完全统计，全县有企业300家",
        "初步核算，全年产值800亿元",
        "该机构表示，产值为800亿元",
        "他还说，产值为800亿元",
        "组委会对87.67%的选票进行统计",
        "具有高级职称的教师有300人",
        "数据中心投资80亿元",
        "公司举行3场促销",
        "显示器出口3亿台",
        "这说明投资增长5%",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert [name for name in names(text) if name] == []


def test_the_speaker_is_not_the_hearer() -> None:
    assert names("叙利亚外交部近日致信联合国表示，损失为1071亿美元") == ["叙利亚外交部"]


def test_words_before_a_name_are_no_part_of_it() -> None:
    for before in ("对此，", "另据", "新华社南京10月16日电 ", "其中，", "而"):
        verb = "统计" if before == "另据" else "介绍"
        assert names(f"{before}国家能源局{verb}，装机增长5%") == ["国家能源局"]


@pytest.mark.parametrize(
    "text", ["据国家能源局介绍，装机增长5%", "国家能源局负责人表示，装机增长5%", "年报显示，利润3亿元"]
)
def test_the_run_of_a_source_is_true_to_the_text(text: str) -> None:
    (source,) = sources(text)
    assert source.name is not None
    assert source.name in text[source.start : source.end]
    assert source.way in get_args(Source.__annotations__["way"]) or source.way in ("release", "speech", "document")


# ---------------------------------------------------------------- how far a source reaches


def test_each_figure_has_the_source_named_before_it() -> None:
    text = "国家能源局数据显示，装机增长5%；国家统计局数据显示，产值增长6%。"
    assert attributions(text) == ["国家能源局", "国家统计局"]


def test_a_speaker_behind_the_words_counts_only_where_he_closes_them() -> None:
    assert attributions("“今年我们已经签约项目12个，势头很好，明年还要更好。”绍兴市商务局负责人表示。") == [
        "绍兴市商务局负责人"
    ]
    assert attributions("投资达300亿元，业内人士认为，前景看好。") == [None]


def test_a_source_holds_to_the_end_of_its_paragraph() -> None:
    text = "据绍兴市商务局介绍，签约项目12个。其中，外资项目3个。\n\n绍兴市有企业300家。"
    assert attributions(text) == ["绍兴市商务局", "绍兴市商务局", None]


def test_a_source_named_in_a_sentence_without_figures_holds_too() -> None:
    text = "绍兴市商务局局长王建明表示，形势向好。目前签约项目12个。"
    assert attributions(text) == ["王建明"]


def test_a_release_holds_for_the_article_beyond_a_speaker() -> None:
    text = (
        "国家统计局16日公布数据显示，产值增长5%。\n\n采矿业增长3%。\n\n"
        "业内人士认为，出口可增长6%。\n\n数据还显示，投资增长4%。\n\n零售增长7%。"
    )
    assert attributions(text) == ["国家统计局", "国家统计局", "业内人士", "国家统计局", "国家统计局"]


@pytest.mark.parametrize(
    "opening", ["乐游科技股份有限公司发布年报，", "绍兴市商务局发布数据，", "记者从绍兴市商务局获悉，"]
)
def test_firms_and_local_offices_do_not_speak_for_the_article(opening: str) -> None:
    assert attributions(f"{opening}收入增长5%。\n\n利润增长3%。")[1] is None


def test_an_opening_with_a_colon_names_the_release() -> None:
    assert attributions("国家能源局：上半年装机增长5%。\n\n风电装机增长6%。")[1] == "国家能源局"


@pytest.mark.parametrize("opening", ["据威海海关统计，", "记者从国家能源局获悉，", "国家统计局发布数据，"])
def test_statistics_of_an_institution_make_the_article(opening: str) -> None:
    assert attributions(f"{opening}出口增长5%。\n\n进口增长3%。")[1] is not None


def test_a_report_holds_up_to_the_next_heading() -> None:
    text = "从2022年年报上看，各行稳健。\n\n甲银行利润为3亿元。\n\n未来怎么走\n\n乙银行利润为5亿元。"
    assert attributions(text) == ["2022年年报", None]


def test_an_institution_that_is_the_outlet_is_the_source() -> None:
    text = "来源：国家能源局网站\n\n上半年装机增长5%。\n\n风电装机增长6%。"
    assert attributions(text) == ["国家能源局", "国家能源局"]
    assert attributions(text.replace("国家能源局网站", "绍兴日报")) == [None, None]


def test_a_firm_that_reports_its_figures_stays_their_subject() -> None:
    (figure,) = extract_text("乐视网发布公告，上半年亏损11亿元。", published=date(2023, 10, 17))
    assert (figure.subject, figure.attribution) == ("乐视网", "乐视网")


def test_an_institution_that_reports_is_no_subject() -> None:
    (figure,) = extract_text("据国家能源局统计，山东装机增长5%。", published=date(2023, 10, 17))
    assert (figure.subject, figure.attribution) == ("山东", "国家能源局")


def test_thresholds_have_no_source() -> None:
    text = "据绍兴市商务局介绍，签约亿元以上项目12个。"
    rows = {f.role: f.attribution for f in extract_text(text, published=date(2023, 10, 17))}
    assert rows == {"threshold": None, "measure": "绍兴市商务局"}


def test_several_items_do_not_share_a_release() -> None:
    text = "国内联播快讯\n国家统计局发布数据，产值增长5%。\n采矿业增长3%。"
    starts = [0, text.index("国家"), text.index("采矿"), len(text)]
    paragraphs = tuple(Paragraph(a, b, "title" if a == 0 else "body") for a, b in zip(starts, starts[1:], strict=False))
    article = Article("a", "d", 0, Metadata(title="国内联播快讯"), (Piece(0, len(text)),), text, paragraphs)
    assert _read(text, article) == ["国家统计局", None]


def test_a_line_of_its_own_names_the_source_of_the_article_before_it() -> None:
    body, line = "高新区签约项目12个。", "\n\n（数据来源：高新区党群工作部）"
    article = Article("a", "d", 0, Metadata(), (Piece(0, len(body)),), body, (Paragraph(0, len(body)),))
    assert _read(body + line, article) == ["高新区党群工作部"]
    assert _read(body + "\n\n来源：市新闻网", article) == [None]


def _read(text: str, article: Article) -> list[str | None]:
    from econ_extract.figures import read_article

    document = Document("d", "", "text", None, None, len(text), text)
    figures, _, _ = read_article(document, article, split(article), TAGGER, BOOK)
    return [figure.attribution for figure in figures]


def test_a_name_without_room_is_empty() -> None:
    # 据 and the name behind it may be one word: the name before 介绍 then ends where it may begin.
    text = "据王小川介绍，录音笔售价1200元。"
    m = Mentions(text, text, (Token("据王小川介绍", 0, 6, "n"),), (), (), (), (), (), ())
    assert Sources(default_rules())._phrase(m, 1, 1, liberal=False) == 1


# ---------------------------------------------------------------- forms in which a source is named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("云岭县卫生部门当地时间30日最新统计，新增病例9例", "云岭县卫生部门"),
        ("全国“护苗清源”办公室今天通报，查缴书刊15万件", "全国“护苗清源”办公室"),
        ("据德国“商报在线”报道，企业减少8万家", "德国“商报在线”"),
        ("俄罗斯方面8日表示，双方各有50人返回", "俄罗斯方面"),
        ("国家铁路局消息，全年发送旅客30亿人次", "国家铁路局"),
        ("来自国家航天局的消息称，累计行驶1239米", "国家航天局"),
        ("国际货币基金组织将全球经济增长预期上调至3.2%", "国际货币基金组织"),
        ("据云岭领队冷向阳介绍，累计工作45天", "冷向阳"),
        ("国家税务总局增值税发票数据显示，销售收入增长8%", "国家税务总局"),
        ("招商银行公告显示，全年净利润3亿元", "招商银行"),
    ],
)
def test_a_source_is_named_in_many_forms(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize("text", ["总泄水量预计达到55亿立方米", "据不完全统计，出口3亿元", "据行业估算，出口3亿元"])
def test_what_is_foreseen_or_how_is_no_source(text: str) -> None:
    assert [name for name in names(text) if name] == []


def test_a_pronoun_stands_for_who_spoke_before() -> None:
    text = "外贸向好\n\n发言人王大明说，出口增长5%。\n\n他表示，全年签约项目12个。"
    assert attributions(text) == ["王大明", "王大明"]


def test_a_heading_has_the_source_of_the_text_that_says_its_number_again() -> None:
    text = "简讯两则\n\n【保费收入1192亿元】财政部最新数据，全年保费收入1192亿元。"
    assert attributions(text) == ["财政部", "财政部"]


def test_what_rules_ask_for_is_said_by_no_source() -> None:
    text = "国家统计局发布7月份数据\n\n国家统计局发布数据，比例为12%。\n\n按照监管要求，比例不得低于11%。"
    assert attributions(text) == ["国家统计局", None]


def test_a_release_says_nothing_of_a_place_that_the_text_goes_to() -> None:
    text = "秋粮收获\n\n农业农村部发布数据，收获2亿亩。\n\n在云溪县岭下镇，工人们收粮12吨。"
    assert attributions(text) == ["农业农村部", None]


# ---------------------------------------------------------------- who only tells owns nothing


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("今天，中国人民银行发布数据显示，5月末，广义货币余额282万亿元。", None),
        ("美国劳工部13日公布的数据显示，消费者价格指数同比上涨9.1%。", "美国"),
        ("据上海海关统计，全年出口增长6%。", "上海"),
        ("国家统计局新闻发言人王大明介绍，上半年消费增长3%。", None),
        ("中国人民银行开展操作，投放资金200亿元。", "中国人民银行"),
    ],
)
def test_who_only_tells_owns_nothing(text: str, subject: str | None) -> None:
    assert [figure.subject for figure in extract_text(text, published=date(2023, 10, 17))] == [subject]


@pytest.mark.parametrize(
    "said",
    ["省经信厅调度显示", "市文旅局大数据监测", "省人社厅统计分析显示", "杭州市商务局初步统计", "省应急厅调度"],
)
def test_an_office_that_only_counts_owns_nothing(said: str) -> None:
    (figure,) = extract_text(f"湖北经济回升\n\n{said}，17家企业复工。")
    assert figure.subject is None or "局" not in figure.subject and "厅" not in figure.subject
