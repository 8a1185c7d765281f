"""A file of figures is recorded as a whole or refused as a whole, with every error and its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from areas.problems import ProblemsFound
from indicators import figurefile
from indicators.models import Actual, Baseline, DueFigure, DueIndicator, Source, Target
from tests.figures.cast import Cast

SOURCES = """\
sources:
  - key: bulletin
    title: 统计公报
    publisher: 统计局
    dated: '2023-03-22'
"""
FIGURE = """\
  - measure: revenue
    area: an
    year: 2022
    value: 120.5
    vintage: annual
    source: bulletin
"""
BASELINE = """\
  - plan: shu-plan
    indicator: firms
    area: shu
    year: 2021
    value: 98
    source: bulletin
"""


def written(figure: str = FIGURE, sources: str = SOURCES) -> str:
    return f"{sources}figures:\n{figure}"


def with_line(old: str, new: str) -> str:
    text = written()
    assert old in text
    return text.replace(old, new)


def more(figure: str, **lines: str) -> str:
    return figure + "".join(f"    {name}: {value}\n" for name, value in lines.items())


def loaded_step(unit: str, value: str) -> tuple[Decimal | None, Decimal]:
    figurefile.load(written(more(FIGURE.replace("120.5", value), unit=unit)))
    row = Actual.objects.get()
    return row.value, row.step


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsFound) as found:
        figurefile.load(text)
    return [(problem.code, problem.place) for problem in found.value.problems]


# --- What is recorded -------------------------------------------------------------------


def test_a_figure_is_recorded_with_its_source(cast: Cast) -> None:
    assert figurefile.load(written()).added == 1
    row = cast.said("an", "revenue", 2022)[0]
    assert (row.value, row.vintage, row.origin) == (Decimal("120.5"), "annual", "published")
    assert str(row.source) == "统计局《统计公报》（2023-03-22）"


def test_loading_twice_adds_nothing_and_leaves_nothing_to_recompute(cast: Cast) -> None:
    text = f"{written()}baselines:\n{BASELINE}goals:\n{BASELINE}"
    first = figurefile.load(text)
    for due in (DueFigure, DueIndicator):
        due._default_manager.all().delete()
    again = figurefile.load(text)
    assert (first.added, first.unchanged, first.beside) == (1, 0, 2)
    assert (again.added, again.unchanged, again.beside) == (0, 1, 0)
    assert not DueFigure.objects.exists()
    assert not DueIndicator.objects.exists()


def test_a_verified_baseline_is_kept_beside_the_printed_one(cast: Cast) -> None:
    figurefile.load(f"{SOURCES}baselines:\n{BASELINE}")
    rows = Baseline.objects.filter(indicator__code="firms", area__code="shu")
    assert {row.kind: row.value for row in rows} == {"printed": 100, "verified": 98}
    assert DueIndicator.objects.filter(indicator__plan=cast.plan).exists()


def test_a_yearly_goal_is_a_mark_beside_the_plan_s_own_target(cast: Cast) -> None:
    figurefile.load(f"{SOURCES}goals:\n{BASELINE}")
    goal = Target.objects.get(kind="annual_goal")
    assert (goal.year, goal.value, goal.document) == (2021, 98, "统计公报")
    assert Target.objects.filter(indicator__code="firms", kind="plan").count() == 1


@pytest.mark.parametrize(
    ("unit", "value", "kept", "step"),
    [
        pytest.param("亿元", "120.50", "120.5", "0.01", id="its own: the last printed digit"),
        pytest.param("万元", "1205000", "120.5", "0.0001", id="ten-thousandth part"),
        pytest.param("元", "100", "0.000001", "0.000001", id="a step too fine is widened"),
    ],
)
def test_a_printed_unit_is_converted_exactly(
    cast: Cast, unit: str, value: str, kept: str, step: str
) -> None:
    assert loaded_step(unit, value) == (Decimal(kept), Decimal(step))


@pytest.mark.parametrize("mark", ["na", "none", "tiny", "pending"])
def test_a_mark_stands_where_there_is_no_value(cast: Cast, mark: str) -> None:
    figurefile.load(with_line("value: 120.5", f"mark: {mark}"))
    row = Actual.objects.get()
    assert (row.value, row.mark, row.step) == (None, mark, 0)


def test_a_full_count_is_exact(cast: Cast) -> None:
    figurefile.load(written(FIGURE.replace("revenue", "firms").replace("120.5", "120")))
    assert Actual.objects.get().step == 0


# --- What is refused --------------------------------------------------------------------

SECOND = SOURCES.replace("sources:\n", "")
FIRST = "line 7, figures[0]"

BAD = [
    pytest.param("measure: revenue", "measure: wealth", "E-REF", ".measure", id="measure"),
    pytest.param("area: an", "area: atlantis", "E-REF", ".area", id="area"),
    pytest.param("source: bulletin", "source: hearsay", "E-REF", ".source", id="source"),
    pytest.param("value: 120.5", "value: 120.5\n    unit: 石", "E-UNIT", ".unit", id="unknown unit"),
    pytest.param("value: 120.5", "value: 5\n    unit: 家", "E-UNIT", ".unit", id="unit of another kind"),
    pytest.param("value: 120.5", "value: NaN", "E-NUM-FINITE", ".value", id="NaN"),
    pytest.param("value: 120.5", "value: .inf", "E-NUM-FINITE", ".value", id="infinity"),
    pytest.param("value: 120.5", "value: 1e309", "E-NUM-FINITE", ".value", id="1e309"),
    pytest.param("value: 120.5", "value: 1e3", "E-NUM-FORMAT", ".value", id="exponent"),
    pytest.param("value: 120.5", "value: 1,205", "E-NUM-FORMAT", ".value", id="thousands"),
    pytest.param("value: 120.5", "value: 1.2万", "E-NUM-FORMAT", ".value", id="万"),
    pytest.param("value: 120.5", "value: ''", "E-NUM-FORMAT", ".value", id="empty text"),
    pytest.param("value: 120.5", "value: 0.1234567", "E-NUM-SCALE", ".value", id="7 decimals"),
    pytest.param("value: 120.5", "value: 1\n    unit: 元", "E-NUM-SCALE", ".value", id="8 in its unit"),
    pytest.param("value: 120.5", "value: 1234567890123", "E-NUM-PRECISION", ".value", id="13 digits"),
    pytest.param("value: 120.5", "value: 1\n    step: -1", "E-PARAM", ".step", id="negative step"),
    pytest.param("value: 120.5", "value: 1\n    mark: na", "E-PARAM", "", id="value and mark"),
    pytest.param("    value: 120.5\n", "", "E-PARAM", "", id="neither value nor mark"),
    pytest.param("value: 120.5", "mark: lost", "E-PARAM", ".mark", id="unknown mark"),
    pytest.param("year: 2022", "year: 22", "E-NUM-RANGE", ".year", id="year"),
    pytest.param("year: 2022", "year: 2022\n    as_at: 2021-06-30", "E-DATE", ".as_at", id="as_at in another year"),
    pytest.param("year: 2022", "year: 2022\n    as_at: 2022-02-30", "E-DATE", ".as_at", id="30 February"),
    pytest.param("vintage: annual", "vintage: vintage", "E-PARAM", ".vintage", id="vintage"),
    pytest.param("vintage: annual", "vintage: annual\n    origin: demo", "E-PARAM", ".origin", id="origin"),
    pytest.param("vintage: annual", "vintage: annual\n    exactness: about", "E-PARAM", ".exactness", id="exactness"),
    pytest.param("vintage: annual", "vintage: annual\n    colour: red", "E-FILE-UNKNOWN", ".colour", id="unknown key"),
    pytest.param("    year: 2022\n", "", "E-FILE-MISSING", "", id="no year"),
    pytest.param("year: 2022", "year: 2022\n    note: \"a\\u202eb\"", "E-TXT-CONTROL", ".note", id="control character"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "code", "place"), BAD)
def test_a_wrong_figure_is_refused_with_its_place(
    cast: Cast, good: str, bad: str, code: str, place: str
) -> None:
    ((found, where),) = refused(with_line(good, bad))
    assert found == code
    line, _, path = where.partition(", ")
    assert path == f"figures[0]{place}"
    written_there = with_line(good, bad).splitlines()[int(line.removeprefix("line ")) - 1]
    assert written_there.strip(" -").startswith(place.removeprefix(".") or "measure")
    assert not Actual.objects.exists()


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param("", "E-FILE-EMPTY", "file", id="empty"),
        pytest.param("sources: [", "E-FILE-CORRUPT", "line 1", id="broken YAML"),
        pytest.param("- 1", "E-FILE-CORRUPT", "line 1", id="a list"),
        pytest.param("figures: []", "E-FILE-MISSING", "file", id="no sources"),
        pytest.param(f"{SOURCES}rumours: []", "E-FILE-UNKNOWN", "line 6, rumours", id="section"),
        pytest.param(SOURCES + SECOND, "E-DUP", "line 6, sources[1].key", id="source twice"),
        pytest.param(
            SOURCES.replace("2023-03-22", "2023-02-30"), "E-DATE", "line 5, sources[0].dated",
            id="source of 30 February",
        ),
        pytest.param(
            SOURCES.replace("2023-03-22", "2023-13"), "E-DATE", "line 5, sources[0].dated",
            id="source of a thirteenth month",
        ),
        pytest.param(
            SOURCES.replace("2023-03-22", "22.3.2023"), "E-DATE", "line 5, sources[0].dated",
            id="source dated otherwise",
        ),
        pytest.param(
            f"{SOURCES}baselines:\n{BASELINE.replace('firms', 'wealth')}",
            "E-REF", "line 8, baselines[0].indicator", id="baseline of no indicator",
        ),
        pytest.param(
            f"{SOURCES}goals:\n{BASELINE.replace('shu-plan', 'yue-plan')}",
            "E-REF", "line 8, goals[0].indicator", id="goal of no plan",
        ),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(
    cast: Cast, text: str, code: str, place: str
) -> None:
    assert refused(text) == [(code, place)]
    assert not Source.objects.exists()


def test_a_value_too_large_in_its_own_unit_is_refused(cast: Cast) -> None:
    figure = FIGURE.replace("revenue", "firms").replace("120.5", "999999999999")
    assert refused(written(more(figure, unit="万家"))) == [
        ("E-NUM-PRECISION", "line 10, figures[0].value")
    ]


def test_one_source_says_one_thing_about_a_cell(cast: Cast) -> None:
    """Read again and again, two statements would each look like a correction of the other."""
    other = FIGURE.replace("120.5", "121")
    assert refused(written(FIGURE + other)) == [("E-DUP", "line 13, figures[1]")]
    assert figurefile.load(written(FIGURE + more(other, as_at="2022-06-30"))).added == 2


def test_every_error_is_reported_at_once_and_nothing_is_recorded(cast: Cast) -> None:
    unreadable = FIGURE.replace("120.5", "NaN")
    unknown = FIGURE.replace("measure: revenue", "measure: wealth").replace("area: an", "area: x")
    assert refused(written(FIGURE + unreadable + unknown)) == [
        ("E-NUM-FINITE", "line 16, figures[1].value"),
        ("E-REF", "line 19, figures[2].measure"),
        ("E-REF", "line 20, figures[2].area"),
    ]
    assert not Actual.objects.exists()
    assert not DueFigure.objects.exists()


# --- The command ------------------------------------------------------------------------


def test_the_command_says_what_it_did(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.yaml"
    file.write_text(written(), encoding="utf-8")
    for said in (
        "1 figures recorded, 0 already on record, 0 baselines, goals and breaks changed, 0 steps recorded\n",
        "0 figures recorded, 1 already on record, 0 baselines, goals and breaks changed, 0 steps recorded\n",
    ):
        call_command("load_figures", str(file))
        assert capsys.readouterr().out == said


def test_the_command_names_file_line_and_remedy_of_every_error(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "figures.yaml"
    file.write_text(written(FIGURE.replace("120.5", "1e309") * 2), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("load_figures", str(file))
    first, second, last = str(refusal.value).splitlines()
    assert first.startswith(f"{file}: line 10, figures[0].value: E-NUM-FINITE 数值过大")
    assert second.startswith(f"{file}: line 16, figures[1].value: E-NUM-FINITE")
    assert last == "2 errors; nothing was recorded"


def test_a_source_refused_for_its_date_is_not_called_unknown_as_well(cast: Cast) -> None:
    text = written(sources=SOURCES.replace("2023-03-22", "2023-13"))
    assert refused(text) == [("E-DATE", "line 5, sources[0].dated")]


def test_a_file_that_is_not_there_is_named(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_figures", str(tmp_path / "none.yaml"))
