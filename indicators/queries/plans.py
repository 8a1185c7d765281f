"""Which plan and which year a page is about."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from indicators.charts.wording import Text
from indicators.models import Plan
from indicators.queries.absence import NotThere


def newest_plan() -> Plan | None:
    return Plan.objects.select_related("area").order_by("-target_year", "slug").first()


def plan_named(slug: str) -> Plan:
    """The plan with the others `beside` it, newest first, or NotThere with those that exist."""
    plans = list(Plan.objects.select_related("area"))
    plan = next((row for row in plans if row.slug == slug), None)
    if plan is None:
        raise NotThere(
            Text(f"没有名为“{slug}”的规划。", f"There is no plan called “{slug}”."),
            [(title_of(row), reverse("overview", kwargs={"plan": row.slug})) for row in plans],
        )
    plan.beside = [row for row in plans if row.pk != plan.pk]
    return plan


def title_of(plan: Plan) -> Text:
    return Text(plan.title, plan.name_en)


def years_of(plan: Plan) -> range:
    """The years a page can be asked for, from the base year to the target year."""
    return range(plan.base_year, plan.target_year + 1)


def asked_year(plan: Plan, asked: str | None) -> int | None:
    """The year in the address; None is 最新可得. NotThere for a year outside the plan."""
    if not asked:
        return None
    years = years_of(plan)
    found = [year for year in years if str(year) == asked]
    if found:
        return found[0]
    raise NotThere(
        Text(
            f"年份“{asked}”不在本规划的{years[0]}–{years[-1]}年之内。",
            f"The year “{asked}” is outside this plan, {years[0]}–{years[-1]}.",
        ),
        [
            (Text(f"{year}年总览", f"Overview {year}"), f"{_overview(plan)}?year={year}")
            for year in years
        ],
    )


def _overview(plan: Plan) -> str:
    return reverse("overview", kwargs={"plan": plan.slug})


def share_passed(plan: Plan, *, year: int | None, today: date) -> tuple[int, int, int]:
    """(year, years gone, years in all) at the end of `year`, else of the last finished year.

    The base year is the start, so it counts as no year gone; a finished period stays full.
    """
    end = today.year - 1 if year is None else year
    shown = min(max(end, plan.base_year), plan.target_year)
    return shown, shown - plan.base_year, plan.target_year - plan.base_year
