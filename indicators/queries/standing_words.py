"""A standing in words: of when its figure is, what its target asks for, how far it is met.

No two rules share one 完成率: a level speaks of the way from baseline to target, a
yearly quota of years met, a cumulative one of the running sum, an average growth of itself.
"""

from __future__ import annotations

from fractions import Fraction

from indicators.charts.wording import Text, amount, percent
from indicators.queries.promise_words import promise_words, rate_words, so_far_words
from indicators.queries.standing import Standing

NOTHING = Text("—", "—")
KEPT = {
    "≥": Text("保持在{}以上", "kept at {} or more"),
    ">": Text("保持高于{}", "kept above {}"),
    "≤": Text("控制在{}以内", "kept at {} or less"),
    "<": Text("保持低于{}", "kept below {}"),
}


def goal_words(row: Standing) -> Text:
    """≥16,000家 for a level; 每年≥2,000项 and 2021—2025年累计≥200名 for quotas.

    As the plan puts it: 较2020年累计下降≥13.5% and not the level that follows; 保持在12%—14%.
    """
    if row.promise is not None:
        return promise_words(row, row.promise)
    if row.target is not None and (row.rule == "maintain" or row.upper is not None):
        return _kept(row)
    if row.target is None:
        return Text(row.wording, row.wording) if row.wording else NOTHING
    asked = amount(row.target, row.decimals, row.unit, about=row.operator)
    if row.rule == "yearly":
        return Text(f"每年{asked.zh}", f"{asked.en} each year")
    if row.rule == "cumulative" and row.years:
        first, last = row.years
        return Text(f"{first}—{last}年累计{asked.zh}", f"{asked.en} in all, {first}–{last}")
    return asked


def _kept(row: Standing) -> Text:
    if row.upper is None:
        asked, form = amount(row.target, row.decimals, row.unit), KEPT[row.operator]
        return Text(form.zh.format(asked.zh), form.en.format(asked.en))
    low = amount(row.target, row.decimals, row.unit)
    high = amount(row.upper, row.decimals, row.unit)
    keep = Text("保持在", "kept within ") if row.rule == "maintain" else Text("", "")
    more = Text("高于", "above ") if row.operator == ">" else Text("", "")
    return Text(f"{keep.zh}{more.zh}{low.zh}—{high.zh}", f"{keep.en}{more.en}{low.en} to {high.en}")


def progress_words(row: Standing) -> Text:
    """增量完成进度 of a level; 已到期2年,达标1年 and 累计150名(75.0%) of quotas.

    Of what was promised as a change, the change so far beside it: 60.7%(累计下降8.2%).
    """
    if row.average is not None:
        return rate_words(row.average, 2)
    if row.done is None:
        return NOTHING
    floor = Text("至少", "at least ") if row.at_least else Text("", "")
    if row.rule == "yearly" and row.years and row.year is not None:
        due = min(row.year, row.years[1]) - row.years[0] + 1
        met = int(row.done * due)
        return Text(
            f"已到期{due}年，{floor.zh}达标{met}年", f"met in {floor.en}{met} of {due} years"
        )
    share = percent(row.done)
    if row.rule == "cumulative" and row.target is not None:
        total = amount(row.done * Fraction(row.target), row.decimals, row.unit)
        return Text(
            f"{floor.zh}累计{total.zh}（{share}）", f"{floor.en}{total.en} so far ({share})"
        )
    moved = so_far_words(row)
    if moved is not None:
        return Text(f"{floor.zh}{share}（{moved.zh}）", f"{floor.en}{share} ({moved.en})")
    return Text(f"{floor.zh}{share}", f"{floor.en}{share}")


def when_words(row: Standing) -> Text:
    """2022年年报数: the year and vintage of the figure."""
    if row.year is None:
        return NOTHING
    if row.vintage is None:
        return Text(f"{row.year}年", str(row.year))
    return Text(f"{row.year}年{row.vintage.zh}", f"{row.year}, {row.vintage.en.lower()}")


def interim_words(row: Standing) -> Text | None:
    """The figure within a year that is not over, and 数据截至."""
    if row.interim is None:
        return None
    value = amount(row.interim.value, row.decimals, row.unit, about=row.interim.about)
    day = row.interim.as_at.isoformat()
    return Text(f"年内{value.zh}，截至{day}", f"within the year {value.en}, as at {day}")
