"""What a file must not say of targets, of their sharing out and of an earlier plan."""

from __future__ import annotations

import pytest

from areas.problems import Problem, ProblemsFound
from plan_tracker import planfile
from tests.planfile.plans import edited, line_of, nothing_is_stored, stored
from tests.plans.stage import GENG, NEXT

pytestmark = pytest.mark.django_db

INCREASE = "        given_as: increase\n        wording: 比2020年增加500家\n"
XIN = "        value: 300\n        given_as: increase\n"
FALL = "        value: 20\n        given_as: decrease\n"
SHARE = "        value: 12\n        wording: 辛市每年12项以上\n"
NOTE = GENG[GENG.index("notes:\n") : GENG.index("domains:\n")]
GUI_FIRMS = GENG[GENG.index("      - year: 2025\n        value: 100\n        given_as: increase\n        wording: 癸市") : GENG.index("  - code: energy\n")]  # fmt: skip


def found_in(text: str) -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(text)
    return caught.value.problems


def case(name: str, code: str, place: str, at: str, *edits: str) -> object:
    """`edits` alternate between what stands in the plan and what replaces it."""
    text = edited(*zip(edits[::2], edits[1::2], strict=True), text=GENG)
    return pytest.param(text, code, f"line {line_of(at, text)}, {place}", id=name)


KINDS = [
    case("a change of a quota", "E-RULE", "indicators[15].targets[0].given_as", "        given_as: increase\n        wording: 每年实施", "        value: 20\n        wording: 每年实施", "        value: 20\n        given_as: increase\n        wording: 每年实施"),
    case("a change without the area's baseline", "E-RULE", "indicators[0].targets[1].given_as", XIN.split("\n")[1] + "\n        wording: 辛市增加", "      - year: 2020\n        value: 600\n        area: xin\n        place: 表1\n", ""),
    case("a percentage of nothing", "E-RULE", "indicators[1].targets[0].given_as", "        given_as: cumulative_reduction\n        wording: 五年累计下降13.5%", "        value: 0.5\n", "        value: 0\n"),
    case("a fall with an upper end", "E-RULE", "indicators[9].targets[0].upper", "        upper: 30", FALL, "        value: 20\n        upper: 30\n        given_as: decrease\n"),
    case("two kinds in one area", "E-RULE", "indicators[8].targets", "    targets:\n      - year: 2022", "        value: 20\n        wording: 2025年20家", "        value: 10\n        given_as: increase\n        wording: 2025年20家"),
    case("relative and judged", "E-RULE", "indicators[7].targets[0].relative_to", "        relative_to: g_gdp_growth", "    rule: stated\n    measure: g_rd_growth", "    rule: maintain\n    measure: g_rd_growth", "        relative_to: g_gdp_growth\n", "        value: 2\n        relative_to: g_gdp_growth\n"),
    case("relative to what is not measured", "E-REF", "indicators[7].targets[0].relative_to", "        relative_to: nothing", "relative_to: g_gdp_growth", "relative_to: nothing"),
    case("steps on a straight path", "E-RULE", "indicators[8].targets", "    targets:\n      - year: 2022", "    path: stepped\n", ""),
    case("a stepped path without steps", "E-RULE", "indicators[12].path", "    path: stepped\n    measure: g_patents", "    path: compound\n", "    path: stepped\n"),
    case("a base year at odds with the baseline", "E-YEARS", "indicators[0].base_year", "    base_year: 2019", "    measure: g_firms\n", "    base_year: 2019\n    measure: g_firms\n"),
    case("a target not after its indicator's base year", "E-YEARS", "indicators[3].targets[0].year", "      - year: 2025\n        value: 6.5", "    base_year: 2021\n", "    base_year: 2025\n"),
    case("unknown form", "E-PARAM", "indicators[9].targets[0].given_as", "        given_as: halved", "given_as: decrease", "given_as: halved"),
]  # fmt: skip

