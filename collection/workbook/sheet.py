"""A return as a sheet to be filled in elsewhere: its lines, its headings and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from collection.models import Entry, Return
from collection.numbers import Wanted
from collection.wants import wanted_in
from collection.workbook.form import Column, FormKey
from indicators.charts.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure: what it takes, what stands beside it, and what is entered already."""

    entry: Entry
    wanted: Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    key: FormKey
    title: Text
    headings: Mapping[Column, tuple[str, str]]
    rows: tuple[Row, ...]

    @property
    def has_presets(self) -> bool:
        return any(row.entry.preset is not None for row in self.rows)


def form_sheet(report: Return) -> FormSheet:
    entries = report.entries.select_related("measure__unit").order_by("measure")
    wants = wanted_in(report)
    made, kind = report.round, report.round.kind
    return FormSheet(
        key=key_of(report),
        title=Text(
            f"{report.area.name}{made.year}年{kind.zh}填报表",
            f"{report.area.name_en} {made.year} {kind.en}",
        ),
        headings=headings_of(report),
        rows=tuple(Row(entry=entry, wanted=wants[entry.measure_id]) for entry in entries),
    )


def key_of(report: Return) -> FormKey:
    made = report.round
    vintage = f"{made.vintage}-supplement" if made.supplement else made.vintage
    return FormKey(plan=made.plan.slug, area=report.area.code, year=str(made.year), vintage=vintage)


def headings_of(report: Return) -> Mapping[Column, tuple[str, str]]:
    """In Chinese and English; the years are part of them."""
    year, last, target = report.round.year, report.round.year - 1, report.round.plan.target_year
    return {
        Column.CODE: ("编号", "Code"),
        Column.NAME: ("基础指标", "Measure"),
        Column.UNIT: ("计量单位", "Unit"),
        Column.LAST: (f"上年（{last}年）", f"Last year ({last})"),
        Column.TARGET: (f"目标值（{target}年）", f"Target ({target})"),
        Column.PRESET: ("省级预置数", "From the province"),
        Column.VALUE: (f"本年（{year}年）", f"This year ({year})"),
        Column.MARK: ("无数值时", "If there is none"),
        Column.REMARK: ("核实说明", "Explanation"),
        Column.SOURCE: ("数据来源", "Source"),
    }
