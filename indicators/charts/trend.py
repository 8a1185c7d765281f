"""An indicator through the years: what was counted, the path, and where it must arrive."""

from collections.abc import Sequence
from fractions import Fraction

from . import theme
from .chart import Chart, Figure
from .series import VINTAGES, Point, Trend
from .trend_words import figure, latest, sentence_en, sentence_zh, table, when
from .wording import Language, Number, Text, drawn, stated, stated_computed

LINES = {
    "actual": Text("实际值", "Actual"),
    "path": Text("时序参考值", "Expected"),
    "target": Text("目标值", "Target"),
    "baseline": Text("核实基期值", "Verified baseline"),
    "interim": Text("年内数据", "Within the year"),
    "earlier": Text("曾发布数", "Earlier value"),
    "before": Text("上一规划期", "Earlier plan"),
    "break": Text("统计口径调整", "Change of scope"),
}
SINGLES = {"target": "diamond", "baseline": "hourglass-open"}


def trend(shown: Trend, *, language: Language = "zh") -> Chart:
    last = latest(shown.points)
    return Chart(
        language=language,
        figure={
            "data": _traces(shown, language),
            "layout": _layout(shown, language),
            "config": theme.config(language),
        },
        sentence_zh=sentence_zh(shown),
        sentence_en=sentence_en(shown),
        table=table(shown),
        as_at=None if last is None else when(last),
    )


def _traces(shown: Trend, language: Language) -> list[Figure]:
    groups = [_path(shown, language), _joined(shown), *_vintages(shown, language)]
    interim = [p for p in shown.points if p.as_at is not None]
    earlier = [p for p in shown.points if not p.adopted and p.as_at is None]
    before = [p for p in shown.points if p.earlier_plan]
    groups += [
        _dots(interim, shown, LINES["interim"], language, hollow=True),
        _dots(earlier, shown, LINES["earlier"], language, hollow=True, colour=theme.PATH),
        _dots(before, shown, LINES["before"], language, colour=theme.PATH),
        _single(shown, shown.base_year, shown.verified_baseline, "baseline", language),
        _single(shown, shown.target_year, shown.target, "target", language),
    ]
    return [group for group in groups if group and group["x"]]


def _vintages(shown: Trend, language: Language) -> list[Figure]:
    full = [point for point in shown.points if point.adopted and point.as_at is None]
    adopted = [point for point in full if not point.earlier_plan]
    return [
        _dots([p for p in adopted if p.vintage == key], shown, vintage.name, language)
        for key, vintage in VINTAGES.items()
    ]


def _path(shown: Trend, language: Language) -> Figure:
    """From the printed baseline on, which is where the plan's own line begins."""
    line = list(shown.path)
    if line and shown.baseline is not None and shown.base_year < line[0][0]:
        line.insert(0, (shown.base_year, shown.baseline))
    return {
        "type": "scatter",
        "mode": "lines",
        "name": LINES["path"].plain(language),
        "x": [year for year, _ in line],
        "y": [drawn(value) for _, value in line],
        "text": [stated_computed(value, shown.decimals) for _, value in line],
        "hovertemplate": "%{x}: %{text}<extra></extra>",
        "line": {"color": theme.PATH, "width": 2, "dash": "dash"},
    }


def _joined(shown: Trend) -> Figure:
    """The line through adopted full years: it stops at a missing year and at a break."""
    adopted = {p.year: p.value for p in shown.points if p.adopted and p.as_at is None}
    x: list[float] = []
    y: list[float | None] = []
    for year in range(min(adopted, default=0), max(adopted, default=-1) + 1):
        if year in shown.breaks:
            x, y = [*x, year - 0.5], [*y, None]
        x, y = [*x, float(year)], [*y, drawn(adopted.get(year))]
    return {
        "type": "scatter",
        "mode": "lines",
        "showlegend": False,
        "hoverinfo": "skip",
        "x": x,
        "y": y,
        "line": {"color": theme.BRAND, "width": 3},
    }


def _dots(
    points: Sequence[Point],
    shown: Trend,
    name: Text,
    language: Language,
    *,
    hollow: bool = False,
    colour: str = theme.BRAND,
) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name.plain(language),
        "x": [point.place for point in points],
        "y": [drawn(point.value, shown.decimals) for point in points],
        "text": [f"{when(point).plain(language)}: {figure(point, shown)}" for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "symbol": [VINTAGES[p.vintage].symbol + "-open" * hollow for p in points],
            "size": 12,
            "color": colour,
            "line": {"width": 2},
        },
        "cliponaxis": False,
    }


def _single(shown: Trend, year: int, value: Number | None, key: str, language: Language) -> Figure:
    if value is None:
        return {}
    sign = shown.operator if key == "target" else ""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": LINES[key].plain(language),
        "x": [year],
        "y": [drawn(value)],
        "text": [f"{year}: {sign}{stated(value, shown.decimals)}"],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"symbol": SINGLES[key], "size": 16, "color": theme.INK, "line": {"width": 2}},
        "cliponaxis": False,
    }


def _years(shown: Trend) -> list[int]:
    found = [shown.base_year, shown.target_year, *(point.year for point in shown.points)]
    return list(range(min(found), max(found) + 1))


def _year_labels(shown: Trend, language: Language) -> list[str]:
    label = Text("{}年", "{}").said(language)
    under = {
        shown.base_year: Text("基期", "base year").said(language),
        shown.target_year: Text("目标年", "target year").said(language),
    }
    return [
        "<br>".join(filter(None, (label.format(year), under.get(year)))) for year in _years(shown)
    ]


def _layout(shown: Trend, language: Language) -> Figure:
    years = _years(shown)
    return theme.layout(
        height=420,
        margin={"l": 8, "r": 24, "t": 36, "b": 8},
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": -0.2,
            "yanchor": "top",
            "font": {"size": 13},
        },
        hovermode="closest",
        xaxis=theme.axis(
            tickvals=years,
            ticktext=_year_labels(shown, language),
            range=[years[0] - 0.3, years[-1] + 0.3],
            showgrid=False,
            showline=True,
            automargin=True,
        ),
        yaxis=theme.axis(automargin=True, rangemode=_range_mode(shown)),
        shapes=[_break_line(year) for year in shown.breaks],
        annotations=[
            _unit_note(shown, language),
            *(_break_note(year, language) for year in shown.breaks),
        ],
    )


def _range_mode(shown: Trend) -> str:
    """A single height, such as a target without figures, is seen from nought: it has no span."""
    heights = {Fraction(point.value) for point in shown.points}
    heights |= {Fraction(value) for _, value in shown.path}
    ends = (shown.target, shown.baseline, shown.verified_baseline)
    heights |= {Fraction(value) for value in ends if value is not None}
    return "normal" if len(heights) > 1 else "tozero"


def _unit_note(shown: Trend, language: Language) -> Figure:
    unit = Text(f"单位：{shown.unit.zh}", f"Unit: {shown.unit.en}")
    return theme.note(
        unit.plain(language),
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        xshift=-8,
        yshift=10,
    )


def _break_line(year: int) -> Figure:
    line = {"color": theme.TONES["warn"], "width": 2, "dash": "dot"}
    x = year - 0.5
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": x,
        "x1": x,
        "y0": 0,
        "y1": 1,
        "line": line,
    }


def _break_note(year: int, language: Language) -> Figure:
    return theme.note(
        LINES["break"].said(language),
        color=theme.TONES["warn"],
        xref="x",
        yref="paper",
        x=year - 0.5,
        y=0,
        yanchor="bottom",
        xanchor="left",
        xshift=4,
    )
