"""One indicator in a paragraph, a row and a chart, as an assessment states it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from indicators.charts.small_trend import small_trend_svg
from indicators.charts.trend_words import sentence_zh
from indicators.charts.wording import (
    amount,
    computed_places,
    percent,
    places_of,
    rounded,
    sign_of,
    stated,
    stated_computed,
)
from indicators.models import Gauge
from indicators.queries.growth import Change, Values, change
from indicators.queries.overview import real_trend
from indicators.queries.standing import Standing
from indicators.queries.standing_words import goal_words, interim_words, progress_words
from reports.content.facts import Entry
from reports.document import LineChart, Series

NONE = "—"
LEVEL_ONLY = "本规划未向市（州）分解目标，{}仅作水平比较，不作完成情况评价。"
DEMO_MARK = "*"
DEMO_NOTE = f"“{DEMO_MARK}”为演示数据，非官方数据，不得引用。"


def hedge(row: Standing) -> str:
    """初步统计 before what is not yet settled."""
    if row.vintage is None:
        return ""
    return {"快报数": "初步统计，", "预计数": "预计，"}.get(row.vintage.zh, "")


ABOUT = {"": "为", "≈": "约", ">": "超过"}
ASKED = {"≥": "不低于", ">": "高于", "≤": "不高于", "<": "低于"}


def value_words(row: Standing) -> str:
    """为214家, 约18000家, 超过1900亿元."""
    return ABOUT[row.about] + amount(row.value, computed_places(row.decimals), row.unit).zh


def asked_words(row: Standing) -> str:
    """The target as a sentence says it: 不低于16000家."""
    words = goal_words(row).zh
    for sign, said in ASKED.items():
        words = words.replace(sign, said)
    return words


def kind_words(entry: Entry) -> str:
    return "约束性" if entry.course.indicator.binding else "预期性"


def state_words(entry: Entry) -> str:
    """数据状态: the vintage of the figure; of a missing one the last that is known."""
    row, latest = entry.row, entry.latest
    if entry.is_of_year:
        return f"{row.year}年{row.vintage.zh}" if row.vintage else f"{row.year}年"
    if latest.value is None or latest.demo:
        return "数据待公布"
    return f"待公布；最新为{latest.year}年{latest.vintage.zh if latest.vintage else ''}"


def moved(entry: Entry, *, since: int, until: int, values: Values | None = None) -> str:
    """增长12.0%, 下降0.16个百分点 or 持平; nothing where the two cannot be compared."""
    breaks, points = entry.course.breaks, entry.row.unit.zh == "%"
    known = entry.values if values is None else values
    found = change(known, since=since, until=until, breaks=breaks, points=points)
    return "" if found is None else _moved(found)


def _moved(found: Change) -> str:
    if found.by == 0:
        return "持平"
    size = Change(by=abs(found.by), points=found.points).words.zh.lstrip("+")
    if found.points:
        return f"{'提高' if found.by > 0 else '下降'}{size}"
    return f"{'增长' if found.by > 0 else '下降'}{size}"


def paragraph(entry: Entry) -> str:
    """Baseline, target, figure, growth, both rates and the judgement; then what is still open."""
    row, shown = entry.row, entry.shown
    said = [_promise(entry)]
    if not entry.known:
        within = interim_words(row)
        said.append(f"截至报告编写时，{row.year}年全年数据尚未公布，暂不评价。")
        return "".join([*said, f"{within.zh}。" if within else ""])
    if row.value is None:
        said.append(f"{row.year}年全年数据尚未公布；最新可得的全年数据为{shown.year}年。")
    said.append(f"{shown.year}年{hedge(shown)}{value_words(shown)}{_growth(entry)}。")
    said += [_rates(shown), _judged(entry)]
    if row.value is None and (within := interim_words(row)):
        said.append(f"{within.zh}。")
    return "".join(said)


def _promise(entry: Entry) -> str:
    row = entry.row
    words = "规划"
    if row.baseline is not None:
        words += f"基期（{row.base_year}年）为{amount(row.baseline, row.decimals, row.unit).zh}，"
    return f"{words}提出{row.target_year}年目标{asked_words(row)}（{kind_words(entry)}）。"


def _growth(entry: Entry) -> str:
    shown = entry.shown
    if shown.year is None:
        return ""
    words = []
    last = moved(entry, since=shown.year - 1, until=shown.year)
    if last and shown.year - 1 != shown.base_year:
        words.append(f"同比{last}")
    for name, value in _bases(entry):
        values = {**entry.values, shown.base_year: value}
        if since := moved(entry, since=shown.base_year, until=shown.year, values=values):
            words.append(f"较{name}{since}")
    return "".join(f"，{each}" for each in words)


def _bases(entry: Entry) -> Iterator[tuple[str, Fraction]]:
    """The plan's own baseline and, where there is another that was verified, that one as well.

    What was published of the base year is often rounded: the plan prints it in full.
    """
    year, rows = entry.shown.base_year, entry.course.baselines
    kinds = {row.kind: Fraction(row.value) for row in rows.get(entry.course.plan.area_id, ())}
    printed_one, verified = (kinds.get(kind) for kind in ("printed", "verified"))
    if printed_one is None:
        if (known := verified or entry.values.get(year)) is not None:
            yield f"{year}年", known
        return
    yield f"{year}年" if verified is None else "规划基期值", printed_one
    if verified is not None:
        said = stated_computed(verified, entry.row.decimals)
        yield f"核实基期值（{said}{entry.row.unit.zh}）", verified


def _rates(row: Standing) -> str:
    if row.rule != "level":
        said = progress_words(row).zh
        return "" if said == NONE else f"进展：{said}。"
    if row.achieved is None and row.done is None:
        return ""
    found = [
        f"{words}{percent(ratio)}"
        for words, ratio in (("目标完成率", row.achieved), ("增量完成进度", row.done))
        if ratio is not None
    ]
    return f"{'，'.join(found)}。"


def _judged(entry: Entry) -> str:
    shown = entry.shown
    edge = "（临界，待核实）" if shown.borderline else ""
    when = "" if entry.row.value is not None else f"按{shown.year}年数据，"
    return f"{when}评价为“{shown.status.zh}”{edge}。"


def rates_of(entry: Entry) -> tuple[str, str]:
    """目标完成率 and 增量完成进度 for a table, with the year where it is not the report's."""
    shown = entry.shown
    if not entry.known:
        return NONE, NONE
    year = "" if entry.row.value is not None else f"\n（{shown.year}年）"
    said = (NONE if n is None else f"{percent(n)}{year}" for n in (shown.achieved, shown.done))
    achieved, done = said
    return achieved, done


