"""The judgement on each baseline, where an indicator has more than one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.charts.wording import Text
from indicators.gauges.course import Course
from indicators.models import Gauge
from indicators.progress import BaselineKind, Basis, Exactness, Observation, Printed, Rule, judge
from indicators.queries.words import StatusWords, words_of

KINDS = {
    BaselineKind.PRINTED: Text("规划基期值", "Baseline in the plan"),
    BaselineKind.VERIFIED: Text("核实基期值", "Verified baseline"),
    BaselineKind.COMPARABLE: Text("可比基期值", "Comparable baseline"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """Figures in the indicator's unit; `done` and `schedule` are ratios."""

    kind: Text
    baseline: Fraction
    expected: Fraction | None
    done: Fraction | None
    schedule: Fraction | None
    status: StatusWords


def readings(course: Course, gauge: Gauge | None) -> tuple[ReadingRow, ...]:
    """A row for each baseline of the gauge's area; none where there is only one to judge by."""
    if gauge is None or course.rule is not Rule.LEVEL:
        return ()
    judgement = judge(
        goal=course.goal(gauge.area_id, gauge.year),
        baselines=course.baselines_of(gauge.area_id),
        year=gauge.year,
        observed=observed(gauge),
        breaks=course.breaks,
    )
    rows = tuple(
        ReadingRow(
            kind=KINDS[reading.kind],
            baseline=reading.baseline,
            expected=reading.expected,
            done=reading.done,
            schedule=reading.schedule,
            status=words_of(reading.status),
        )
        for reading in judgement.readings
    )
    return rows if len(rows) > 1 else ()


def observed(gauge: Gauge) -> Observation:
    """The figure of a gauge as it is judged."""
    printed = None
    if gauge.value is not None:
        printed = Printed(
            amount=gauge.value,
            step=gauge.step or Fraction(0),
            exactness=Exactness(gauge.exactness),
        )
    return Observation(
        printed=printed, basis=Basis(gauge.basis), counted=gauge.counted, due=gauge.due
    )
