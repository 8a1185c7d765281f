"""Publishing: the only writer of releases and of the gauges that belong to one."""

from __future__ import annotations

import hashlib

from django.db import connection, transaction
from django.db.models import Max

from accounts import audit
from accounts.audit import Actor, Change
from accounts.models import User
from areas.problems import Problem
from indicators import disclosure, gauges
from indicators.gauges.due import lock
from indicators.models import (
    LIVE,
    Actual,
    ChapterNote,
    Concealment,
    Gauge,
    MilestoneStep,
    Plan,
    Proposal,
    Release,
)


class CannotPublish(Exception):
    """Nothing was published; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def propose(plan: Plan, *, by: Actor, note: str = "") -> Proposal:
    """Say that what stands now should be published. Raises CannotPublish while gauges are due."""
    with transaction.atomic():
        lock()
        _refuse_due()
        found = Proposal.objects.create(plan=plan, digest=_digest(plan), note=note, by=_person(by))
        change = Change(
            action="release_proposed", subject="plan", key=plan.slug, after={"digest": found.digest}
        )
        audit.write(change, by=by)
    return found


def publish(proposal: Proposal, *, by: Actor) -> Release:
    """Confirm another person's proposal: the gauges as they were then, frozen under a number.

    Raises CannotPublish for one's own proposal, an older one, and if anything has changed since.
    """
    with transaction.atomic():
        lock()
        _refuse_due()
        last, digest = (
            Proposal.objects.filter(plan=proposal.plan_id).first(),
            _digest(proposal.plan),
        )
        if proposal.by_id == _person(by).pk:
            raise CannotPublish(Problem.of("E-SOD"))
        if last is None or last.pk != proposal.pk or proposal.digest != digest:
            raise CannotPublish(
                Problem.of(
                    "E-STATE", state="数据已有变化", state_en="changed since it was proposed"
                )
            )
        if Release.objects.filter(plan=proposal.plan_id, digest=digest).exists():
            raise CannotPublish(Problem.of("E-STATE", state="已发布", state_en="published already"))
        return _freeze(proposal.plan, digest, by=by, proposed_by=proposal.by, note=proposal.note)


def freeze_before_collection(plan: Plan, *, by: Actor) -> None:
    """The first release, of what was public anyway: from now on only releases are.

    Raises CannotPublish while gauges are due: half of them would be frozen.
    """
    with transaction.atomic():
        lock()
        if not Release.objects.filter(plan=plan).exists():
            _refuse_due()
            _freeze(plan, _digest(plan), by=by, proposed_by=None, note="数据填报开始前")


def _freeze(plan: Plan, digest: str, *, by: Actor, proposed_by: User | None, note: str) -> Release:
    newest = Release.objects.filter(plan=plan).order_by("-number").first()
    last_fact = Actual.objects.aggregate(last=Max("id"))["last"] or 0
    last_step, last_note = _last_words(plan)
    made = Release.objects.create(
        plan=plan, number=newest.number + 1 if newest else 1, last_fact=last_fact,
        last_step=last_step, last_note=last_note,
        digest=digest, note=note, proposed_by=proposed_by, published_by=by.user,
    )  # fmt: skip
    _copy(plan, made.pk)
    if proposed_by is not None:
        disclosure.leave_out(plan, edition=made.pk)
    after = {"number": made.number, "digest": made.digest, "last_fact": last_fact}
    change = Change(action="released", subject="plan", key=plan.slug, after=after, reason=note)
    audit.write(change, by=by)
    return made


def _last_words(plan: Plan) -> tuple[int, int]:
    """The last step of a milestone of the plan, and the last note on one of its chapters."""
    # Whoever records either holds the plan: none that is on its way is passed over.
    Plan.objects.select_for_update().get(pk=plan.pk)
    steps = MilestoneStep.objects.filter(milestone__plan=plan)
    notes = ChapterNote.objects.filter(plan=plan)
    last = (rows.aggregate(last=Max("id"))["last"] or 0 for rows in (steps, notes))
    return next(last), next(last)


def _copy(plan: Plan, edition: int) -> None:
    table = Gauge._meta.db_table
    columns = (field.column for field in Gauge._meta.concrete_fields)
    names = ", ".join(name for name in columns if name and name != "edition")
    sql = (  # every name in it is a table or column of our own
        f"INSERT INTO {table} (edition, {names}) SELECT %s, {names} FROM {table} "  # noqa: S608
        "WHERE edition = %s AND indicator_id IN "
        "(SELECT id FROM indicators_indicator WHERE plan_id = %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [edition, LIVE, plan.pk])


def _digest(plan: Plan) -> str:
    """Of every gauge that stands now, of what is kept out, and of how far the words have come."""
    rows = Gauge.objects.filter(indicator__plan=plan, edition=LIVE).order_by(
        "area_id", "indicator_id", "year"
    )
    kept = list(Concealment.objects.filter(lifted_at=None).values_list("pk", flat=True))
    digest = hashlib.sha256(repr((*_last_words(plan), kept)).encode())
    for row in rows.values_list("area_id", "indicator_id", "year", "value", "status", "step"):
        digest.update(repr(row).encode())
    return digest.hexdigest()


def _refuse_due() -> None:
    if gauges.anything_due():
        raise CannotPublish(
            Problem.of("E-STATE", state="进度正在计算", state_en="gauges being computed")
        )


def _person(by: Actor) -> User:
    if by.user is None:
        raise TypeError("a release is a person's")
    return by.user