def figure_in(entry: Entry, year: int) -> str:
    """The table's cell for a year; in the base year what the plan prints."""
    row = entry.row
    if year == row.base_year and row.baseline is not None:
        return stated(row.baseline, row.decimals)
    return marked(entry.value_in(year), row.decimals)


def latest_figure(entry: Entry) -> str:
    """That of the last year with a real one."""
    year = entry.shown.year
    return figure_in(entry, year) if entry.known and year is not None else NONE


def latest_done(entry: Entry) -> str:
    """增量完成进度 by the same year; what is no level has none."""
    return percent(entry.shown.done) if entry.known and entry.row.rule == "level" else NONE


def marked(gauge: Gauge | None, decimals: int) -> str:
    """A figure of a table with the marks it is shown with: ≈18,000, or 18,000* of a demonstration."""
    if gauge is None or gauge.value is None:
        return NONE
    mark = DEMO_MARK if gauge.demo else ""
    return f"{sign_of(gauge.exactness)}{stated_computed(gauge.value, decimals)}{mark}"


def chart_of(entry: Entry) -> LineChart | None:
    """Only of what has two real full years or more."""
    row, shown = entry.row, real_trend(entry.judged)
    if len(shown.points) < 2:
        return None
    years = range(row.base_year, row.target_year + 1)
    path = {year: Fraction(value) for year, value in shown.path}
    if row.baseline is not None and path:
        path.setdefault(row.base_year, Fraction(row.baseline))
    figures = {point.year: Fraction(point.value) for point in shown.points}
    if row.baseline is not None:
        figures[row.base_year] = Fraction(row.baseline)
    goal = {} if row.target is None else {row.target_year: Fraction(row.target)}
    lines = (
        ("实际值", figures, "actual"),
        ("时序参考值", path, "path"),
        ("目标值", goal, "target"),
    )
    return LineChart(
        caption=f"{row.name.zh}（{row.unit.zh}）",
        unit=row.unit.zh,
        decimals=row.decimals,
        years=tuple(f"{year}年" for year in years),
        series=tuple(
            Series(name=name, role=role, values=tuple(_drawn(of.get(year)) for year in years))  # type: ignore[arg-type]
            for name, of, role in lines
            if of
        ),
        svg=str(small_trend_svg(shown)),
        alt=sentence_zh(shown),
    )


def _drawn(value: Fraction | None) -> str | None:
    """Six places are as many as a figure has; a ratio is rounded there."""
    return None if value is None else f"{rounded(value, places_of(value, 6)):f}"
