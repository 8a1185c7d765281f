"""Rounds, each place's return in them, and the cells being worked on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.added import Added
from areas.models import Area
from collection.states import STATE_WORDS, State
from indicators.charts.series import VINTAGES
from indicators.charts.wording import Text
from indicators.fields import FigureField
from indicators.models import Mark, Measure, Plan, Vintage
from indicators.queries.statements import MARKS
from indicators.queries.words import unit_words

STATES = [(state.value, words[0]) for state, words in STATE_WORDS.items()]


class Round(models.Model):
    """填报任务: one year's figures of one kind, for a plan. Times are UTC.

    `supplement`: 补报, of what was still missing when it was opened.
    The texts stand at the head of the printed form, as statistical rules want them.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    vintage = models.CharField(max_length=8, choices=Vintage)
    supplement = models.BooleanField(default=False)
    opens = models.DateTimeField()
    due = models.DateTimeField()
    closes = models.DateTimeField()
    form_number = models.CharField("表号", max_length=60, blank=True)
    authority = models.CharField("制定机关", max_length=60, blank=True)
    approval = models.CharField("批准（备案）文号", max_length=60, blank=True)
    valid_until = models.CharField("有效期至", max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-year", "-opens")
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "year", "vintage", "supplement"),
                name="one_round_per_plan_year_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=F("due")) & Q(due__lte=F("closes")),
                name="a_round_opens_is_due_and_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.kind.zh}"

    @property
    def kind(self) -> Text:
        """预计数, 快报数, 年报数, 最终核实数 or 补报."""
        if self.supplement:
            return Text("补报", "Late figures")
        return VINTAGES[self.vintage].name


class Return(models.Model):
    """报表: one place's form in a round. `version` rises with every move.

    `closes` is its own where it was extended: then it is due by then. `submitted_by` and `sent_by` are of
    this version: they and whoever entered anything cannot approve it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="returns")
    state = models.CharField(max_length=12, choices=STATES, default=State.UNREPORTED)
    version = models.PositiveIntegerField(default=1)
    closes = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    moved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("round", "area__order", "area__code")
        constraints = [
            models.UniqueConstraint(fields=("round", "area"), name="one_return_per_round_and_area"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="a_return_is_in_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.round}"

    @property
    def closing(self) -> datetime:
        """Until when it may be filled in."""
        return self.closes or self.round.closes

    @property
    def due(self) -> datetime:
        """When it is expected: where it was extended, by then."""
        return self.closes or self.round.due


class Entry(models.Model):
    """填报项: one cell of a return. `version` rises with every change of it.

    `preset` is the figure the province put before it, to be confirmed or disputed (省级预置、
    市（州）核对); a place that enters another one says why. `raw` is what was typed. Neither value nor mark: 未填报. `source` is where the place
    has it from, `remark` the 核实说明
    that travels to reviewer and footnote, `asked_back` why it was returned.
    """

    report = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="entries")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="entries")
    preset = FigureField(null=True, blank=True)
    raw = models.CharField(max_length=200, blank=True)
    value = FigureField(null=True, blank=True)
    mark = models.CharField(max_length=8, choices=Mark, blank=True)
    source = models.CharField(max_length=200, blank=True)
    remark = models.TextField(blank=True)
    asked_back = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("report", "measure")
        constraints = [
            models.UniqueConstraint(
                fields=("report", "measure"), name="one_entry_per_return_and_measure"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(mark=""), name="a_value_or_a_mark_not_both"
            ),
        ]

    @property
    def unit(self) -> Text:
        return unit_words(self.measure.unit)

    @property
    def mark_words(self) -> Text | None:
        return MARKS[Mark(self.mark)] if self.mark else None

    @property
    def filled(self) -> bool:
        return self.value is not None or self.mark != ""


class Moved(Added):
    """One step of something: who, when, from where to where, why. Every round's feedback is kept.

    `version` is the one it led to, `digest` of what was shown then.
    """

    action = models.CharField(max_length=12)
    begins = models.CharField(max_length=12, choices=STATES)
    ends = models.CharField(max_length=12, choices=STATES)
    version = models.PositiveIntegerField()
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def way(self) -> tuple[Text, Text]:
        """The states it led from and to, in words."""
        return Text(*STATE_WORDS[State(self.begins)]), Text(*STATE_WORDS[State(self.ends)])


class Move(Moved):
    """One step of a return."""

    report = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="moves")

    class Meta:
        ordering = ("report", "version")
        constraints = [
            models.UniqueConstraint(fields=("report", "version"), name="one_move_per_version")
        ]


class MoveProposal(models.Model):
    """One person's proposal of a step that needs two: another one confirms it or lets it lie.

    It is of one version of the return; when that is moved otherwise, it has lapsed. Whoever
    made it may take it back.
    """

    report = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="proposals")
    action = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("report", "action", "version"),
                condition=Q(taken_back_at__isnull=True),
                name="one_proposal_per_step_and_version",
            )
        ]

    def __str__(self) -> str:
        return self.reason