SPLITS = [
    case("too little", "E-SPLIT", "indicators[0].targets[0]", "      - year: 2025\n        value: 500", XIN, XIN.replace("300", "299")),
    case("too much", "E-SPLIT", "indicators[0].targets[0]", "      - year: 2025\n        value: 500", XIN, XIN.replace("300", "301")),
    case("a place left out", "E-SPLIT", "indicators[0].targets[0]", "      - year: 2025\n        value: 500", GUI_FIRMS, ""),
    case("not enough", "E-SPLIT", "indicators[15].targets[0]", "      - year: 2025\n        value: 20\n        wording: 每年", SHARE, SHARE.replace("value: 12", "value: 8")),
    case("more than the whole, unexplained", "E-SPLIT", "indicators[16].targets[0]", "      - year: 2025\n        value: 200", NOTE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place"), [*KINDS, *SPLITS])
def test_is_refused_with_its_place_and_stores_nothing(text: str, code: str, place: str) -> None:
    assert [(problem.code, problem.place) for problem in found_in(text)] == [(code, place)]
    assert nothing_is_stored()


def test_the_reason_says_how_much_is_missing_and_what_to_do() -> None:
    (problem,) = found_in(edited((XIN, XIN.replace("300", "299")), text=GENG))
    assert problem.zh == (
        "分解目标与上级目标不一致：2025年3个地区目标合计1499家，应等于“geng”的1500家。"
        "如规划原文即如此，请在 notes 中以 kind: split 说明"
    )
    assert problem.en.startswith(
        "The targets do not add up: the 2025 targets of 3 places come to 1499 家, "
        "and should equal the 1500 家 of 'geng'."
    )


def with_the_east(increase: str) -> str:
    """东部, made of 辛 and 壬, has a target of its own: 1200 are its cities' 900 and 300."""
    base = "      - year: 2020\n        value: 800\n        area: geng-east\n        place: 表1\n"
    target = GUI_FIRMS.replace("area: gui", "area: geng-east").replace("100", increase, 1)
    targets = "    targets:\n      - year: 2025\n        value: 500\n"
    return edited((targets, base + targets), (GUI_FIRMS, GUI_FIRMS + target), text=GENG)


def test_each_target_is_held_against_the_nearest_ones_below_it() -> None:
    planfile.load(with_the_east("400"))
    said = [problem.zh for problem in found_in(with_the_east("390"))]
    assert ["2025年2个地区目标合计1490家，应等于“geng”的1500家" in text for text in said] == [
        True,
        False,
    ]
    assert "2025年2个地区目标合计1200家，应等于“geng-east”的1190家" in said[1]


SAME = "    - earlier: firms\n      becomes: same\n"
REASON = "      reason: 自2025年起不再计入原料用能。\n"
FATES = [
    pytest.param("  plan: geng-145\n", "  plan: geng-135\n", [("E-REF", "succeeds.plan")], id="an earlier plan that is not stored"),
    pytest.param("  plan: geng-145\n", "  plan: geng-155\n", [("E-REF", "succeeds.plan")], id="itself"),
    pytest.param(SAME, "", [("E-UNMAPPED", "succeeds.indicators")], id="an indicator left unmapped"),
    pytest.param("earlier: firms", "earlier: forms", [("E-REF", "succeeds.indicators[0].earlier"), ("E-REF", "succeeds.indicators[0].indicator"), ("E-UNMAPPED", "succeeds.indicators")], id="an unknown indicator"),
    pytest.param("indicator: energy_net", "indicator: energy_new", [("E-REF", "succeeds.indicators[1].indicator")], id="an unknown heir"),
    pytest.param(SAME, SAME + SAME, [("E-DUP", "succeeds.indicators[1].earlier"), ("E-DUP", "succeeds.indicators[1].indicator")], id="one indicator twice"),
    pytest.param(REASON, "", [("E-FILE-MISSING", "succeeds.indicators[1]")], id="redefined without a reason"),
    pytest.param("    - earlier: reuse\n      becomes: dropped\n", "    - earlier: reuse\n      becomes: dropped\n      indicator: firms\n", [("E-RULE", "succeeds.indicators[4].indicator")], id="dropped with an heir"),
    pytest.param("becomes: redefined\n      indicator: energy_net", "becomes: same\n      indicator: firms", [("E-DUP", "succeeds.indicators[1].indicator"), ("E-RULE", "succeeds.indicators[1].becomes")], id="the same, though another series"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problems"), FATES)
def test_a_succession_is_refused_with_its_place(
    old: str, new: str, problems: list[tuple[str, str]]
) -> None:
    planfile.load(GENG)
    before = stored()
    found = [(p.code, p.place.partition(", ")[2]) for p in found_in(edited((old, new), text=NEXT))]
    assert sorted(found) == sorted(problems)
    assert stored() == before


def test_the_unmapped_are_named() -> None:
    planfile.load(GENG)
    (problem,) = found_in(edited((SAME, ""), text=NEXT))
    assert problem.zh == "上一规划的指标未说明去向：firms"


def test_a_plan_does_not_follow_one_that_follows_it() -> None:
    planfile.load(GENG)
    planfile.load(NEXT)
    codes = ("firms", "energy_net")
    fates = "".join(f"    - earlier: {code}\n      becomes: dropped\n" for code in codes)
    circle = f"\nsucceeds:\n  plan: geng-155\n  indicators:\n{fates}\nareas:"
    (problem,) = found_in(edited(("\nareas:", circle), text=GENG))
    assert (problem.code, problem.en.partition(": ")[2]) == (
        "E-CYCLE",
        "geng-145 → geng-155 → geng-145",
    )


def test_a_plan_follows_one_that_ends_before_it() -> None:
    planfile.load(GENG)
    text = edited(
        ("base_year: 2025", "base_year: 2020"),
        ("target_year: 2030", "target_year: 2025"),
        text=NEXT,
    )
    assert ("E-YEARS", "succeeds.plan") in [
        (p.code, p.place.partition(", ")[2]) for p in found_in(text)
    ]


def test_an_indicator_that_a_later_plan_maps_is_not_dropped() -> None:
    planfile.load(GENG)
    planfile.load(NEXT)
    heavy = GENG[GENG.index("  - code: heavy\n") : GENG.index("  - code: contracts\n")]
    (problem,) = found_in(edited((heavy, ""), text=GENG))
    assert (problem.code, problem.en) == (
        "E-PROTECTED",
        "In use by existing data and cannot be deleted or changed: indicator heavy",
    )
