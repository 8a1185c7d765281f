"""Why an indicator has its status: inputs with their sources, formula, and what decided."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from indicators.charts.wording import Number, Text, amount, percent, printed, stated
from indicators.models import Plan
from indicators.queries.promise_words import level_words
from indicators.queries.reason_words import BORDERLINE, NO_DEMO, NOT_JUDGED, RULES
from indicators.queries.standing import Standing
from indicators.queries.standing_words import NOTHING, goal_words, progress_words
from indicators.queries.statements import Statement

HELD = ("holding", "met")
MISSED = ("not_holding", "nearly", "short", "unmet")
FINER = 2
"""A ratio is shown finer here than elsewhere, so that a reader can follow the arithmetic."""


def reasons(row: Standing, plan: Plan, used: Sequence[Statement] = ()) -> list[Text]:
    """One line a step. `used`: the adopted figures the value rests on."""
    said_by_source = len(used) == 1
    found = [*_inputs(row, actual=not said_by_source), *map(_source, used), *_steps(row)]
    if row.status.slug in NOT_JUDGED:
        found.append(NOT_JUDGED[row.status.slug])
    elif row.rule in RULES:
        found.append(RULES[row.rule])
        found += [Text(f"{said.zh}。", f"{said.en}.") for said in _compared(row)]
    else:
        found += [Text(f"{said.zh}。", f"{said.en}.") for said in _decided_by(row, plan)]
    found.append(_outcome(row))
    found += [said for said, holds in ((BORDERLINE, row.borderline), (NO_DEMO, row.demo)) if holds]
    return found


def _inputs(row: Standing, *, actual: bool) -> list[Text]:
    found = []
    if row.baseline is not None:
        base = amount(row.baseline, row.decimals, row.unit)
        found.append(
            Text(
                f"{row.base_year}年规划基期值{base.zh}。",
                f"Baseline in the plan, {row.base_year}: {base.en}.",
            )
        )
    goal = goal_words(row)
    if row.target is not None or row.promise is not None:
        asked = "目标：" if row.promise is not None or row.rule != "level" else "目标值"
        found.append(
            Text(
                f"{row.target_year}年{asked}{goal.zh}。",
                f"Target for {row.target_year}: {goal.en}.",
            )
        )
    elif row.wording:
        found.append(Text(f"规划原文：“{row.wording}”。", f"The plan’s words: “{row.wording}”."))
    found += [said for said in (level_words(row), _between(row)) if said]
    if actual and row.value is not None:
        value = amount(row.value, _fine(row), row.unit, about=row.about)
        found.append(Text(f"{row.year}年实际值{value.zh}。", f"Actual for {row.year}: {value.en}."))
    return found


def _between(row: Standing) -> Text | None:
    """The years before the last for which the plan itself sets a target."""
    if not row.steps:
        return None
    said = {
        year: amount(level, _fine(row), row.unit, about=row.operator)
        for year, level in sorted(row.steps.items())
    }
    return Text(
        "规划分年度目标："
        + "，".join(f"{year}年{level.zh}" for year, level in said.items())
        + "。",
        "Set by the plan for the years between: "
        + ", ".join(f"{year} {level.en}" for year, level in said.items())
        + ".",
    )


def _fine(row: Standing) -> int:
    return row.decimals + FINER


def _source(used: Statement) -> Text:
    source = f"，来源：{used.source}" if used.source else ""
    source_en = f"; source: {used.source}" if used.source else ""
    return Text(
        f"采用{used.when.zh}{used.measure.zh}{used.amount.zh}（{used.vintage.zh}{source}）。",
        f"Taken: {used.measure.en}, {used.when.en}: {used.amount.en} ({used.vintage.en}{source_en}).",
    )


def _steps(row: Standing) -> list[Text]:
    a, b, t, e = (
        stated(n, _fine(row)) for n in (row.value, row.baseline, row.target, row.expected)
    )
    if row.rule != "level":
        said = progress_words(row)
        return [] if said == NOTHING else [Text(f"进展：{said.zh}。", f"So far: {said.en}.")]
    unit = row.unit
    expected = amount(row.expected, _fine(row), unit)
    achieved = percent(row.achieved)
    lines = (
        (
            row.expected if row.set_by_plan else None,
            f"规划设定的{row.year}年目标={expected.zh}。",
            f"Set by the plan for {row.year} = {expected.en}.",
        ),
        (
            None if row.set_by_plan or _is_kept(row) else row.expected,
            f"时序参考值（推算，非文件下达）={expected.zh}。",
            f"Expected (computed, not a set target) = {expected.en}.",
        ),
        (
            row.done,
            f"增量完成进度=({a} − {b}) ÷ ({t} − {b})={percent(row.done)}。",
            f"Progress from baseline to target = ({a} − {b}) ÷ ({t} − {b}) = {percent(row.done)}.",
        ),
        (
            row.schedule,
            f"与时序进度之比=({a} − {b}) ÷ ({e} − {b})={_two(row.schedule)}。",
            f"Progress against schedule = ({a} − {b}) ÷ ({e} − {b}) = {_two(row.schedule)}.",
        ),
        (
            row.achieved,
            f"目标完成率={a} ÷ {t}={achieved}（仅列示，不决定状态）。",
            f"Share of target = {a} ÷ {t} = {achieved} (shown, decides nothing).",
        ),
    )
    return [Text(zh, en) for number, zh, en in lines if number is not None]


def _compared(row: Standing) -> list[Text]:
    """For a rule with words of its own: the two numbers it set side by side."""
    if row.rule == "maintain":
        return _kept(row)
    if row.average is None:
        return []
    so_far, goal = progress_words(row), goal_words(row)
    zh, en = ("未达到", "missed") if row.status.slug in MISSED else ("达到", "met")
    return [
        Text(
            f"截至{row.year}年{so_far.zh}，{zh}“{goal.zh}”",
            f"By {row.year} {so_far.en}; the target, {goal.en}, is {en}",
        )
    ]


def _is_kept(row: Standing) -> bool:
    """A range, or a level the baseline has reached already: there is no way to cover."""
    return row.upper is not None or row.status.slug in ("holding", "not_holding")


def _kept(row: Standing) -> list[Text]:
    if row.status.slug not in (*HELD, *MISSED):
        return []
    value, goal = amount(row.value, row.decimals, row.unit, about=row.about), goal_words(row)
    zh, en = ("符合", "is within") if row.status.slug in HELD else ("不符合", "is outside")
    return [Text(f"实际值{value.zh}{zh}目标“{goal.zh}”", f"{value.en} {en} the target: {goal.en}")]


def _decided_by(row: Standing, plan: Plan) -> list[Text]:
    """The one comparison that gave the status."""
    if _is_kept(row):
        return _kept(row)
    if row.status.slug in ("achieved_early", "met", "exceeded"):
        return [*_reached(row), *_exceeded(row, plan)]
    if row.status.slug in ("nearly", "short", "unmet"):
        sign = "≥" if row.status.slug == "nearly" else "<"
        if row.done is None or (row.done >= Fraction(plan.nearly)) != (sign == "≥"):
            return []
        nearly = percent(plan.nearly)
        return [
            Text(
                f"未达目标；增量完成进度{percent(row.done)}{sign}{nearly}",
                f"Target not reached; progress {percent(row.done)} {sign} {nearly}",
            )
        ]
    return _band(row, plan)


def _reached(row: Standing) -> list[Text]:
    value, goal = amount(row.value, row.decimals, row.unit, about=row.about), goal_words(row)
    return [Text(f"实际值{value.zh}已满足目标{goal.zh}", f"{value.en} meets the target {goal.en}")]


def _exceeded(row: Standing, plan: Plan) -> list[Text]:
    if row.status.slug == "achieved_early" or row.done is None:
        return []
    sign = "≥" if row.status.slug == "exceeded" else "<"
    bound = percent(plan.exceeded)
    return [
        Text(
            f"增量完成进度{percent(row.done)}{sign}{bound}（超额完成的界限）",
            f"Progress {percent(row.done)} {sign} {bound}, where ‘exceeded’ begins",
        )
    ]


def _band(row: Standing, plan: Plan) -> list[Text]:
    if row.schedule is None:
        return []
    ahead, on, behind = (_two(n) for n in (plan.ahead, plan.on_schedule, plan.behind))
    ratio = _two(row.schedule)
    bounds = {
        "ahead": f"{ratio} ≥ {ahead}",
        "on_schedule": f"{on} ≤ {ratio} < {ahead}",
        "behind": f"{behind} ≤ {ratio} < {on}",
        "far_behind": f"0 ≤ {ratio} < {behind}",
        "below_base": f"{ratio} < 0",
        "above_base": f"{ratio} < 0",
    }
    found = bounds.get(row.status.slug)
    if found is None:
        return []
    return [Text(f"与时序进度之比 {found}", f"Progress against schedule: {found}")]


def _outcome(row: Standing) -> Text:
    zh, en = (f"（{row.aside}）", f" ({row.aside})") if row.aside else ("", "")
    return Text(f"结论：{row.status.zh}{zh}。", f"Outcome: {row.status.en}{en}.")


def _two(ratio: Number | None) -> str:
    return printed(ratio, 2)
