"""The steps of a file of figures: recorded with the rest of it, or refused with every error."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from areas.problems import ProblemsFound
from indicators import figurefile
from indicators.models import Milestone, MilestoneStep, Plan
from tests.figures.cast import Cast

pytestmark = pytest.mark.usefixtures("lab")

FILE = """\
sources:
  - key: bulletin
    title: 公告
    publisher: 科技厅
    dated: '2023-03-22'
    url: https://example.org/notice
steps:
  - plan: shu-plan
    milestone: lab
    stage: done
    dated: '2023-03'
    wording: 建成。
    wording_en: Built.
    source: bulletin
"""
TOMORROW = str(timezone.localdate() + timedelta(days=1))


@pytest.fixture
def lab(cast: Cast) -> Milestone:
    names = {"name": "实验室", "name_en": "Lab", "place": "五"}
    return Milestone.objects.create(plan=cast.plan, code="lab", kind="platform", **names)


def edited(old: str, new: str) -> str:
    assert FILE.count(old) == 1
    return FILE.replace(old, new)


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsFound) as found:
        figurefile.load(text)
    return [(problem.code, problem.place) for problem in found.value.problems]


def test_a_step_is_recorded_with_date_words_and_address() -> None:
    assert figurefile.load(FILE).steps == 1
    step = MilestoneStep.objects.get()
    assert (step.dated, step.stage, step.wording) == ("2023-03", "done", "建成。")
    assert step.source.url == "https://example.org/notice"


def test_loading_twice_adds_nothing() -> None:
    assert [figurefile.load(FILE).steps for _ in range(2)] == [1, 0]


def test_a_corrected_source_makes_the_pages_new(cast: Cast) -> None:
    figurefile.load(FILE)
    before = Plan.objects.get(pk=cast.plan.pk).version
    assert figurefile.load(edited("title: 公告", "title: 通告")).steps == 0
    assert MilestoneStep.objects.get().source.title == "通告"
    assert Plan.objects.get(pk=cast.plan.pk).version == before + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        pytest.param("milestone: lab", "milestone: wu", "E-REF", "line 9, steps[0].milestone", id="unknown milestone"),
        pytest.param("shu-plan", "yue-plan", "E-REF", "line 9, steps[0].milestone", id="unknown plan"),
        pytest.param("source: bulletin", "source: hearsay", "E-REF", "line 14, steps[0].source", id="unknown source"),
        pytest.param("stage: done", "stage: soon", "E-PARAM", "line 10, steps[0].stage", id="unknown stage"),
        pytest.param("    stage: done\n", "", "E-FILE-MISSING", "line 8, steps[0]", id="no stage"),
        pytest.param("wording: 建成。", "wording: ''", "E-PARAM", "line 12, steps[0].wording", id="no words"),
        pytest.param("'2023-03'", "'2023-13'", "E-DATE", "line 11, steps[0].dated", id="thirteenth month"),
        pytest.param("'2023-03'", TOMORROW, "E-DATE-RANGE", "line 11, steps[0].dated", id="in the future"),
        pytest.param("'2023-03'", "2020-12-31", "E-DATE-RANGE", "line 11, steps[0].dated", id="before the plan"),
        pytest.param("'2023-03'", "'2020'", "E-DATE-RANGE", "line 11, steps[0].dated", id="year before the plan"),
        pytest.param("https://example", "javascript:example", "E-PARAM", "line 6, sources[0].url", id="no web address"),
    ],
)  # fmt: skip
def test_a_wrong_step_is_refused_with_its_place(old: str, new: str, code: str, place: str) -> None:
    assert refused(edited(old, new)) == [(code, place)]
    assert not MilestoneStep.objects.exists()


def test_the_base_year_itself_is_in_time() -> None:
    assert figurefile.load(edited("'2023-03'", "'2021'")).steps == 1


def test_one_file_tells_one_step_of_a_milestone_and_date() -> None:
    second = FILE[FILE.index("  - plan:") :].replace("建成。", "竣工。")
    assert refused(FILE + second) == [("E-DUP", "line 15, steps[1]")]
    assert figurefile.load(FILE + second.replace("2023-03", "2023-04")).steps == 2


def test_a_wrong_date_says_between_which_days_it_may_lie() -> None:
    with pytest.raises(ProblemsFound) as found:
        figurefile.load(edited("'2023-03'", "'2020'"))
    (problem,) = found.value.problems
    today = timezone.localdate()
    assert problem.zh == f"日期应在 2021-01-01 至 {today} 之间"
    assert problem.en == f"The date must lie between 2021-01-01 and {today}"


def test_nothing_is_recorded_when_a_figure_is_wrong() -> None:
    figures = "figures:\n  - measure: wealth\n    area: an\n    year: 2022\n    value: 1\n"
    more = "    vintage: annual\n    source: bulletin\n"
    assert refused(FILE.replace("steps:\n", f"{figures}{more}steps:\n")) == [
        ("E-REF", "line 8, figures[0].measure")
    ]
    assert not MilestoneStep.objects.exists()
