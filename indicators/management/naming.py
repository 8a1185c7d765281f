"""What a command is told by name, or a refusal that says which names there are."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db.models import Max

from areas.models import Area
from indicators.models import LIVE, Gauge, Plan


def plan_named(slug: str) -> Plan:
    found = Plan.objects.select_related("area").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"there is no plan '{slug}'; stored plans: {known}")
    return found


def area_named(code: str) -> Area:
    found = Area.objects.filter(code=code).first()
    if found is None:
        known = ", ".join(f"{area.code} ({area.short_name})" for area in Area.objects.all())
        raise CommandError(f"there is no area '{code}'; areas: {known}")
    return found


def check_year(plan: Plan, year: int) -> None:
    """Refuse a year the plan has nothing to say of: before its base year or after all figures."""
    gauges = Gauge.objects.filter(indicator__plan=plan, area_id=plan.area_id, edition=LIVE)
    last = max(plan.target_year, gauges.aggregate(last=Max("year"))["last"] or 0)
    if not plan.base_year <= year <= last:
        raise CommandError(f"{year} is not among the years of the plan: {plan.base_year} to {last}")
