"""What is still to be done by the target year, and where the present pace leads.

Only of real figures of the province: a demonstration leads nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.charts.wording import (
    Number,
    Text,
    amount,
    computed_places,
    percent,
    stated,
    stated_computed,
)
from indicators.gauges.course import Course
from indicators.models import Gauge
from indicators.progress import Exactness, Rule, Status
from indicators.progress.outlook import (
    Edge,
    Projection,
    Refusal,
    Required,
    Series,
    edges,
    projected,
    required,
    series,
)
from indicators.queries.outlook_words import REFUSALS
from indicators.queries.readings import observed
from indicators.queries.standing import Standing
from indicators.queries.words import StatusWords, words_of

EDGE_PLACES = 4
"""Beyond those of the figures: an edge that was rounded would be on the wrong side of itself."""

SILENT = (Refusal.NO_TARGET, Refusal.NOT_A_LEVEL)
"""Other promises have no way to go: for them the section is not there at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`how` says in plain words how the figure was reached."""

    name: Text
    figure: Text
    how: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRow:
    """From `value` on the year has the status `said`; `here`: the last figure has it.

    `away`: what the value is more or less than the last figure.
    """

    year: int
    value: Text
    away: Text
    said: StatusWords
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookPanel:
    """Either `quiet` says why there is nothing, or there are lines and edges."""

    quiet: Text | None = None
    lines: tuple[Line, ...] = ()
    edges: tuple[EdgeRow, ...] = ()
    note: Text | None = None
    as_of: int | None = None


def outlook_panel(course: Course, row: Standing, gauges: Sequence[Gauge]) -> OutlookPanel | None:
    """The panel of the province's indicator as of the year shown; None for other promises."""
    found = series_of(course, row, gauges)
    if found in SILENT:
        return None
    if isinstance(found, Refusal):
        return OutlookPanel(quiet=REFUSALS[found])
    if found.silent:
        return OutlookPanel(quiet=_met(row, found) if found.met else REFUSALS[found.silent])
    percentage = course.indicator.unit.symbol == "%"
    return OutlookPanel(
        lines=(
            _required(row, found, required(series=found, unit_is_percentage=percentage)),
            _projected(row, found, projected(series=found)),
        ),
        edges=tuple(
            line
            for year in sorted({found.last_year, max(found.last_year, found.goal.target_year)})
            for line in _ladder(row, found, year)
        ),
        note=DOUBT if row.status.slug == Status.BASELINE_DOUBT else None,
        as_of=found.last_year,
    )


def series_of(course: Course, row: Standing, gauges: Sequence[Gauge]) -> Series | Refusal:
    """The province's real figures up to the year shown, or why there is nothing to go on."""
    if course.rule is not Rule.LEVEL:
        return Refusal.NOT_A_LEVEL
    area_id = course.plan.area_id
    real = {gauge.year: observed(gauge) for gauge in gauges if not gauge.demo}
    year = row.year or course.plan.target_year
    return series(
        goal=course.goal(area_id, year),
        baselines=course.baselines_of(area_id),
        figures=real,
        year=year,
        breaks=course.breaks,
    )


def _required(row: Standing, found: Series, said: Required | Refusal) -> Line:
    falling = found.direction < 0
    name = Text("年均需降", "Needed fall a year") if falling else _NEEDED
    if isinstance(said, Refusal):
        how = _met(row, found) if said is Refusal.TARGET_MET else REFUSALS[said]
        return Line(name=name, figure=_NOTHING, how=how)
    figure = _change(row, abs(said.per_year))
    if said.rate is not None:
        rate = percent(abs(said.rate) / 100)
        growth = "年均下降" if falling else "年均增长"
        figure = Text(
            f"{figure.zh}（{growth}{rate}）",
            f"{figure.en} ({rate} a year)",
        )
    last, aim = _figure(row, found.last), _figure(row, found.goal.aim)
    years = "1 year" if said.years == 1 else f"{said.years} years"
    return Line(
        name=name,
        figure=figure,
        how=Text(
            f"从{found.last_year}年的{last.zh}到{found.goal.target_year}年目标{aim.zh}，"
            f"差额按剩余{said.years}年平均分摊。",
            f"From {last.en} in {found.last_year} to {aim.en} in {found.goal.target_year}, "
            f"shared evenly over the {years} left.",
        ),
    )


