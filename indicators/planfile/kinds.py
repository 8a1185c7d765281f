"""The kinds of target a file can set: what each needs, and what cannot go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from areas.problems import Problem
from indicators.planfile.entries import IndicatorEntry, PlanEntry, TargetEntry
from indicators.progress import GivenAs, Path, Rule

SEVERAL_YEARS = (Rule.LEVEL, Rule.STATED)


def check_kinds(n: int, indicator: IndicatorEntry, plan: PlanEntry) -> Iterator[Problem]:
    baselines = {b.area or plan.area: b.value for b in indicator.baselines}
    yield from _base_year(n, indicator, plan)
    yield from _several_years(n, indicator, plan)
    for m, target in enumerate(indicator.targets):
        place = ("indicators", n, "targets", m)
        if target.given_as is not GivenAs.LEVEL:
            yield from _given(place, target, indicator, baselines.get(target.area or plan.area))
        if target.relative_to and indicator.rule is not Rule.STATED:
            yield _problem(
                *(*place, "relative_to"),
                zh="相对目标仅列示、不评价，指标须写 rule: stated",
                en="a relative target is shown, not judged; the indicator needs 'rule: stated'",
            )
    yield from _one_form(n, indicator, plan)


def _problem(*path: str | int, zh: str, en: str) -> Problem:
    return Problem.of("E-RULE", *path, reason_zh=zh, reason_en=en)


def _base_year(n: int, indicator: IndicatorEntry, plan: PlanEntry) -> Iterator[Problem]:
    """The plan's own baseline says its year itself."""
    years = {b.year for b in indicator.baselines if (b.area or plan.area) == plan.area}
    if indicator.base_year is not None and years - {indicator.base_year}:
        yield Problem.of(
            "E-YEARS",
            *("indicators", n, "base_year"),
            reason_zh=f"与本指标基期值的年份（{min(years)}）不同",
            reason_en=f"the indicator's baseline is of another year ({min(years)})",
        )


def _given(
    place: tuple[str | int, ...],
    target: TargetEntry,
    indicator: IndicatorEntry,
    baseline: Decimal | None,
) -> Iterable[Problem]:
    """A change needs a level it changes, and a percentage of it one above nought."""
    if indicator.rule not in SEVERAL_YEARS:
        yield _problem(
            *(*place, "given_as"),
            zh="只有达到某一水平的目标（rule: level）才能写成较基期的变化",
            en="only a level to reach ('rule: level') can be given as a change on the baseline",
        )
    elif baseline is None and indicator.rule is Rule.LEVEL:
        yield _problem(
            *(*place, "given_as"),
            zh="较基期的变化需要该地区的基期值，请写入 baselines",
            en="a change on the baseline needs that area's baseline; write it under 'baselines'",
        )
    elif target.given_as.in_per_cent and baseline is not None and baseline <= 0:
        yield _problem(
            *(*place, "given_as"),
            zh="基期值不大于零，不能按百分比增减",
            en="the baseline is not above nought, so it has no percentage to change by",
        )
    if target.upper is not None and target.given_as.falling:
        yield _problem(
            *(*place, "upper"),
            zh="较基期下降、减少的目标不能再设上限",
            en="a fall on the baseline has no upper end",
        )


def _by_area(indicator: IndicatorEntry, plan: PlanEntry) -> Mapping[str, list[TargetEntry]]:
    found: dict[str, list[TargetEntry]] = {}
    for target in indicator.targets:
        found.setdefault(target.area or plan.area, []).append(target)
    return found


def _one_form(n: int, indicator: IndicatorEntry, plan: PlanEntry) -> Iterator[Problem]:
    for area, targets in _by_area(indicator, plan).items():
        if len({target.given_as for target in targets}) > 1:
            yield _problem(
                *("indicators", n, "targets"),
                zh=f"同一地区（{area}）各年目标的 given_as 须一致",
                en=f"the targets of one area ({area}) must all have the same given_as",
            )


def _several_years(n: int, indicator: IndicatorEntry, plan: PlanEntry) -> Iterator[Problem]:
    """Targets of several years are steps of a path, and a stepped path has some."""
    if indicator.rule is Rule.STATED:
        return
    years = [
        len({target.year for target in targets}) for targets in _by_area(indicator, plan).values()
    ]
    stepped = indicator.path is Path.STEPPED and indicator.rule is Rule.LEVEL
    if stepped and max(years) == 1:
        yield _problem(
            *("indicators", n, "path"),
            zh="分年度路径（stepped）须列出目标年以前各年的目标",
            en="a stepped path needs targets of years before the last",
        )
    elif not stepped and max(years) > 1:
        yield _problem(
            *("indicators", n, "targets"),
            zh="列有多个年份的目标，指标须写 rule: level、path: stepped",
            en="targets of several years need 'rule: level' and 'path: stepped'",
        )
