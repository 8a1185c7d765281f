"""年度进展: what is written of each chapter and milestone, by whom, and how far it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from areas.models import Area
from areas.problems import Problem
from collection import evidence, notes
from collection.access import note_reading
from collection.doors import Asked, signed_in
from collection.entry import LONGEST_REMARK
from collection.form import StateShown, state_shown
from collection.models import NoteDraft
from collection.notes import KIND_WORDS, Said, Subject
from collection.once import SentAlready, key_in, new_key
from collection.refusals import NotThere, NotYours, RefusedChange, WrongState
from collection.sent import ALWAYS, whole, words
from collection.states import Action, State
from indicators.charts.wording import Text
from indicators.models import ChapterNote, Milestone, Plan
from indicators.queries.milestone_words import StageWords, stage_words
from indicators.queries.place import places_of
from indicators.queries.plans import newest_plan, plan_named, years_of
from plan_tracker.chapters import Chapter, chapters_of

FIELDS = frozenset({"version", "then", *Said.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One chapter: one's own note, where one writes, and those of others that one may see."""

    chapter: Chapter
    own: str | None
    state: StateShown
    writable: bool
    others: tuple[tuple[NoteDraft, StateShown], ...]


@require_GET
@signed_in
def all_notes(request: Asked) -> HttpResponse:
    plan = _plan(request)
    if not any(request.rights.may(right) for right in notes.READERS):
        raise NotYours(Problem.of("E-FORBIDDEN"))
    if plan is None:
        return render(request, "pages/notes.html", {})
    year, writers = _year(plan, request.GET.get("year")), _writers(request, plan)
    asked = request.GET.get("area", "")
    own = next((area for area in writers if area.code == asked), writers[0] if writers else None)
    drafts = list(notes.notes_for(request.rights).filter(plan=plan, year=year))
    lines = [_line(each, plan, year, own, drafts) for each in chapters_of(plan, own or plan.area)]
    groups = [
        (name, found)
        for kind, name in KIND_WORDS.items()
        if (found := [line for line in lines if line.chapter.kind == kind])
    ]
    more: dict[str, object] = {
        "own": own,
        "writers": writers,
        "groups": groups,
        "year": year,
        "note_plan": plan,
    }
    waiting = notes.waiting_for(drafts, request.rights, request.actor.user_id)
    more |= {"waiting": waiting, "offered_years": years_of(plan)}
    return render(request, "pages/notes.html", more)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note(request: Asked, plan: str, year: int, kind: str, code: str, area: str) -> HttpResponse:
    subject, chapter = _subject(plan, year, kind, code, area)
    found = _stored(subject)
    _refuse_unseen(request, subject, found)
    if request.method != "POST":
        if found is not None:
            note_reading(found, by=request.actor, rights=request.rights)
        return _page(request, subject, chapter, found)
    said, version = _said(request)
    in_json = "application/json" in request.headers.get("Accept", "")
    try:
        kept = notes.write(subject, said, version=version, by=request.actor, rights=request.rights)
    except RefusedChange as refused:
        if in_json or isinstance(refused, NotYours):
            raise
        return _page(request, subject, chapter, _stored(subject), said=said, refused=refused)
    if request.POST.get("then") == Action.SUBMIT:
        return _moved(request, kept.pk, Action.SUBMIT, version=kept.version)
    if in_json:
        return JsonResponse({"version": kept.version, "state": kept.state})
    return HttpResponseRedirect(f"{request.path}?kept=1")


@require_POST
@signed_in
def move_note(request: Asked, pk: int, action: str) -> HttpResponse:
    if action not in {each.value for each in notes.NOTE_STEPS}:
        raise NotThere
    version = whole(request.POST.get("version", ""), "version")
    reason = words(request.POST.get("reason", ""), most=LONGEST_REMARK)
    return _moved(request, pk, Action(action), version=version, reason=reason)


def _moved(
    request: Asked, pk: int, action: Action, *, version: int, reason: str = ""
) -> HttpResponse:
    moved = notes.move(
        pk, action, version=version, by=request.actor, rights=request.rights, reason=reason
    )
    return HttpResponseRedirect(f"{reverse('notes')}?plan={moved.plan.slug}&year={moved.year}")


@require_POST
@signed_in
def attach_to_note(request: Asked, pk: int) -> HttpResponse:
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise RefusedChange(Problem.of("E-FILE-EMPTY"))
    note = notes.note_for(request.rights, pk)
    with suppress(SentAlready):
        evidence.attach_to_note(
            pk,
            name=sent.name or "",
            content=sent.read(),
            by=request.actor,
            rights=request.rights,
            key=key_in(request),
        )
    return HttpResponseRedirect(f"{note.address}#evidence")


def _writes(request: Asked, area_id: int) -> bool:
    return request.rights.may("write_progress", area_id=area_id)


def _plan(request: Asked) -> Plan | None:
    asked = request.GET.get("plan")
    return plan_named(asked) if asked else newest_plan()


def _year(plan: Plan, asked: str | None) -> int:
    """The last year of the plan that is over, unless another is asked for."""
    years = years_of(plan)
    if asked and asked.isascii() and asked.isdigit() and int(asked) in years:
        return int(asked)
    return min(max(timezone.localdate().year - 1, years[0]), years[-1])