def _met(row: Standing, found: Series) -> Text:
    """That the target is reached, and by which figure."""
    latest, target = found.latest, _figure(row, found.goal.aim)
    about = ">" if latest.exactness is Exactness.MORE else ""
    seen = amount(latest.amount, computed_places(row.decimals), row.unit, about=about)
    sign, year = found.goal.operator, found.latest_year
    return Text(
        f"{year}年为{seen.zh}，已达到目标（{sign}{target.zh}）。",
        f"{seen.en} in {year}: the target ({sign}{target.en}) is met.",
    )


def _projected(row: Standing, found: Series, said: Projection | Refusal) -> Line:
    end = found.goal.target_year
    name = Text(f"按现有速度推算的{end}年数值", f"Value for {end} at the present pace")
    if isinstance(said, Refusal):
        return Line(name=name, figure=_NOTHING, how=REFUSALS[said])
    value, low, high = (_rounded(row, n) for n in (said.value, said.low, said.high))
    met = found.goal.met_by(said.value)
    zh, en = ("可达到目标", "meets the target") if met else ("达不到目标", "misses the target")
    pace = _change(row, said.pace, signed=True)
    return Line(
        name=name,
        figure=Text(
            f"约{value.zh}（{low.zh}至{high.zh}），{zh}",
            f"about {value.en} ({low.en} to {high.en}), {en}",
        ),
        how=Text(
            f"基期以来有{said.points}个全年数（含基期），年均变化{pace.zh}，逐年外推；"
            "括号内为按其中最小、最大的年变化外推的结果。仅为算术推算，不是预测。",
            f"{said.points} full years are known, the base year among them; the average change "
            f"of {pace.en} a year is carried on. In brackets: the smallest and the largest yearly "
            "change carried on. Arithmetic, not a forecast.",
        ),
    )


def _ladder(row: Standing, found: Series, year: int) -> list[EdgeRow]:
    """The statuses of the year from the best down, each with the value from which it is said."""
    steps = list(reversed(edges(series=found, year=year)))
    if not steps:
        return []
    rising, now = found.direction > 0, year == found.last_year
    met = [edge.reached_by(found.last, rising=rising) for edge in steps]
    at = met.index(True) if True in met else len(steps)
    rows = [
        _rung(row, found, year, edge, here=now and at == n, short=False)
        for n, edge in enumerate(steps)
    ]
    return [*rows, _rung(row, found, year, steps[-1], here=now and at == len(steps), short=True)]


def _rung(
    row: Standing, found: Series, year: int, edge: Edge, *, here: bool, short: bool
) -> EdgeRow:
    """`short`: of the values that do not reach the edge."""
    upwards = (found.direction > 0) != short
    strict = edge.inclusive == short
    sign = {(True, False): "≥", (True, True): ">", (False, False): "≤", (False, True): "<"}
    value = stated(edge.value, row.decimals + EDGE_PLACES)
    return EdgeRow(
        year=year,
        value=_with_unit(row, f"{sign[upwards, strict]}{value}"),
        away=_change(row, edge.value - found.last, signed=True),
        said=words_of(edge.short if short else edge.reached),
        here=here,
    )


def _rounded(row: Standing, value: Fraction) -> Text:
    """No finer than the figures it was carried on from; a percentage has two places."""
    return amount(value, 2 if row.unit.zh == "%" else row.decimals, row.unit)


def _figure(row: Standing, value: Number) -> Text:
    return amount(value, computed_places(row.decimals), row.unit)


def _change(row: Standing, by: Fraction, *, signed: bool = False) -> Text:
    """A difference; of a percentage in percentage points."""
    sign = "+" if signed and by > 0 else ""
    said = f"{sign}{stated_computed(by, row.decimals)}"
    if row.unit.zh == "%":
        return Text(f"{said}个百分点", f"{said} points")
    return _with_unit(row, said)


def _with_unit(row: Standing, said: str) -> Text:
    unit = row.unit
    return Text(f"{said}{unit.zh}", f"{said}{'' if unit.en == '%' else ' '}{unit.en}")


DOUBT = Text(
    "以下按规划基期值计算；按核实基期值得出不同状态的，仍不评价。",
    "Worked out on the baseline in the plan; where the verified one gives another status, "
    "neither is said.",
)
_NEEDED = Text("年均需增", "Needed increase a year")
_NOTHING = Text("—", "—")
