"""How the page about a plan says what a measure, a fact and a note are."""

from __future__ import annotations

from indicators.charts.wording import Text, amount, sign_of
from indicators.models import Measure, Note, StatusFact
from indicators.queries.words import unit_words

COLLECTION = {
    Measure.Collection.CITY: Text("市（州）填报", "Reported by cities and prefectures"),
    Measure.Collection.PROVINCE: Text("省级统一取数", "Taken by the province"),
    Measure.Collection.PRESET: Text(
        "省级预置、市（州）核对", "Preset by the province, checked by cities and prefectures"
    ),
}
DISCLOSURE = {
    Measure.Disclosure.OPEN: Text("主动公开", "Open"),
    Measure.Disclosure.ON_REQUEST: Text("依申请公开", "Open on request"),
    Measure.Disclosure.INTERNAL: Text("内部使用", "Internal"),
}
KIND = {
    Measure.Kind.FLOW: Text("时期数", "Flow"),
    Measure.Kind.STOCK: Text("时点数", "Stock"),
}
NOTES = {
    Note.Kind.CONTRADICTION: Text("文本不一致", "Contradictions"),
    Note.Kind.GAP: Text("原文缺失", "Gaps"),
    Note.Kind.READING: Text("理解说明", "How the text is read"),
    Note.Kind.SPLIT: Text("目标分解说明", "How targets were split"),
}
UNKNOWN_LAG = Text("未定", "Not set")
AT_ONCE = Text("期末当月", "Within the month")
FACT_DECIMALS = 6
"""As many as a figure can have: a fact is stated as the plan prints it."""


def lag_words(months: int | None) -> Text:
    """How long after the period's end the figure is usually known."""
    if months is None:
        return UNKNOWN_LAG
    if months == 0:
        return AT_ONCE
    return Text(f"期后{months}个月", f"{months} month{'' if months == 1 else 's'} after the period")


def fact_words(fact: StatusFact) -> Text:
    """The figure with its unit: ≈30,400亿元."""
    about = sign_of(fact.exactness)
    return amount(fact.value, FACT_DECIMALS, unit_words(fact.unit), about=about)
