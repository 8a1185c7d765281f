"""市(州)比较: every place of the plan's area by one indicator, in one year and one measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from areas.models import Area
from indicators.charts import comparison as bars
from indicators.charts.chart import Chart
from indicators.charts.wording import Language, Text, sign_of
from indicators.gauges.course import Course
from indicators.models import Gauge, Plan
from indicators.queries.beside import Beside, against, beside_of
from indicators.queries.compare_words import OF_THE_WHOLE, WORDS, By, Scale, scale
from indicators.queries.growth import (
    Change,
    change,
    contribution,
    difference,
    values_of,
)
from indicators.queries.map import Map, map_of
from indicators.queries.place import places_of
from indicators.queries.words import StatusWords, unit_words, words_of

JUDGED = Text(
    "只有分解下达目标的市（州）比较完成进度",
    "Only places with a target of their own are compared by the way covered",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One place in the year; what cannot be compared is None."""

    area: Area
    value: Fraction | None = None
    about: str = ""
    demo: bool = False
    status: StatusWords
    on_base: Change | None = None
    on_last_year: Change | None = None
    share: Fraction | None = None
    contribution: Fraction | None = None
    done: Fraction | None = None

    def by(self, by: By) -> Fraction | None:
        found = {
            By.LEVEL: self.value,
            By.ON_BASE: self.on_base.by if self.on_base else None,
            By.ON_LAST_YEAR: self.on_last_year.by if self.on_last_year else None,
            By.SHARE: self.share,
            By.CONTRIBUTION: self.contribution,
            By.PROGRESS: self.done,
        }
        return found[by]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; None where it leaves the choice to the page."""

    course: Course
    by: By
    year: int | None
    group: Area | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """`ranking` has equal ranks for equal figures; those without a figure have none."""

    course: Course
    name: Text
    unit: Text
    decimals: int
    year: int | None
    by: By
    choices: tuple[By, ...]
    remark: Text
    unfit: Text | None
    ranking: tuple[tuple[int | None, Compared], ...]
    map: Map | None
    bars: Chart | None
    whole: Fraction | None
    beside: tuple[Beside, ...]
    judged: bool
    shows_demo: bool


def compare_page(plan: Plan, asked: Asked, *, language: Language) -> ComparePage:
    course = asked.course
    places = places_of(plan)
    history = _history(plan, course, places)
    judged = any(place.pk in course.targets for place in places)
    choices = choices_of(course, judged=judged)
    by = asked.by if asked.by in choices else By.LEVEL
    peers = [p for p in places if asked.group is None or p.adds_to_id == asked.group.pk]
    year = asked.year or fullest_year(plan, course, peers, history, by)
    rows = [] if year is None else [_compared(plan, course, p, history, year) for p in peers]
    measured = scale(by, unit=unit_words(course.indicator.unit), decimals=course.indicator.decimals)
    beside = beside_of(course.indicator)
    remark = JUDGED if judged else bars.LEVEL_ONLY
    frame = _Frame(plan, course, by, measured, year, language, remark)
    return ComparePage(
        course=course,
        name=_name(course),
        unit=unit_words(course.indicator.unit),
        decimals=course.indicator.decimals,
        year=year,
        by=by,
        choices=choices,
        remark=remark,
        unfit=_unfit(asked.by, by),
        ranking=ranked(rows, by),
        map=_map(frame, places, rows),
        bars=_bars(frame, rows, beside, _whole(plan, history, year)),
        whole=_whole(plan, history, year),
        beside=beside,
        judged=judged,
        shows_demo=any(row.demo for row in rows),
    )


History = Mapping[int, Sequence[Gauge]]
"""The gauges of an area, the whole among them, year by year."""


def _history(plan: Plan, course: Course, places: Sequence[Area]) -> History:
    areas = [*(place.pk for place in places), plan.area_id]
    rows = Gauge.objects.filter(area__in=areas, indicator=course.indicator, edition=plan.edition)
    found: dict[int, list[Gauge]] = {area: [] for area in areas}
    for row in rows.order_by("year"):
        found[row.area_id].append(row)
    return found


def choices_of(course: Course, *, judged: bool) -> tuple[By, ...]:
    """A ratio has no share in a whole; without targets of their own nobody is behind or ahead."""
    row = course.indicator
    adds = row.factor is None and row.measure.additive
    return tuple(
        by for by in By if (adds or by not in OF_THE_WHOLE) and (judged or by is not By.PROGRESS)
    )


def fullest_year(
    plan: Plan, course: Course, places: Sequence[Area], history: History, by: By
) -> int | None:
    """The year in which most places can be compared, the latest of these."""
    years = {g.year for p in places for g in history[p.pk] if g.value is not None}
    counts = {
        year: sum(_compared(plan, course, p, history, year).by(by) is not None for p in places)
        for year in years
    }
    return max(years, key=lambda year: (counts[year], year), default=None)


def _compared(plan: Plan, course: Course, place: Area, history: History, year: int) -> Compared:
    own = history[place.pk]
    now = next((g for g in own if g.year == year and g.value is not None), None)
    if now is None or now.value is None:
        return Compared(area=place, status=words_of("missing"))
    values, whole = values_of(own, demo=now.demo), values_of(history[plan.area_id], demo=False)
    base = course.base_year(plan.area_id)
    points = unit_words(course.indicator.unit).zh == "%"
    adds = By.SHARE in choices_of(course, judged=False)
    return Compared(
        area=place,
        value=now.value,
        about=sign_of(now.exactness),
        demo=now.demo,
        status=words_of(now.status),
        on_base=change(values, since=base, until=year, breaks=course.breaks, points=points),
        on_last_year=change(
            values, since=year - 1, until=year, breaks=course.breaks, points=points
        ),
        share=now.value / whole[year] if adds and whole.get(year) else None,
        contribution=contribution(
            difference(values, since=base, until=year, breaks=course.breaks),
            difference(whole, since=base, until=year, breaks=course.breaks),
            rising=_rising(course, plan),
        )
        if adds
        else None,
        done=now.done,
    )


def _rising(course: Course, plan: Plan) -> bool:
    return all(target.operator in ("≥", ">") for target in course.targets.get(plan.area_id, ()))


def ranked(rows: Sequence[Compared], by: By) -> tuple[tuple[int | None, Compared], ...]:
    """The highest first. This orders figures and judges nobody."""
    known = sorted(
        (row for row in rows if row.by(by) is not None),
        key=lambda row: row.by(by) or Fraction(0),
        reverse=True,
    )
    values = [row.by(by) for row in known]
    unknown = [row for row in rows if row.by(by) is None]
    return (
        *((values.index(row.by(by)) + 1, row) for row in known),
        *((None, row) for row in unknown),
    )


def _whole(plan: Plan, history: History, year: int | None) -> Fraction | None:
    return next((g.value for g in history[plan.area_id] if g.year == year and not g.demo), None)


def _name(course: Course) -> Text:
    return Text(course.indicator.name, course.indicator.name_en)


def _unfit(asked: By, used: By) -> Text | None:
    if asked is used:
        return None
    words = WORDS[asked]
    if asked is By.PROGRESS:
        return Text(
            "本规划未向市（州）分解该指标的目标，不能按完成进度比较，现按数值排列。",
            "The plan sets no targets for places here, so they stand in order of their level.",
        )
    return Text(
        f"该指标为比率或不可相加，没有“{words.zh}”，现按数值排列。",
        f"This indicator does not add up, so there is no “{words.en.lower()}”; "
        "places stand in order of their level.",
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    plan: Plan
    course: Course
    by: By
    scale: Scale
    year: int | None
    language: Language
    remark: Text

    @property
    def title(self) -> Text:
        name, words = _name(self.course), WORDS[self.by]
        if self.by is By.LEVEL:
            return name
        return Text(f"{name.zh}{words.zh}", f"{name.en}, {words.en.lower()}")


def _map(frame: _Frame, places: Sequence[Area], rows: Sequence[Compared]) -> Map | None:
    if frame.year is None:
        return None
    values = {row.area.pk: row for row in rows}
    figures = {
        area: None if (value := row.by(frame.by)) is None else (frame.scale.said(value), value)
        for area, row in values.items()
    }
    unit = frame.scale.unit
    noted = Text("", "") if unit.zh == "%" else Text(f"（{unit.zh}）", f" ({unit.en})")
    title = Text(
        f"{frame.year}年{frame.title.zh}{noted.zh}", f"{frame.title.en}{noted.en}, {frame.year}"
    )
    return map_of(
        frame.plan,
        places,
        figures,
        said=title,
        demo={area for area, row in values.items() if row.demo},
        year=frame.year,
        language=frame.language,
    )


def _bars(
    frame: _Frame, rows: Sequence[Compared], beside: Sequence[Beside], whole: Fraction | None
) -> Chart | None:
    if frame.year is None or not rows:
        return None
    shown = [_bar(row, frame) for _, row in ranked(rows, frame.by)]
    if frame.by is By.LEVEL and By.SHARE not in choices_of(frame.course, judged=False):
        shown = against(shown, frame.plan, whole, beside, year=frame.year)
    figures = bars.Comparison(
        name=frame.title,
        unit=frame.scale.unit,
        decimals=frame.scale.decimals,
        year=frame.year,
        places=shown,
        remark=frame.remark,
    )
    return bars.comparison(figures, language=frame.language)


def _bar(row: Compared, frame: _Frame) -> bars.Place:
    value, name = row.by(frame.by), Text(row.area.short_name, row.area.name_en)
    shown = None if value is None else frame.scale.shown(value)
    return bars.Place(name=name, value=shown, demo=row.demo)
