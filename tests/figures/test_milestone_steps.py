"""What has become of a milestone is told by its steps, which are only ever added."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from indicators import milestone_steps
from indicators.models import Milestone, MilestoneStep, Plan, Source
from indicators.queries.milestone_words import date_words, measures_sentence, stage_words
from indicators.queries.milestones import milestone_rows
from tests.figures.cast import Cast, source


def milestone(plan: Plan, code: str = "lab", kind: str = "platform") -> Milestone:
    names = {"name": f"{code}名", "name_en": code.title(), "place": "五"}
    return Milestone.objects.create(plan=plan, code=code, kind=kind, **names)


@pytest.fixture
def lab(cast: Cast) -> Milestone:
    return milestone(cast.plan)


@pytest.fixture
def bulletin(cast: Cast) -> Source:
    return source("bulletin", "2023-03-22")


def step(lab: Milestone, bulletin: Source, **said: Any) -> milestone_steps.Step:
    usual = {"dated": "2023-03-01", "stage": "under_way", "wording": "开工建设。"}
    return milestone_steps.Step(milestone_id=lab.pk, source_id=bulletin.pk, **{**usual, **said})


def shown(lab: Milestone) -> tuple[str, list[tuple[str, str]]]:
    """The stage of the milestone, and date and words of its steps, the latest first."""
    (row,) = milestone_rows([lab], lab.plan)
    return row.stage.slug, [(each.step.dated, each.wording.zh) for each in row.steps]


def test_a_milestone_without_steps_stands_where_the_plan_put_it(lab: Milestone) -> None:
    assert shown(lab) == ("planned", [])


def test_a_step_is_recorded_with_its_source(lab: Milestone, bulletin: Source) -> None:
    assert milestone_steps.record([step(lab, bulletin, wording_en="Begun.")]) == 1
    row = MilestoneStep.objects.get()
    assert (row.milestone, row.source, row.sequence) == (lab, bulletin, 1)
    assert (row.dated, row.stage, row.wording_en) == ("2023-03-01", "under_way", "Begun.")


def test_the_stage_is_that_of_the_latest_step_whenever_it_was_recorded(
    lab: Milestone, bulletin: Source
) -> None:
    milestone_steps.record([step(lab, bulletin, dated="2024-06", stage="done", wording="建成。")])
    milestone_steps.record([step(lab, bulletin)])
    assert shown(lab) == ("done", [("2024-06", "建成。"), ("2023-03-01", "开工建设。")])


def test_a_year_alone_stands_before_what_it_dates_more_exactly(
    lab: Milestone, bulletin: Source
) -> None:
    dates = ["2023-03", "2023", "2023-03-01", "2022-12-31"]
    milestone_steps.record([step(lab, bulletin, dated=dated) for dated in dates])
    assert [dated for dated, _ in shown(lab)[1]] == [
        *("2023-03-01", "2023-03", "2023", "2022-12-31")
    ]


def test_saying_the_same_again_is_no_news(lab: Milestone, bulletin: Source) -> None:
    said = [step(lab, bulletin), step(lab, bulletin, dated="2024")]
    assert [milestone_steps.record(said) for _ in range(2)] == [2, 0]


def test_a_correction_is_shown_and_what_it_corrects_stays_on_record(
    lab: Milestone, bulletin: Source
) -> None:
    milestone_steps.record([step(lab, bulletin, stage="done", wording="建成。")])
    milestone_steps.record([step(lab, bulletin)])
    assert shown(lab) == ("under_way", [("2023-03-01", "开工建设。")])
    rows = MilestoneStep.objects.values_list("sequence", "wording")
    assert list(rows) == [(1, "建成。"), (2, "开工建设。")]


def test_a_file_read_again_does_not_undo_another_source_s_correction(
    lab: Milestone, bulletin: Source
) -> None:
    first = step(lab, bulletin)
    milestone_steps.record([first])
    milestone_steps.record([step(lab, source("report", "2023-05"), wording="启动建设。")])
    assert milestone_steps.record([first]) == 0
    assert shown(lab) == ("under_way", [("2023-03-01", "启动建设。")])


def test_a_step_can_be_neither_changed_nor_removed(lab: Milestone, bulletin: Source) -> None:
    milestone_steps.record([step(lab, bulletin)])
    with pytest.raises(TypeError, match="never changed"):
        MilestoneStep.objects.filter(dated="2023").update(stage="done")
    with pytest.raises(TypeError, match="never removed"):
        MilestoneStep.objects.all().delete()


def test_a_step_without_words_is_none(lab: Milestone, bulletin: Source) -> None:
    with pytest.raises(IntegrityError, match="step_says_what_was_done"), transaction.atomic():
        milestone_steps.record([step(lab, bulletin, wording="")])


def test_news_makes_the_pages_of_their_plan_new_and_repetition_does_not(
    cast: Cast, lab: Milestone, bulletin: Source
) -> None:
    def version() -> int:
        return Plan.objects.get(pk=cast.plan.pk).version

    before = version()
    milestone_steps.record([step(lab, bulletin), step(lab, bulletin, dated="2024")])
    assert version() == before + 1
    milestone_steps.record([step(lab, bulletin)])
    assert version() == before + 1


def test_many_milestones_take_one_query(
    cast: Cast, bulletin: Source, django_assert_num_queries: Any
) -> None:
    many = [milestone(cast.plan, f"lab-{n}") for n in range(20)]
    milestone_steps.record(
        [step(each, bulletin, dated=str(2022 + n % 3)) for n, each in enumerate(many)]
    )
    with django_assert_num_queries(1):
        assert len(milestone_rows(many, many[0].plan)) == 20


@pytest.mark.parametrize(
    ("kind", "done"),
    [
        ("platform", "已建成"),
        ("special_project", "已完成"),
        ("zone_upgrade", "已获批"),
        ("measure", "已落实"),
        ("coverage", "已覆盖"),
    ],
)
def test_what_is_done_is_said_as_one_says_it_of_its_kind(kind: str, done: str) -> None:
    said = stage_words(kind, "done")
    assert (said.zh, said.icon, said.tone) == (done, "tick", "good")
    assert stage_words(kind, "under_way").zh == "推进中"
    assert stage_words(kind, "planned").zh == "规划提出"


@pytest.mark.parametrize(
    ("dated", "zh", "en"),
    [
        pytest.param("2023-02-06", "2023年2月6日", "6 February 2023", id="day"),
        pytest.param("2022-11", "2022年11月", "November 2022", id="month"),
        pytest.param("2023", "2023年", "2023", id="year"),
    ],
)
def test_a_date_says_no_more_than_is_known(dated: str, zh: str, en: str) -> None:
    assert date_words(dated) == (zh, en)


@pytest.mark.parametrize(
    ("stages", "zh", "en"),
    [
        pytest.param(
            ["done", "planned", "under_way", "planned"],
            "规划共提出4项保障举措：已落实1项，推进中1项，尚未掌握公开的落实情况2项。",
            "The plan promises 4 measures: 1 in place, 1 under way, "
            "2 without published information on progress.",
            id="of every stage",
        ),
        pytest.param(
            ["done"],
            "规划共提出1项保障举措：已落实1项。",
            "The plan promises 1 measure: 1 in place.",
            id="a stage that none has is not counted",
        ),
    ],
)
def test_measures_are_counted_in_one_sentence(stages: list[str], zh: str, en: str) -> None:
    assert measures_sentence(stages) == (zh, en)


def test_without_measures_there_is_no_sentence() -> None:
    assert measures_sentence([]) is None
