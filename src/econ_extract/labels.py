"""Names and values of the data in, what analysts read out: views, Chinese labels and headings, plain digits."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of figure: the view that holds its rows, its Chinese label, and what it covers."""

    view: str
    label: str
    covers: str


KINDS: dict[str, Kind] = {
    "investment": Kind("investment_totals", "投资", "planned and completed investment"),
    "project_count": Kind("project_counts", "项目数", "numbers of projects"),
    "growth_rate": Kind("growth_rates", "增速", "change relative to a base, as %, percentage points or multiples"),
    "loan_balance": Kind("loan_balances", "贷款余额", "outstanding loans and credit"),
    "deposit_balance": Kind("deposit_balances", "存款余额", "outstanding deposits"),
    "asset_balance": Kind("asset_balances", "资产余额", "other stocks of money: assets, market value, debt, funds"),
    "finance_flow": Kind("finance_flows", "资金流量", "money lent, raised, granted, paid, bought back"),
    "output_value": Kind("output_values", "产值", "output value, value added, gross product"),
    "revenue": Kind("revenues", "收入", "revenue, premiums, sales, turnover"),
    "profit": Kind("profits", "利润", "profits and losses"),
    "fiscal": Kind("fiscal_amounts", "财政", "taxes, public revenue and spending"),
    "trade": Kind("trade_amounts", "外贸", "imports and exports"),
    "foreign_capital": Kind("foreign_capital_amounts", "外资", "foreign capital in use or paid in"),
    "money_other": Kind("other_amounts", "其他金额", "any other amount of money"),
    "price": Kind("prices", "价格", "unit prices, fares, wage rates"),
    "ratio": Kind("ratios", "比率", "shares, coverage, completion, interest rates: a level, not a change"),
    "enterprise_count": Kind("enterprise_counts", "机构数", "numbers of firms, institutions, branches, platforms"),
    "people": Kind("people_counts", "人数", "jobs, staff, residents, users, households"),
    "count": Kind("other_counts", "其他计数", "any other count"),
    "area": Kind("areas", "面积", "land and floor area"),
    "quantity": Kind("quantities", "实物量", "output, capacity and other physical amounts"),
    "rank": Kind("ranks", "位次", "a place reached"),
    "duration": Kind("durations", "时长", "lengths of time that measure work"),
    "index": Kind("index_levels", "指数", "index points, scores, purchasing managers' indexes"),
}

UNITS: dict[str, str] = {
    "CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元", "GBP": "英镑",
    "TWD": "新台币", "MOP": "澳门元", "KRW": "韩元", "SGD": "新加坡元", "AUD": "澳元", "CAD": "加元", "CHF": "瑞士法郎",
    "INR": "印度卢比", "RUB": "卢布", "THB": "泰铢", "DEM": "德国马克",
    "%": "%", "pp": "百分点", "x": "倍", "doubling": "番", "share": "股",
    "m2": "平方米", "mu": "亩", "ha": "公顷", "km2": "平方公里", "m": "米", "km": "公里",
    "t": "吨", "kg": "千克", "m3": "立方米", "kWh": "千瓦时", "Wh": "瓦时", "W": "瓦", "VA": "伏安",
    "person": "人", "household": "户", "day": "天", "workday": "工作日", "month": "个月", "year": "年",
    "hour": "小时", "minute": "分钟", "second": "秒", "rank": "位", "point": "点", "count": "个",
}  # fmt: skip

