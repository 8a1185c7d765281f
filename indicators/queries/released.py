"""A plan as the public sees it: the latest release, where there is one."""

from __future__ import annotations

from indicators.charts.wording import Text
from indicators.models import LIVE, Plan, Release
from indicators.queries.absence import NotThere
from indicators.queries.plans import plan_named


def show_released(plan: Plan) -> None:
    """Let the plan stand for its latest release; without one, what was loaded is what is public."""
    newest = Release.objects.filter(plan=plan).order_by("-number").first()
    if newest is not None:
        _show(plan, newest)


def released_plan(slug: str) -> Plan:
    """The plan as the public sees it, whoever asks. Raises NotThere."""
    plan = plan_named(slug)
    show_released(plan)
    return plan


def releases_of(plan: Plan) -> list[Release]:
    """The newest first."""
    return list(Release.objects.filter(plan=plan).order_by("-number"))


def show_release(plan: Plan, number: str) -> None:
    """Let the plan stand for one of its releases, by its number. Raises NotThere."""
    chosen = next((row for row in releases_of(plan) if f"{row.number}" == number), None)
    if chosen is None:
        raise NotThere(Text(f"没有发布第“{number}”号。", f"There is no release “{number}”."))
    _show(plan, chosen)


def in_edition(plan: Plan, edition: int) -> Plan:
    """The plan as that edition shows it."""
    plan.edition, plan.last_fact, plan.release = LIVE, None, None
    if edition != LIVE:
        _show(plan, Release.objects.get(pk=edition, plan=plan))
    return plan


def _show(plan: Plan, release: Release) -> None:
    plan.edition, plan.last_fact, plan.release = release.pk, release.last_fact, release


def edition_beside(plan: Plan, other: Plan) -> int:
    """The edition of another plan on a page of this one: public beside public, else what stands."""
    if plan.edition != LIVE:
        show_released(other)
    return other.edition
