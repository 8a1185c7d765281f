"""What a leader should look at: who fell behind, whose figure is late, where the gap is widest.

Demonstration figures are never in these lists.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from indicators.charts.wording import Text, amount, computed_places
from indicators.gauges.course import Course
from indicators.models import Gauge, Indicator, Measure, Plan, Producer
from indicators.progress import ADVERSE
from indicators.queries.standing import Standing
from indicators.queries.words import StatusWords, words_of

MOST = 5
"""A list that is longer shows so many, and the rest on demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One indicator of the plan in the plan's area: its rules, its gauges and how it stands."""

    course: Course
    gauges: Sequence[Gauge]
    row: Standing

    @property
    def gauge(self) -> Gauge | None:
        """That of the shown figure; without a figure the last there is, which says who is due."""
        if self.row.year is None:
            return max(self.gauges, key=lambda gauge: gauge.year, default=None)
        return next((gauge for gauge in self.gauges if gauge.year == self.row.year), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worsened:
    row: Standing
    before: StatusWords
    before_year: int

    @property
    def before_words(self) -> Text:
        return Text(self.before.zh, self.before.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """`months` are whole months since `due`; both None where no usual lag is registered."""

    row: Standing
    year: int
    due: date | None
    months: int | None
    producers: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """`short` is what is missing to 时序参考值, in the unit of the indicator."""

    row: Standing
    short: Fraction
    producers: tuple[Text, ...]

    @property
    def short_words(self) -> Text:
        """62家; of percentages 0.16个百分点."""
        points = Text("个百分点", "points")
        unit = points if self.row.unit.zh == "%" else self.row.unit
        return amount(self.short, computed_places(self.row.decimals), unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    worsened: tuple[Worsened, ...]
    late: tuple[Late, ...]
    gaps: tuple[Gap, ...]


def attention(plan: Plan, entries: Sequence[Entry], *, year: int | None, today: date) -> Attention:
    producers = producers_of((entry.course.indicator for entry in entries), on=today)
    return Attention(
        worsened=tuple(worsened(entries)),
        late=tuple(late(plan, entries, producers, year=year, today=today)),
        gaps=tuple(gaps(entries, producers))[:MOST],
    )


def worsened(entries: Iterable[Entry]) -> list[Worsened]:
    """Behind now, and judged better in the last year before that was judged."""
    found = []
    for entry in entries:
        row = entry.row
        judged = [
            gauge
            for gauge in entry.gauges
            if row.year is not None
            and gauge.year < row.year
            and not gauge.demo
            and words_of(gauge.status).judged
        ]
        if row.demo or row.status.slug not in ADVERSE or not judged:
            continue
        last = max(judged, key=lambda gauge: gauge.year)
        before = words_of(last.status)
        if row.status.rank < before.rank:
            found.append(Worsened(row=row, before=before, before_year=last.year))
    return sorted(found, key=lambda each: each.row.status.rank)


def late(
    plan: Plan,
    entries: Iterable[Entry],
    producers: Producers,
    *,
    year: int | None,
    today: date,
) -> list[Late]:
    """Without a real full-year figure for the last year that should have one; the latest first.

    With `year` only that year is asked about.
    """
    found = []
    for entry in entries:
        lag = usual_lag(entry.course.indicator)
        asked = _last_due(plan, entry.course, lag, year=year, today=today)
        real = {g.year for g in entry.gauges if g.value is not None and not g.demo}
        if asked is None or asked in real:
            continue
        due = None if lag is None else due_on(asked, lag)
        found.append(
            Late(
                row=entry.row,
                year=asked,
                due=due,
                months=None if due is None else months_since(due, today),
                producers=producers.get(entry.course.indicator.pk, ()),
            )
        )
    return sorted(found, key=lambda each: -1 if each.months is None else each.months, reverse=True)


def usual_lag(indicator: Indicator) -> int | None:
    """That of the published ratio, else the later of its parts; None where one is unknown."""
    own = indicator.measure.lag_months
    parts = [part for part in (indicator.numerator, indicator.denominator) if part is not None]
    if own is not None or not parts:
        return own
    lags = [part.lag_months for part in parts]
    return None if None in lags else max(lag for lag in lags if lag is not None)


def due_on(year: int, lag: int) -> date:
    """The last day of the month in which a figure of `year` usually comes: 2 is February after."""
    after, month = divmod(11 + lag, 12)
    return date(year + after, month + 1, monthrange(year + after, month + 1)[1])


def months_since(due: date, today: date) -> int:
    return (today.year - due.year) * 12 + today.month - due.month


def _last_due(
    plan: Plan, course: Course, lag: int | None, *, year: int | None, today: date
) -> int | None:
    row = course.indicator
    first = row.first_year or plan.base_year + 1
    last = row.last_year or plan.target_year
    years = range(first, last + 1) if year is None else [year] if first <= year <= last else []
    over = [each for each in years if due_on(each, lag or 0) < today]
    return max(over, default=None)


def gaps(entries: Iterable[Entry], producers: Producers) -> list[Gap]:
    """Judged, real, and short of where it should be; the widest share of the way first."""
    found = []
    for entry in entries:
        row = entry.row
        if row.demo or not row.status.judged or row.schedule is None or row.schedule >= 1:
            continue
        if row.expected is None or row.value is None:
            continue
        short = abs(row.expected - row.value)
        whose = producers.get(entry.course.indicator.pk, ())
        found.append((row.schedule, Gap(row=row, short=short, producers=whose)))
    return [gap for _, gap in sorted(found, key=lambda pair: pair[0])]


Producers = Mapping[int, tuple[Text, ...]]
"""责任部门 by indicator."""


def producers_of(indicators: Iterable[Indicator], *, on: date) -> Producers:
    """Those of the measure on the day, else of the parts. A later one takes over from earlier."""
    rows = list(indicators)
    measures = {
        measure.pk
        for row in rows
        for measure in (row.measure, row.numerator, row.denominator)
        if measure is not None
    }
    by_measure: dict[int, list[Producer]] = {}
    for producer in Producer.objects.filter(measure__in=measures):
        if producer.since is None or producer.since <= on:
            by_measure.setdefault(producer.measure_id, []).append(producer)
    return {row.pk: _whose(row, by_measure) for row in rows}


def _whose(row: Indicator, known: Mapping[int, Sequence[Producer]]) -> tuple[Text, ...]:
    def of(measure: Measure | None) -> list[Text]:
        found = known.get(measure.pk, ()) if measure else ()
        newest = max((p.since or date.min for p in found), default=None)
        return [Text(p.name, p.name_en) for p in found if (p.since or date.min) == newest]

    own = of(row.measure) or [*of(row.numerator), *of(row.denominator)]
    return tuple(dict.fromkeys(own))