BOUNDS = {
    "exact": "等于", "about": "约", "nearly": "近", "over": "超过", "at_least": "不低于", "at_most": "不超过",
    "under": "不足", "range": "区间",
}  # fmt: skip
ROLES = {"measure": "数值", "threshold": "门槛"}
STATUSES = {"actual": "实际", "target": "目标", "forecast": "预测", "norm": "规定"}
BASES = {"yoy": "同比", "mom": "环比", "ytd": "较年初", "cagr": "年均", "vs": "较其他基期", "none": "未说明"}
DIRECTIONS = {"up": "上升", "down": "下降"}
SUBJECT_TYPES = {
    "region": "地区", "org": "机构", "person": "人物", "project": "项目", "industry": "行业", "other": "其他",
}  # fmt: skip
PUBLISHED_FROM = {
    "metadata": "元数据文件", "column": "表格的日期列", "item": "条目旁的日期", "page": "网页标记",
    "dateline": "文中的日期行", "file_name": "文件名", "option": "--published 给定", "latest_date": "文中最晚的日期",
}  # fmt: skip
TITLE_FROM = {"metadata": "元数据文件", "page": "网页标记", "mark": "标题记号", "line": "正文上方的一行"}
BYLINE_FROM = {
    "metadata": "元数据文件", "page": "网页标记", "line": "署名行", "opening": "正文开头", "editor": "编辑署名",
}  # fmt: skip
OUTLET_FROM = {"metadata": "元数据文件", "page": "网页标记", "line": "来源行或署名行", "dispatch": "电头"}
SECTION_FROM = {"metadata": "元数据文件", "page": "网页标记", "line": "报头、栏目行或导航路径"}
REPEATS_FROM = {
    "title": "标题", "heading": "小标题", "caption": "图片说明", "infobox": "数据框", "sidebar": "边栏",
    "reprint": "转载",
}  # fmt: skip
PERIOD_FROM = {
    "clause": "同一分句", "sentence": "同一句", "paragraph": "同一段", "heading": "小标题", "title": "标题",
    "body": "正文里同一个数字",
}  # fmt: skip
REASONS = {
    "period": "是时间的一部分", "time": "是钟点", "duration_of_time": "是一段时间，不是工作量",
    "no_unit": "没有认得的单位", "vague_number": "不是确定的数", "announces_list": "只预告列举的项数",
    "list_number": "是条目编号", "ordinal": "是次序", "name": "在名称或固定说法里", "code": "是号码或代码",
    "product_attribute": "是产品规格", "location": "说的是位置", "denominator": "是计算的分母",
    "illustration": "只是举例",
    "broken_span": "被版面拆开", "out_of_range": "大得存不下",
}  # fmt: skip

FLAGS = {"ocr_unsure": "识别不清", "ocr_point": "小数点存疑", "ocr_scale": "万、亿存疑"}

CLOSED_LISTS: dict[str, dict[str, str]] = {
    "kind": {name: kind.label for name, kind in KINDS.items()},
    "unit": UNITS,
    "bound": BOUNDS,
    "role": ROLES,
    "status": STATUSES,
    "basis": BASES,
    "direction": DIRECTIONS,
    "subject_type": SUBJECT_TYPES,
    "period_from": PERIOD_FROM,
    "published_from": PUBLISHED_FROM,
    "title_from": TITLE_FROM,
    "byline_from": BYLINE_FROM,
    "outlet_from": OUTLET_FROM,
    "section_from": SECTION_FROM,
    "repeated_in": REPEATS_FROM,
    "reason": REASONS,
    "flags": FLAGS,
}

HEADINGS: dict[str, str] = {
    "figure_id": "数字编号", "document_id": "文件编号", "article_id": "文章编号", "doc_start": "起点",
    "doc_end": "终点",
    "quantity": "原文数字", "value": "数值", "value_low": "下限", "value_high": "上限", "unit": "单位", "bound": "界限",
    "role": "角色", "kind": "类别", "indicator": "指标", "indicator_id": "指标代码", "subject": "主体",
    "subject_type": "主体类型", "region_code": "区划代码", "period_start": "时期起", "period_end": "时期止",
    "period_text": "时间原文", "period_from": "时间来源", "status": "状态", "basis": "比较基准", "direction": "方向",
    "is_change": "是否增量", "of_figure_id": "所属数字编号", "attribution": "数据出处", "sentence": "原句",
    "confidence": "置信度", "rules": "规则", "title": "标题", "outlet": "媒体", "published_on": "发布日期",
    "published_from": "日期来源", "byline": "作者", "reason": "理由",
    "section": "版面或栏目", "title_from": "标题来源", "byline_from": "作者来源", "outlet_from": "媒体来源",
    "section_from": "版面来源", "quality": "切分质量", "repeated_in": "重复之处",
    "repeats_figure_id": "重复的数字编号", "reprint_of": "转载自",
    "path": "文件", "page": "页码", "flags": "存疑",
    "amount": "金额（亿元）", "amount_low": "金额下限（亿元）", "amount_high": "金额上限（亿元）",
}  # fmt: skip


def label(field: str, value: object) -> str:
    """The Chinese label of a closed-list value; the value itself where the list does not know it."""
    return CLOSED_LISTS.get(field, {}).get(str(value), str(value))


def plain(value: Decimal) -> str:
    """The number in plain digits without idle zeros: 17.300000 -> 17.3, never 1E+3."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