def _writers(request: Asked, plan: Plan) -> list[Area]:
    """The places this person writes for, the plan's own first."""
    return [each for each in (plan.area, *places_of(plan)) if _writes(request, each.pk)]


def _line(
    chapter: Chapter, plan: Plan, year: int, own: Area | None, drafts: list[NoteDraft]
) -> Line:
    about = [each for each in drafts if (each.kind, each.code) == (chapter.kind, chapter.code)]
    mine = next((each for each in about if own is not None and each.area_id == own.pk), None)
    state = State(mine.state) if mine else State.UNREPORTED
    return Line(
        chapter=chapter,
        own=_address(chapter, plan, year, own) if own is not None else None,
        state=state_shown(state),
        writable=state in notes.WRITABLE - {State.ACCEPTED},
        others=tuple((each, state_shown(each.state)) for each in about if each is not mine),
    )


def _address(chapter: Chapter, plan: Plan, year: int, area: Area) -> str:
    return reverse("note", args=(plan.slug, year, chapter.kind, chapter.code, area.code))


def _subject(slug: str, year: int, kind: str, code: str, area: str) -> tuple[Subject, Chapter]:
    plan = plan_named(slug)
    place = next((each for each in (plan.area, *places_of(plan)) if each.code == area), None)
    if place is None or year not in years_of(plan):
        raise NotThere
    for chapter in chapters_of(plan, place):
        if (chapter.kind, chapter.code) == (kind, code):
            return Subject(plan=plan, kind=kind, code=code, year=year, area=place), chapter
    raise NotThere


def _stored(subject: Subject) -> NoteDraft | None:
    facts = {name: getattr(subject, name) for name in Subject.__slots__}
    rows = NoteDraft.objects.filter(**facts)
    return rows.select_related("plan__area", "area", "written_by").first()


def _refuse_unseen(request: Asked, subject: Subject, found: NoteDraft | None) -> None:
    """A note that is not there yet is its writer's; one that is there whoever may read it."""
    if found is None and not _writes(request, subject.area.pk):
        raise NotThere
    if found is not None:
        notes.note_for(request.rights, found.pk)


def _said(request: Asked) -> tuple[Said, int]:
    for name in request.POST:
        if name not in FIELDS | ALWAYS:
            raise RefusedChange(Problem.of("E-PARAM", field=name[:60]))
    sent = {name: str(request.POST.get(name, "")).strip() for name in Said.__slots__}
    return Said(**sent), whole(request.POST.get("version", ""), "version")


def _page(
    request: Asked,
    subject: Subject,
    chapter: Chapter,
    found: NoteDraft | None,
    *,
    said: Said | None = None,
    refused: RefusedChange | None = None,
) -> HttpResponse:
    stored = notes.said_in(found) if found else Said()
    state = State(found.state) if found else State.UNREPORTED
    steps = notes.steps_open_to(found, request.rights, request.actor.user_id) if found else []
    may_write = _writes(request, subject.area.pk)
    more = {
        "subject": subject,
        "chapter": chapter,
        "kind": KIND_WORDS[subject.kind],
        "note": found,
        "said": said or stored,
        "stored": asdict(stored) if isinstance(refused, WrongState) else None,
        "problem": refused.problem if refused else None,
        "state": state_shown(state),
        "autosaved": state is not State.ACCEPTED,
        "writable": may_write and state in notes.WRITABLE,
        "why_not": _why_not(may_write, state),
        "buttons": [each for each in steps if each[0] is not Action.SUBMIT],
        "may_submit": request.rights.may("submit", area_id=subject.area.pk),
        "reasons": any(step.reason for _, step in steps),
        "stages": _stages(subject),
        "last_year": _last_year(subject),
        "evidence": found.evidence.filter(removed_at=None).select_related("by") if found else (),
        "kept": "kept" in request.GET,
        "longest": notes.LONGEST,
        "form_key": new_key(),
    }
    return render(request, "pages/note.html", more, status=refused.status if refused else 200)


def _why_not(may_write: bool, state: State) -> Text | None:
    if not may_write:
        return Text(
            "您没有填写的席位，只能查看。", "You hold no seat to write this; you can read it."
        )
    if state in notes.WRITABLE:
        return None
    shown = state_shown(state)
    return Text(
        f"当前为“{shown.zh}”，不能修改；如需修改，请审核人退回。",
        f"It is {shown.en.lower()}; to change it, the head has to return it.",
    )


def _stages(subject: Subject) -> list[tuple[str, StageWords]]:
    milestone = Milestone.objects.filter(plan=subject.plan, code=subject.code).first()
    if milestone is None or subject.kind in ChapterNote.Kind.values:
        return []
    return [(stage, stage_words(milestone.kind, stage)) for stage in Milestone.Stage.values]


def _last_year(subject: Subject) -> ChapterNote | None:
    """What the same place said of the chapter the year before, as accepted."""
    rows = ChapterNote.objects.last_words().filter(
        plan=subject.plan, kind=subject.kind, code=subject.code, area=subject.area,
        year=subject.year - 1,
    )  # fmt: skip
    return rows.first()
