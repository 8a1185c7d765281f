"""The sentence and the table that say what a trend shows."""

from collections.abc import Sequence

from .chart import Cell, Table
from .series import VINTAGES, Point, Trend
from .wording import DEMO, MISSING, Number, Text, bounds, stated, stated_computed

HEADINGS = (
    Text("年份", "Year"),
    Text("数值", "Figure"),
    Text("时序参考值", "Expected"),
    Text("性质", "Kind"),
    Text("数据来源", "Source"),
)
NUMERIC = frozenset({1, 2})
EARLIER = Text("曾发布，未采用", "Published earlier, not adopted")
BEFORE = Text("上一规划期", "Earlier plan")
TARGET = Text("目标值", "Target")
UPPER = Text("目标区间上限", "Upper end of the target")
PRINTED = Text("规划基期值", "Baseline in the plan")
VERIFIED = Text("核实基期值", "Verified baseline")
NOT_YET = Text("尚无数据", "No figure yet")
BREAK = Text("统计口径调整", "Change of scope")


def figure(point: Point, shown: Trend) -> str:
    sign = "" if point.about == "=" else point.about
    return sign + stated(point.value, shown.decimals)


def when(point: Point) -> Text:
    if point.as_at is None:
        return Text(f"{point.year}年", str(point.year))
    day = point.as_at
    return Text(f"截至{day.year}年{day.month}月{day.day}日", f"as at {day.isoformat()}")


def sentence_zh(shown: Trend) -> str:
    last = latest(shown.points)
    said = f"{shown.name.zh}："
    if last is None:
        said += MISSING.zh
    else:
        said += f"{when(last).zh}为{figure(last, shown)}{shown.unit.zh}（{_kind(last).zh}）"
    if shown.baseline is not None:
        said += f"，{shown.base_year}年基期{stated(shown.baseline, shown.decimals)}"
    if shown.target is not None:
        goal = bounds(shown.target, shown.upper, shown.decimals, shown.operator)
        said += f"，{shown.target_year}年目标{goal}"
    if shown.breaks:
        said += f"；{'、'.join(str(year) for year in shown.breaks)}年起统计口径调整"
    return said + "。"


def sentence_en(shown: Trend) -> str:
    last = latest(shown.points)
    said = f"{shown.name.en}: "
    if last is None:
        said += MISSING.en.lower()
    else:
        said += f"{figure(last, shown)} {shown.unit.en}, {when(last).en} ({_kind(last).en})"
    if shown.baseline is not None:
        said += f"; baseline {shown.base_year}: {stated(shown.baseline, shown.decimals)}"
    if shown.target is not None:
        goal = bounds(shown.target, shown.upper, shown.decimals, f"{shown.operator} ")
        said += f"; target {shown.target_year}: {goal}"
    if shown.breaks:
        said += f"; scope changed from {', '.join(str(year) for year in shown.breaks)}"
    return said + "."


def latest(points: Sequence[Point]) -> Point | None:
    return max((p for p in points if p.adopted), key=lambda point: point.place, default=None)


def _kind(point: Point) -> Text:
    kind = VINTAGES[point.vintage].name
    if not point.adopted:
        kind = Text(f"{kind.zh}·{EARLIER.zh}", f"{kind.en}; {EARLIER.en}")
    if point.earlier_plan:
        kind = Text(f"{kind.zh}·{BEFORE.zh}", f"{kind.en}; {BEFORE.en}")
    return Text(f"{kind.zh}·{DEMO.zh}", f"{kind.en}; {DEMO.en}") if point.demo else kind


def table(shown: Trend) -> Table:
    """Every mark and line of the picture as a row, oldest first."""
    path = dict(shown.path)
    full = {point.year for point in shown.points if point.as_at is None}
    rows: list[tuple[float, tuple[Cell, ...]]] = []
    for point in shown.points:
        line = path.get(point.year) if point.as_at is None else None
        rows.append(
            (
                point.place,
                _row(when(point), figure(point, shown), line, _kind(point), point.source, shown),
            )
        )
    rows += [
        (year, _row(_year(year), "—", line, NOT_YET, "", shown))
        for year, line in shown.path
        if year not in full
    ]
    rows += [(year, _row(_year(year), "—", None, BREAK, "", shown)) for year in shown.breaks]
    rows += _fixed(shown)
    ordered = sorted(rows, key=lambda row: row[0])
    return Table(headings=HEADINGS, rows=tuple(row for _, row in ordered), numeric=NUMERIC)


def _fixed(shown: Trend) -> list[tuple[float, tuple[Cell, ...]]]:
    marks = (
        (shown.base_year, shown.baseline, PRINTED, ""),
        (shown.base_year, shown.verified_baseline, VERIFIED, ""),
        (shown.target_year, shown.target, TARGET, shown.operator),
        (shown.target_year, shown.upper, UPPER, "≤"),
    )
    return [
        (year, _row(_year(year), sign + stated(value, shown.decimals), None, kind, "", shown))
        for year, value, kind, sign in marks
        if value is not None
    ]


def _year(year: int) -> Text:
    return Text(f"{year}年", str(year))


def _row(
    at: Text, value: str, line: Number | None, kind: Text, source: str, shown: Trend
) -> tuple[Cell, ...]:
    return (at, value, stated_computed(line, shown.decimals), kind, source)
