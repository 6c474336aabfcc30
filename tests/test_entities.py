"""Regions, organisations and persons, family by family, and the examples of their rules both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from econ_extract.gazetteer import Region, build, gazetteer
from econ_extract.rules import Rule, RuleError, default_rules
from econ_extract.taggers.companies import companies, read_companies
from econ_extract.taggers.jieba import JiebaTagger

Expected = list[tuple[str, str, str, str | None]]


def tagger() -> JiebaTagger:
    return JiebaTagger(default_rules())


def found(*texts: str) -> Expected:
    """(text, type, canonical, code) of the entities of all texts, tagged as one article."""
    return [(e.text, e.type, e.canonical, e.code) for tagging in tagger().tag(texts) for e in tagging.entities]


def entity_rules() -> list[Rule]:
    return list(default_rules().table("entities"))


@pytest.mark.parametrize("rule", entity_rules(), ids=lambda rule: rule.id)
def test_every_rule_holds_on_its_examples_and_not_on_the_others(rule: Rule) -> None:
    for example in rule.examples:
        made = [e.entity for e in tagger().trace([example.text])[0] if rule.id in e.rules]
        fitting = [e for e in made if all(getattr(e, key) == value for key, value in example.gives.items())]
        assert fitting, f"{rule.id}: nothing in {example.text!r}"
    for text in rule.counter_examples:
        made = [e.entity.text for e in tagger().trace([text])[0] if rule.id in e.rules]
        assert not made, f"{rule.id} fires on {text!r}: {made}"


def test_every_entity_rule_has_a_counter_example() -> None:
    assert [rule.id for rule in entity_rules() if not rule.counter_examples] == []


# ------------------------------------------------------------------------------------------------ region table


def test_the_region_table_is_whole() -> None:
    table = gazetteer()
    today = [r for r in table.by_code.values() if r.until is None]
    assert sum(r.level == 1 for r in today) == 34
    assert sum(r.level == 2 for r in today) == 333
    assert sum(r.level == 3 for r in today) > 2800
    for region in today:
        assert (region.parent == "") == (region.level == 1)
        assert region.parent == "" or table.by_code[region.parent].level < region.level


def test_ancestors_and_descent() -> None:
    table = gazetteer()
    district, city, province = table.by_code["370214"], table.by_code["370200"], table.by_code["370000"]
    assert (district.name, city.name, province.name) == ("城阳区", "青岛市", "山东省")
    assert table.ancestors(district) == ("370200", "370000")
    assert table.within(district, province)
    assert not table.within(province, district)
    assert not table.within(city, city)


def test_a_former_name_comes_after_one_of_today() -> None:
    old = Region("370181", "章丘市", "章丘", 3, "370100", 2015)
    new = Region("370114", "章丘区", "章丘", 3, "370100")
    assert build([old, new]).short["章丘"] == (new, old)


# ----------------------------------------------------------------------------------------------------- regions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青岛市进出口增长", ("青岛市", "region", "青岛市", "370200")),
        ("青岛进出口增长", ("青岛", "region", "青岛市", "370200")),
        ("内蒙古进出口增长", ("内蒙古", "region", "内蒙古自治区", "150000")),
        ("广西壮族自治区进出口增长", ("广西壮族自治区", "region", "广西壮族自治区", "450000")),
        ("广西进出口增长", ("广西", "region", "广西壮族自治区", "450000")),
        ("镇江进出口增长", ("镇江", "region", "镇江市", "321100")),
        ("海南进出口增长", ("海南", "region", "海南省", "460000")),
        ("海南州旅游收入增长", ("海南州", "region", "海南藏族自治州", "632500")),
        ("山东省青岛市城阳区新增企业", ("山东省青岛市城阳区", "region", "城阳区", "370214")),
        ("青岛城阳新增企业", ("青岛城阳", "region", "城阳区", "370214")),
        ("北京市朝阳区新增企业", ("北京市朝阳区", "region", "朝阳区", "110105")),
        ("中国香港出口增长", ("中国香港", "region", "香港特别行政区", "810000")),
        ("滑县小麦丰收", ("滑县", "region", "滑县", "410526")),
        ("章丘市曾经是县级市", ("章丘市", "region", "章丘市", "370181")),
        ("对德国出口增长", ("德国", "region", "德国", None)),
        ("京津冀协同发展", ("京津冀", "region", "京津冀", None)),
        ("粤港澳大湾区外贸活跃", ("粤港澳大湾区", "region", "粤港澳大湾区", None)),
    ],
)
def test_one_region(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "这家店待客大方",
        "和平与发展是时代主题",
        "东方既白",
        "通道畅通无阻",
        "保障供应平安有序",
        "建设海洋强国",
        "来宾就座",
        "黄金白银价格上涨",
        "老城区改造提速",
    ],
)
def test_common_words_are_no_regions(text: str) -> None:
    assert found(text) == []


def test_a_market_of_a_city_is_not_the_city_with_its_suffix() -> None:
    assert found("青岛市场活跃")[0] == ("青岛", "region", "青岛市", "370200")


def test_the_edge_of_two_words_makes_no_region() -> None:
    assert ("海南", "region", "海南省", "460000") not in found("上海南站客流回升")
    assert not [e for e in found("出海口吞吐量增长") if e[2] == "海口市"]


def test_an_ambiguous_district_takes_its_code_from_the_batch() -> None:
    assert found("鼓楼区新增企业") == [("鼓楼区", "region", "鼓楼区", None)]
    assert ("鼓楼区", "region", "鼓楼区", "320106") in found("南京市经济平稳", "鼓楼区新增企业")
    assert ("鼓楼区", "region", "鼓楼区", "350102") in found("福州市经济平稳", "鼓楼区新增企业")
    assert ("鼓楼区", "region", "鼓楼区", None) in found("福州市和南京市经济平稳", "鼓楼区新增企业")


def test_two_cities_side_by_side_are_two_regions() -> None:
    assert [e[3] for e in found("南京、苏州和北京")] == ["320100", "320500", "110000"]


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        ("青岛高新区", "370200"),
        ("济南市莱芜高新区", "370116"),
        ("湖州经济技术开发区", "330500"),
        ("青岛城阳工业园区", "370214"),
        ("绵阳科技城新区", "510700"),
        ("苏州高新技术产业开发区", "320500"),
        ("中国（浙江）自由贸易试验区", "330000"),
        ("贵安新区", "520000"),
        ("云岭新区", None),
    ],
)
def test_a_zone_is_one_region_with_the_code_of_the_division_it_lies_in(zone: str, code: str | None) -> None:
    (entity,) = found(f"{zone}上半年完成投资二十亿元")
    assert (entity[0], entity[1], entity[3]) == (zone, "region", code)


@pytest.mark.parametrize("text", ["全省国家级高新区十七家", "各地经开区竞相发展", "新增省级开发区两家"])
def test_classes_of_zones_are_no_regions(text: str) -> None:
    assert not [e for e in found(text) if e[0].endswith(("高新区", "经开区", "开发区"))]


def test_a_zone_named_without_its_place_is_the_one_zone_of_the_batch() -> None:
    assert ("高新区", "region", "衢州高新区", "330800") in found("衢州高新区扩园。", "高新区新增企业两百家。")
    alone = found("衢州高新区和金华高新区扩园。", "高新区新增企业两百家。")
    assert ("高新区", "region", "高新区", None) in alone


def test_towns_and_streets_follow_their_division() -> None:
    assert found("义乌市佛堂镇新增店铺")[0][:2] == ("义乌市佛堂镇", "region")
    assert found("河北农村居民收入增长")[0][0] == "河北"


def test_anaphors_are_resolved_only_when_one_place_fits() -> None:
    assert ("全市", "region", "芜湖市", "340200") in found("芜湖市开局良好。", "全市完成投资三百亿元。")
    assert ("全市", "region", "全市", None) in found("芜湖市和滁州市开局良好。", "全市完成投资三百亿元。")
    assert ("全省", "region", "安徽省", "340000") in found("芜湖市开局良好。", "全省完成投资三百亿元。")
    assert ("我省", "region", "我省", None) in found("我省完成投资三百亿元。")
    assert ("全市", "region", "上海市", "310000") in found("上海开局良好。", "全市完成投资三百亿元。")
    assert ("全区", "region", "宁夏回族自治区", "640000") in found("宁夏开局良好。", "全区完成投资三百亿元。")


# ----------------------------------------------------------------------------------------------- organisations


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        ("国家能源局发布数据", "国家能源局", "国家能源局"),
        ("国家金融监管总局发布数据", "国家金融监管总局", "国家金融监督管理总局"),
        ("人民银行上海总部发布数据", "人民银行上海总部", "中国人民银行上海总部"),
        ("建行发布年报", "建行", "中国建设银行"),
        ("中国农业银行发布年报", "中国农业银行", "中国农业银行"),
        ("港交所发布数据", "港交所", "香港交易所"),
        ("浙江金穗粮油集团有限公司发布年报", "浙江金穗粮油集团有限公司", "浙江金穗粮油集团有限公司"),
        ("控股股东浙江金穗粮油有限公司增持", "浙江金穗粮油有限公司", "浙江金穗粮油有限公司"),
        ("绵阳（深圳）产业投资有限公司发布年报", "绵阳（深圳）产业投资有限公司", "绵阳（深圳）产业投资有限公司"),
        ("宁德市商务局发布数据", "宁德市商务局", "宁德市商务局"),
        ("浙江省财政厅发布数据", "浙江省财政厅", "浙江省财政厅"),
        ("衢州市人民政府发布数据", "衢州市人民政府", "衢州市人民政府"),
        ("中国汽车工业协会发布数据", "中国汽车工业协会", "中国汽车工业协会"),
        ("上海金融法院公布案例", "上海金融法院", "上海金融法院"),
        ("青岛银行发布年报", "青岛银行", "青岛银行"),
        ("抚州高新区社会事业局公布名单", "抚州高新区社会事业局", "抚州高新区社会事业局"),
        ("中共绍兴市委宣传部公布名单", "中共绍兴市委宣传部", "中共绍兴市委宣传部"),
        ("浙江大学公布名单", "浙江大学", "浙江大学"),
        ("农行湖州分行公布名单", "农行湖州分行", "农行湖州分行"),
    ],
)
def test_one_organisation(text: str, name: str, canonical: str) -> None:
    assert found(text) == [(name, "org", canonical, None)]


@pytest.mark.parametrize(
    "text",
    [
        "上市公司加快回购",
        "该公司发布公告",
        "保险公司保费收入增长",
        "多家银行下调利率",
        "小微企业贷款增长",
        "各级政府加大投入",
        "房地产公司回款改善",
        "新能源产业加快发展",
        "产业布局不断优化",
        "城乡居民养老保险提标",
    ],
)
def test_classes_of_organisations_are_none(text: str) -> None:
    assert found(text) == []


def test_a_place_before_a_trade_says_only_where() -> None:
    assert found("景德镇航空产业产值增长") == [("景德镇", "region", "景德镇市", "360200")]
    assert found("青岛科技企业增加") == [("青岛", "region", "青岛市", "370200")]
    assert found("京东数字经济产业园开工")[0][:2] == ("京东数字经济产业园", "region")


def test_an_office_of_a_bare_level_is_resolved_by_the_batch() -> None:
    assert ("市商务局", "org", "市商务局", None) in found("市商务局发布数据。")
    assert ("市商务局", "org", "芜湖市商务局", None) in found("芜湖市开局良好。", "市商务局发布数据。")
    assert ("省政府", "org", "安徽省政府", None) in found("安徽省开局良好。", "省政府印发通知。")


@pytest.mark.parametrize("word", ["以下简称", "下称", "简称"])
@pytest.mark.parametrize("quotes", ["“”", '""', ("", "")])
def test_a_short_form_is_known_in_the_whole_batch(word: str, quotes: str) -> None:
    first, last = quotes
    text = f"河南金穗粮食集团有限公司（{word}{first}河南金穗{last}）增资。"
    made = found("河南金穗持股四成。", text, "河南金穗减持。")
    assert made.count(("河南金穗", "org", "河南金穗粮食集团有限公司", None)) == 3
    assert ("河南金穗粮食集团有限公司", "org", "河南金穗粮食集团有限公司", None) in made


def test_a_short_form_ends_with_its_batch() -> None:
    t = tagger()
    t.tag(["河南金穗粮食集团有限公司（下称“河南金穗”）增资。"])
    assert [e.canonical for e in t.tag(["河南金穗减持。"])[0].entities] != ["河南金穗粮食集团有限公司"]


def test_a_definition_of_something_else_makes_no_organisation() -> None:
    made = found("保障性租赁住房（以下简称“保租房”）开工，保租房供应增加。", "《报告2024》（以下简称《报告》）发布。")
    assert made == []


def test_nested_names_merge_into_the_longest() -> None:
    assert found("青岛市发改委公布名单") == [("青岛市发改委", "org", "青岛市发改委", None)]


# ----------------------------------------------------------------------------------------------------- persons


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公司首席财务官李昕晢指出了这一点", "李昕晢"),
        ("行长谷澍在会上说", "谷澍"),
        ("秘书长欧阳建国介绍情况", "欧阳建国"),
        ("顾雁鸣表示，订单已经排满", "顾雁鸣"),
        ("贾丽娟对记者说，销量翻番", "贾丽娟"),
        ("（记者 郑海燕）", "郑海燕"),
        ("约翰·史密森访问工厂", "约翰·史密森"),
    ],
)
def test_one_person(text: str, name: str) -> None:
    assert (name, "person", name, None) in found(text)


def test_a_byline_of_several_names() -> None:
    names = [e[0] for e in found("（记者 郑海燕、吴志强 通讯员 韩晓峰）")]
    assert names == ["郑海燕", "吴志强", "韩晓峰"]


@pytest.mark.parametrize(
    "text",
    [
        "高新区企业表示看好",
        "普惠金融发展提速",
        "业内人士认为市场回暖",
        "方面表示将整改",
        "高水平开放指出方向",
        "董事长高度重视",
        "记者从会上获悉",
    ],
)
def test_no_person(text: str) -> None:
    assert not [e for e in found(text) if e[1] == "person"]


def test_a_name_of_a_frame_is_known_in_the_whole_batch() -> None:
    made = found("总经理陆建平介绍说，产能已满。", "去年陆建平带队去了德国。")
    assert made.count(("陆建平", "person", "陆建平", None)) == 2


# ---------------------------------------------------------------------------------------- firms without legal form


@pytest.mark.parametrize(
    "text",
    [
        "岭海钴业披露半年报，净利润增长一成",
        "昨日晚间，岭海钴业发布三季度业绩预告",
        "3月30日，岭海钴业公布年报",
        "岭海钴业第二季度总营收九亿元",
        "据岭海钴业公告，公司中标两亿元",
        "岭海钴业：上半年净利润下降",
        "【岭海钴业：拟回购三亿元】",
        "岭海钴业股价大涨",
        "其中，岭海钴业2024年净利润四亿元",
        "岭海钴业(603000.SH)签下订单",
        "岭海钴业（603000）签下订单",
        "岭海钴业（股票代码：603000）签下订单",
        "岭海钴业（NASDAQ：LHGY）签下订单",
        "岭海钴业（港交所代码：9123）签下订单",
        "岭海钴业（09123.HK；NYSE：LHGY）签下订单",
    ],
)
def test_a_frame_makes_a_firm(text: str) -> None:
    assert ("岭海钴业", "org", "岭海钴业", None) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "上市银行发布年报，净利润增长",
        "该公司披露业绩预告",
        "多家券商公布半年报",
        "报告期内净利润五亿元",
        "规上工业企业前三季度净利润回升",
        "上半年营业收入增长两成",
        "主营业务收入增长",
        "数据：净利润下降",
        "证券行业上半年业绩改善",
        "会议（2023）已经开过",
        "编号（20230101）已经备案",
    ],
)
def test_a_frame_around_a_class_makes_none(text: str) -> None:
    assert not [e for e in found(text) if e[1] == "org"]


def test_a_firm_of_a_frame_is_known_in_the_whole_batch_and_not_beyond() -> None:
    made = found("去年投给岭海钴业三亿元。", "岭海钴业（603000）发布年报。")
    assert made.count(("岭海钴业", "org", "岭海钴业", None)) == 2
    assert found("去年投给岭海钴业三亿元。") == []


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        ("华为发布新机", "华为", "华为技术有限公司"),
        ("中石化炼油毛利回升", "中石化", "中国石油化工集团有限公司"),
        ("苏宁易购关店两百家", "苏宁易购", "苏宁易购集团股份有限公司"),
        ("中远海控回购股份", "中远海控", "中远海运控股股份有限公司"),
        ("苹果公司营收增长", "苹果公司", "苹果公司"),
        ("小米集团交付十万辆", "小米集团", "小米集团"),
        ("重庆移动投资八亿元", "重庆移动", "重庆移动"),
        ("中国石油吉林石化公司投产", "中国石油吉林石化公司", "中国石油吉林石化公司"),
    ],
)
def test_a_known_firm(text: str, name: str, canonical: str) -> None:
    assert found(text)[0] == (name, "org", canonical, None)


@pytest.mark.parametrize("text", ["苹果产量增长一成", "小米播种三十万亩", "新希望写在脸上", "强生锈了", "美的享受"])
def test_a_name_that_is_a_word_needs_a_frame(text: str) -> None:
    assert [e for e in found(text) if e[1] == "org"] == []


def test_a_word_framed_once_is_the_firm_in_the_whole_batch() -> None:
    made = found("苹果发布财报。", "分析人士看好苹果。")
    assert made.count(("苹果", "org", "苹果公司", None)) == 2


def test_the_table_of_firms_is_whole() -> None:
    table = companies()
    assert len(table) > 400
    assert all(name == firm.name and len(name) > 1 and firm.canonical for name, firm in table.items())
    assert table["苹果"].framed
    assert not table["苹果公司"].framed


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "missing"),
        ("", "first line"),
        ("name\tcanonical\tneeds\n甲乙\t甲乙公司\n", "line 2"),
        ("name\tcanonical\tneeds\n甲乙\t甲乙公司\tperhaps\n", "line 2"),
        ("name\tcanonical\tneeds\n甲乙\t甲乙公司\t\n甲乙\t甲乙公司\t\n", "twice"),
    ],
)
def test_a_broken_table_of_firms_is_named(tmp_path: Path, body: str | None, said: str) -> None:
    path = tmp_path / "companies.tsv"
    if body is not None:
        path.write_text(body, encoding="utf-8")
    with pytest.raises(RuleError, match=said):
        read_companies(path)


@pytest.mark.parametrize(
    "text",
    [
        "全面展开春耕科技服务",
        "碳汇保险落地三单",
        "企（事）业单位三家",
        "培养专业人才两百人",
        "盘活低效工业用地三百亩",
        "规上工业增加值增长",
        "低效企业退出",
        "国防科技自主创新",
        "一些捷克贸易公司恢复采购",
    ],
)
def test_generic_nouns_are_no_organisations(text: str) -> None:
    assert [e for e in found(text) if e[1] == "org"] == []


# ------------------------------------------------------------------------------ other countries and their unions


@pytest.mark.parametrize(
    "name",
    [
        "联合国近东救济工程处",
        "联合国开发计划署",
        "世界卫生组织",
        "国际货币基金组织",
        "美国劳工部",
        "美国财政部",
        "日本财务省",
        "英国国家统计局",
        "德国联邦统计局",
        "巴西地理统计局",
        "韩国产业通商资源部",
        "俄罗斯国防部",
        "土耳其央行",
        "中国驻法兰克福总领馆",
        "美国驻华大使馆",
        "约翰斯·霍普金斯大学",
        "中国科学院昆明动物研究所",
    ],
)
def test_an_office_is_whole(name: str) -> None:
    assert (name, "org", name, None) in found(f"{name}公布了两份报告")


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        ("世卫组织预计新增百万例", "世卫组织", "世界卫生组织"),
        ("欧洲央行加息", "欧洲央行", "欧洲中央银行"),
        ("世贸组织上调预期", "世贸组织", "世界贸易组织"),
        ("亚投行放款", "亚投行", "亚洲基础设施投资银行"),
        ("经合组织下调预期", "经合组织", "经济合作与发展组织"),
        ("二十国集团开会", "二十国集团", "二十国集团"),
        ("吉政府拨款", "吉政府", "吉尔吉斯斯坦政府"),
        ("中国外交部回应", "中国外交部", "外交部"),
    ],
)
def test_an_office_under_a_short_name(text: str, name: str, canonical: str) -> None:
    assert found(text)[0] == (name, "org", canonical, None)


@pytest.mark.parametrize(
    "text", ["美国总部裁员", "日本东部降雨", "美国医院人手不足", "哈本年度出口下降", "我驻外使领馆开放"]
)
def test_what_stands_behind_a_country_is_not_always_an_office(text: str) -> None:
    assert [e for e in found(text) if e[1] == "org"] == []


def test_a_state_is_not_the_firm_it_begins_with() -> None:
    assert found("伊利诺伊州失业率回落") == [("伊利诺伊州", "region", "伊利诺伊州", None)]
    assert found("伊利净利润回落")[0][:2] == ("伊利", "org")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("中俄贸易额增长两成",), ("中俄", "region", "中国—俄罗斯", None)),
        (("中新双边贸易额增长",), ("中新", "region", "中国—新加坡", None)),
        (("新西兰总理来访。", "中新双边贸易额增长"), ("中新", "region", "中国—新西兰", None)),
        (("中欧贸易增长",), ("中欧", "region", "中国—欧洲", None)),
        (("中乌贸易增长",), ("中乌", "region", "中乌", None)),
        (("乌兹别克斯坦总统来访。", "中乌贸易增长"), ("中乌", "region", "中国—乌兹别克斯坦", None)),
    ],
)
def test_a_pair_of_countries(texts: tuple[str, ...], expected: tuple[str, str, str, None]) -> None:
    assert expected in found(*texts)


@pytest.mark.parametrize("text", ["中欧班列开行一万列", "中老铁路运货千万吨", "其中美元债占三成", "中新网消息"])
def test_letters_of_countries_inside_other_names_are_no_pair(text: str) -> None:
    assert not [e for e in found(text) if "—" in e[2]]


def test_the_world_opens_a_clause() -> None:
    assert ("全球", "region", "全球", None) in found("去年，全球汽车销量回升")
    for text in (
        "它是全球最大的港口",
        "产品远销全球",
        "全球首台样机下线",
        "全球发展倡议",
        "海外收入增长",
        "境外机构增持",
    ):
        assert not [e for e in found(text) if e[2] == "全球"]


# ------------------------------------------------------------------------------------ lists, circles, roads, ships


def test_every_city_of_a_list_is_found() -> None:
    assert [e[0] for e in found("沈阳市32例、大连市26例、鞍山市2例")] == ["沈阳市", "大连市", "鞍山市"]
    assert [e[2] for e in found("成都、雅安、甘孜三地投资百亿元")] == ["成都市", "雅安市", "甘孜藏族自治州"]


@pytest.mark.parametrize(
    "circle",
    [
        "川渝",
        "成渝",
        "京津冀",
        "长三角地区",
        "珠三角",
        "粤港澳大湾区",
        "东北三省",
        "中西部",
        "东部地区",
        "沿边地区",
        "一带一路沿线国家",
    ],
)
def test_a_circle_is_a_region(circle: str) -> None:
    assert (circle, "region", circle, None) in found(f"{circle}投资增长一成")


@pytest.mark.parametrize("text", ["海军长沙舰返航", "南京路步行街客流回升", "北京时间八点发射", "中国式现代化稳步推进"])
def test_a_place_inside_another_name_is_none(text: str) -> None:
    assert [e for e in found(text) if e[1] == "region"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("乐山市级项目立项", "乐山"),
        ("中国华录·重庆数据湖产业园开工", "中国华录·重庆数据湖产业园"),
        ("中新天津生态城开工", "中新天津生态城"),
        ("东湖科学城开工", "东湖科学城"),
    ],
)
def test_where_a_region_ends(text: str, name: str) -> None:
    assert (name, "region") in [e[:2] for e in found(text)]


@pytest.mark.parametrize(
    "name",
    [
        "市商务局",
        "省政府",
        "自治区党委",
        "市发改委",
        "区管委会",
        "市委市政府",
        "央行上海总部",
        "人民银行长沙中心支行",
        "南宁海关",
        "浙江证监局",
        "国家金融监管总局山东监管局",
        "国家统计局绍兴调查队",
        "绍兴市统计局",
    ],
)
def test_a_body_of_government_is_whole(name: str) -> None:
    assert (name, "org") in [e[:2] for e in found(f"{name}公布了数据")]


# --------------------------------------------------------------------------------- persons beside what persons do


@pytest.mark.parametrize("text", ["李敬泽主持召开座谈会", "李敬泽同志出席", "李敬泽（女）", "李敬泽、马英九会见代表"])
def test_a_name_beside_what_persons_do(text: str) -> None:
    assert ("李敬泽", "person", "李敬泽", None) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "金灿灿的稻田",
        "高精尖产业产值增长",
        "王府井步行街客流回升",
        "吞吐量超千万标箱",
        "辖区范围广",
        "武胜关中队",
        "马拉松开跑",
    ],
)
def test_words_of_the_dictionary_without_a_frame_are_no_persons(text: str) -> None:
    assert not [e for e in found(text) if e[1] == "person"]


def test_a_byline_in_brackets_belongs_to_no_firm() -> None:
    made = found("3日电(记者李敬泽)岭海集团公司(简称岭海)投产")
    assert ("李敬泽", "person", "李敬泽", None) in made
    assert not [e for e in made if "记者" in e[0] or "记者" in e[2]]
