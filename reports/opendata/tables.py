"""A release as plain tables: what was observed, and the lists that its codes are from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from areas.models import Area
from indicators.charts.series import VINTAGES
from indicators.models import Gauge, Indicator, Plan
from indicators.progress import STATUS_WORDS
from indicators.progress.types import Basis
from indicators.queries.place import groups_of, places_of
from indicators.queries.table import text_of

Row = tuple[str, ...]
OBSERVED: Final = (
    *("area", "indicator", "year", "value", "exactness", "basis", "vintage", "status", "demo"),
    *("target", "expected", "done", "achieved", "schedule"),
)
COMPUTED: Final = ("target", "expected", "done", "achieved", "schedule")
EXACTNESS: Final = {"=": ("exact", "确数", "Exact"), "≈": ("about", "约数", "About"),
                    ">": ("more", "超过", "More than")}  # fmt: skip


def observed(plan: Plan) -> Iterator[Row]:
    """Every figure of the release, in the order of places, indicators and years."""
    rows = (
        Gauge.objects.filter(edition=plan.edition, indicator__plan=plan, value__isnull=False)
        .exclude(basis=Basis.PARTIAL)
        .select_related("area", "indicator")
        .order_by("area__code", "indicator__order", "indicator_id", "year")
    )
    for row in rows.iterator(chunk_size=2000):
        computed = (text_of(getattr(row, name)) or "" for name in COMPUTED)
        yield (
            row.area.code, row.indicator.code, f"{row.year}", text_of(row.value) or "",
            EXACTNESS[row.exactness][0], row.basis, row.vintage, row.status,
            "true" if row.demo else "false", *computed,
        )  # fmt: skip


def areas(plan: Plan) -> list[tuple[str, str, str]]:
    """Code, name and English name of every place that may have a figure."""
    known = [plan.area, *groups_of(plan), *places_of(plan)]
    also = Area.objects.filter(gauges__edition=plan.edition, gauges__indicator__plan=plan)
    found = {area.code: area for area in (*known, *also.distinct())}
    return [(code, area.name, area.name_en) for code, area in sorted(found.items())]


def indicators(plan: Plan) -> list[tuple[str, str, str, str, str]]:
    """Code, name, English name, unit and definition."""
    rows = Indicator.objects.filter(plan=plan).select_related("unit").order_by("order", "id")
    return [(r.code, r.name, r.name_en, r.unit.symbol, r.definition) for r in rows]


def code_lists() -> Mapping[str, list[tuple[str, str, str]]]:
    """Code, Chinese and English of everything that is said by a code."""
    return {
        "status": [(s.value, words.zh, words.en) for s, words in STATUS_WORDS.items()],
        "vintage": [(code, v.name.zh, v.name.en) for code, v in VINTAGES.items()],
        "exactness": list(EXACTNESS.values()),
        "basis": [
            (Basis.OFFICIAL, "官方数", "Official figure"),
            (Basis.PUBLISHED, "公布的比值", "Published ratio"),
            (Basis.DERIVED, "推算", "Derived"),
            (Basis.SUM, "市（州）合计", "Sum of places"),
        ],
    }
