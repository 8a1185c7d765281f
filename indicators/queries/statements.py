"""What has been stated of an indicator's measures, by whom, and which figure counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators.charts.series import VINTAGES
from indicators.charts.wording import DEMO, Text, amount, sign_of, stated
from indicators.models import Actual, Gauge, Indicator, Mark, Origin
from indicators.queries.words import unit_words

DECIMALS = 6
"""As many as a figure can have."""

ORIGINS = {
    Origin.PUBLISHED: Text("公开发布", "Published"),
    Origin.REPORTED: Text("市（州）填报", "Reported by the place"),
    Origin.ASSESSED: Text("省级评估", "Assessed by the province"),
    Origin.DERIVED: Text("推算", "Derived"),
    Origin.DEMO: DEMO,
}
MARKS = {
    Mark.NOT_APPLICABLE: Text("不适用", "Not applicable"),
    Mark.NO_DATA: Text("无此数据", "No such data"),
    Mark.TINY: Text("不足最小单位", "Below the smallest unit"),
    Mark.PENDING: Text("尚不掌握（待公布）", "Not yet published"),
}


def mark_named(text: str) -> str | None:
    """The mark that is called so on the screen, in either language, or by its code."""
    return next((mark.value for mark, words in MARKS.items() if text in (*words, mark.value)), None)


def value_or_mark(value: Decimal | None, mark: str, decimals: int, exactness: str = "=") -> Text:
    """A figure as it is stated, or why there is none; a dash where nothing was said."""
    if mark:
        return MARKS[Mark(mark)]
    said = stated(value, decimals)
    if value is not None:
        said = f"{sign_of(exactness)}{said}"
    return Text(said, said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One Actual; `amount` is its value with unit or its mark, `adopted` if it counts."""

    measure_id: int
    year: int
    measure: Text
    when: Text
    amount: Text
    vintage: Text
    origin: Text
    source: str
    note: Text
    adopted: bool
    demo: bool


def statement(actual: Actual, adopted: set[int]) -> Statement:
    day = actual.as_at
    when = (
        Text(f"{actual.year}年", str(actual.year))
        if day is None
        else Text(f"截至{day.year}年{day.month}月{day.day}日", f"as at {day.isoformat()}")
    )
    return Statement(
        measure_id=actual.measure_id,
        year=actual.year,
        measure=Text(actual.measure.name, actual.measure.name_en),
        when=when,
        amount=_amount(actual),
        vintage=VINTAGES[actual.vintage].name,
        origin=ORIGINS[Origin(actual.origin)],
        source=str(actual.source or ""),
        note=Text(actual.note, actual.note_en or actual.note),
        adopted=actual.pk in adopted,
        demo=actual.origin == Origin.DEMO,
    )


def _amount(actual: Actual) -> Text:
    """A fact is stated as it was published: with all its places, never rounded."""
    if actual.mark:
        return MARKS[Mark(actual.mark)]
    about = sign_of(actual.exactness)
    return amount(actual.value, DECIMALS, unit_words(actual.measure.unit), about=about)


def used_by(
    gauge: Gauge | None, indicator: Indicator, statements: Iterable[Statement]
) -> Sequence[Statement]:
    """The adopted figures a gauge's value rests on: the parts of a ratio, or the one figure."""
    if gauge is None or gauge.value is None or gauge.basis in ("sum", "partial"):
        return ()
    own: set[tuple[int | None, int]] = {(indicator.measure_id, gauge.year)}
    if gauge.own_den is not None and gauge.basis != "published":
        own = {
            (indicator.numerator_id, gauge.year),
            (indicator.denominator_id, gauge.year - indicator.denominator_lag),
        }
    return [said for said in statements if said.adopted and (said.measure_id, said.year) in own]
