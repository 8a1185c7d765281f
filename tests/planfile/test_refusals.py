"""What a plan file must not say: each fault with its code and its place, and nothing stored.

A case edits the small plan. `at` is the beginning of the line that is named in the
refusal; it stands once in the edited text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from areas.problems import ProblemsFound
from indicators.planfile.checks import TAKEN
from plan_tracker import planfile
from plan_tracker.urls import urlpatterns
from tests.planfile.plans import SMALL, edited, line_of, nothing_is_stored, stored

pytestmark = pytest.mark.django_db

MAKERS_BASELINE = "        value: 100\n        place: 表1第1行"
MAKERS_TARGET = "        value: 160\n"
YI_BASELINE = "      - year: 2022\n        value: 11\n"
YI_TARGET = "      - year: 2025\n        value: 14\n"
RANGE = "        value: 12\n        upper: 14\n"
LITERACY = "    rule: maintain\n"
YI_TILE = "    tile:\n      - 1\n      - 2\n"
DESIGN = "        name: 设计\n        name_en: Design\n        summary: 研究设计方法。\n"


@dataclass(frozen=True)
class Bad:
    edits: tuple[tuple[str, str], ...]
    code: str
    place: str
    at: str

    @property
    def text(self) -> str:
        return edited(*self.edits)

    @property
    def problem(self) -> tuple[str, str]:
        return self.code, f"line {line_of(self.at, self.text)}, {self.place}"


def bad(case: str, code: str, place: str, at: str, *edits: str) -> object:
    """`edits` alternate between what stands in the plan and what replaces it."""
    pairs = tuple(zip(edits[::2], edits[1::2], strict=True))
    return pytest.param(Bad(pairs, code, place, at), id=case)


def number(case: str, code: str, typed: str) -> object:
    """A target typed as `typed`."""
    place = "indicators[0].targets[0].value"
    at = f"        value: {typed}\n        wording: 达到160家"
    return bad(case, code, place, at, MAKERS_TARGET, f"        value: {typed}\n")


NUMBERS = [
    number("NaN", "E-NUM-FINITE", "NaN"),
    number("NaN as YAML writes it", "E-NUM-FINITE", ".nan"),
    number("infinity", "E-NUM-FINITE", ".inf"),
    number("minus infinity", "E-NUM-FINITE", "-.inf"),
    number("beyond any float", "E-NUM-FINITE", "1e309"),
    number("exponent", "E-NUM-FORMAT", "1e5"),
    number("underscores", "E-NUM-FORMAT", "1_000"),
    number("hexadecimal", "E-NUM-FORMAT", "0x1F"),
    number("full-width digits", "E-NUM-FORMAT", "１２３"),
    number("Arabic-Indic digits", "E-NUM-FORMAT", "٣٤"),
    number("thousands separators", "E-NUM-FORMAT", "16,000"),
    number("with its unit", "E-NUM-FORMAT", "160家"),
    number("a list", "E-NUM-FORMAT", "[160]"),
    number("13 digits before the point", "E-NUM-PRECISION", "1234567890123"),
    number("7 decimals", "E-NUM-SCALE", "0.1234567"),
    number("7 decimals that are zeros", "E-NUM-SCALE", "1.0000000"),
    bad("a name that another address has", "E-DUP", "plan.slug", "  slug: work", "slug: jia-plan", "slug: work"),
    bad("year in words", "E-NUM-FORMAT", "plan.base_year", "  base_year", "base_year: 2021", "base_year: 零"),
    bad("year with a point", "E-NUM-FORMAT", "plan.base_year", "  base_year", "base_year: 2021", "base_year: 2021.0"),
    bad("year out of range", "E-NUM-RANGE", "plan.base_year", "  base_year", "base_year: 2021", "base_year: 1500"),
    bad("negative order", "E-NUM-RANGE", "areas[2].order", "    order: -1", "order: 1\n", "order: -1\n"),
    bad("order no column holds", "E-NUM-RANGE", "areas[2].order", "    order: 9", "order: 1\n", "order: 99999999999\n"),
    bad("more decimals than are stored", "E-NUM-RANGE", "measures[2].decimals", "    decimals: 7", "decimals: 1\n    kind", "decimals: 7\n    kind"),
    bad("number no column holds", "E-NUM-RANGE", "key_tasks[0].no", "    'no': 40000", "    'no': 1\n    name: 企业培育", "    'no': 40000\n    name: 企业培育"),
]  # fmt: skip

SHAPES = [
    bad("unknown key", "E-FILE-UNKNOWN", "measures[0].colour", "    colour: red", "    scope: 年末有效数\n", "    scope: 年末有效数\n    colour: red\n"),
    bad("unknown section", "E-FILE-UNKNOWN", "chapters", "chapters:", "zones:\n", "chapters: []\n\nzones:\n"),
    bad("missing key", "E-FILE-MISSING", "measures[1]", "  - code: firms", "    collection: preset\n    place: 表1第2行分母\n", "    collection: preset\n"),
    bad("key left empty", "E-FILE-MISSING", "plan", "plan:", "issuer: 甲省科技厅", "issuer:"),
    bad("name of spaces", "E-PARAM", "plan.issuer", "  issuer: ' '", "issuer: 甲省科技厅", "issuer: ' '"),
    bad("name too long", "E-TXT-LENGTH", "plan.issuer", "  issuer: 厅", "issuer: 甲省科技厅", "issuer: " + "厅" * 201),
    bad("text too long", "E-TXT-LENGTH", "measures[0].scope", "    scope: 数", "scope: 年末有效数", "scope: " + "数" * 4001),
    bad("name of two lines", "E-TXT-CONTROL", "plan.issuer", '  issuer: "甲', "issuer: 甲省科技厅", 'issuer: "甲\\n乙"'),
    bad("escaped control character", "E-TXT-CONTROL", "plan.issuer", '  issuer: "甲', "issuer: 甲省科技厅", 'issuer: "甲\\0"'),
    bad("half a surrogate pair", "E-TXT-CONTROL", "plan.issuer", '  issuer: "甲', "issuer: 甲省科技厅", 'issuer: "甲\\ud800"'),
    bad("invisible character", "E-TXT-CONTROL", "plan.issuer", "  issuer: 甲", "issuer: 甲省科技厅", "issuer: 甲\u200b省"),
    bad("character that turns the text round", "E-TXT-CONTROL", "plan.issuer", "  issuer: 甲", "issuer: 甲省科技厅", "issuer: 甲\u202e省"),
    bad("control character in a key", "E-TXT-CONTROL", "measures[0]", '    "sc\\0ope"', "    scope: 年末有效数", '    scope: 年末有效数\n    "sc\\0ope": 无'),
    bad("key that is a list", "E-FILE-CORRUPT", "measures[0]", "    ? [a, b]", "    scope: 年末有效数", "    scope: 年末有效数\n    ? [a, b]\n    : c"),
    bad("key that stands twice", "E-DUP", "plan.issuer", "  issuer: 乙", "  issued_on:", "  issuer: 乙\n  issued_on:", "  issuer: 甲省科技厅\n", "  issuer: 甲省科技厅\n"),
    bad("code with capitals", "E-PARAM", "facts[0].code", "  - code: Makers", "code: makers-then", "code: Makers"),
    bad("stage of a milestone, which its steps alone tell", "E-FILE-UNKNOWN", "milestones[0].stage", "    stage: done", "    summary: 五年内建成。\n", "    summary: 五年内建成。\n    stage: done\n"),
    bad("unknown rule", "E-PARAM", "indicators[2].rule", "    rule: guess", "rule: maintain", "rule: guess"),
    bad("unknown path", "E-PARAM", "indicators[0].path", "    path: curved", "path: compound", "path: curved"),
    bad("unknown operator", "E-PARAM", "indicators[1].targets[0].operator", "        operator: '!'", "operator: '>'", "operator: '!'"),
    bad("neither true nor false", "E-PARAM", "domains[0].fields[1].text_missing", "        text_missing: maybe", "text_missing: true", "text_missing: maybe"),
    bad("day that does not exist", "E-DATE", "plan.issued_on", "  issued_on:", "issued_on: 2022-03-01", "issued_on: 2022-02-30"),
    bad("number for a day", "E-DATE", "plan.issued_on", "  issued_on:", "issued_on: 2022-03-01", "issued_on: 20220301"),
    bad("time for a day", "E-DATE", "plan.issued_on", "  issued_on:", "issued_on: 2022-03-01", "issued_on: 2022-03-01T08:00:00"),
    bad("approval in words", "E-PARAM", "zones[0].approved", "    approved:", "approved: 2018-07", "approved: 二〇一八年七月"),
    bad("section that is a word", "E-PARAM", "zones", "zones: 无", "zones:\n  - area: yi-zone\n    level: provincial\n    approved: 2018-07\n    certainty: verified\n", "zones: 无\n"),
    bad("measure without a producer", "E-PARAM", "measures[1].producers", "    producers: []", "    producers:\n      - name: 甲省统计局\n        name_en: Bureau of Statistics of Jia\n", "    producers: []\n"),
]  # fmt: skip

SECOND_NATION = "  - code: guo\n    kind: nation\n    name: 再\n    short_name: 再\n    name_en: Again\n    place: 录\n"

CODES = [
    bad("area twice", "E-DUP", "areas[1].code", "  - code: guo\n    kind: nation\n    name: 再", "  - code: jia\n", SECOND_NATION + "  - code: jia\n"),
    bad("two cities on one tile", "E-DUP", "areas[3].tile", "    tile: [1, 2]", "  - code: yi-zone\n    kind: zone", "  - code: ding\n    kind: city\n    name: 丁市\n    short_name: 丁\n    name_en: Ding\n    tile: [1, 2]\n    place: 名录\n  - code: yi-zone\n    kind: zone"),
    bad("tile without a row", "E-PARAM", "areas[2].tile", "    tile: [1]", YI_TILE, "    tile: [1]\n"),
    bad("tile left of the map", "E-NUM-RANGE", "areas[2].tile[0]", "    tile: [0, 2]", YI_TILE, "    tile: [0, 2]\n"),
    bad("unit twice", "E-DUP", "units[1].symbol", "  - symbol: 家\n    name_en: 10,000", "  - symbol: 万家\n    name_en: 10,000", "  - symbol: 家\n    name_en: 10,000", "    base: 家\n    times: 10000", "    base: 家\n    times: 1", "  - symbol: 家/万家\n    name_en: per", "  - symbol: 万家\n    name_en: wan\n    base: 家\n    times: 10000\n  - symbol: 家/万家\n    name_en: per"),
    bad("milestone twice", "E-DUP", "milestones[3].code", "  - code: lab\n    kind: coverage", "facts:\n", "  - code: lab\n    kind: coverage\n    name: 再\n    name_en: Again\n    place: 五\n\nfacts:\n"),
    bad("producer twice", "E-DUP", "measures[0].producers[1].name", "      - name: 甲省科技厅\n        name_en: Department of Industry", "name: 甲省经信厅", "name: 甲省科技厅"),
    bad("number of an indicator twice", "E-DUP", "indicators[1].no", "    'no': 1\n    group: headline\n    name: 每万", "    'no': 2\n    group", "    'no': 1\n    group"),
    bad("number of a field twice", "E-DUP", "domains[0].fields[1].no", "      - 'no': 1\n        name: 封装", "      - 'no': 2\n", "      - 'no': 1\n"),
    bad("baseline twice", "E-DUP", "indicators[1].baselines[1]", "      - year: 2022", "        value: 11\n        area: yi\n", "        value: 11\n"),
    bad("baseline twice, once by the plan's own area", "E-DUP", "indicators[1].baselines[1]", "      - year: 2022", "        value: 11\n        area: yi\n", "        value: 11\n        area: jia\n"),
    bad("target twice", "E-DUP", "indicators[1].targets[1]", YI_TARGET, "        area: yi\n        place: 附表\n  - code", "        area: jia\n        place: 附表\n  - code"),
    bad("quota twice", "E-DUP", "key_tasks[0].quotas[1].indicator", "      - indicator: q_makers\n        wording: 再", "\nsafeguards:", "      - indicator: q_makers\n        wording: 再\n        place: 五\n\nsafeguards:"),
    bad("milestone of a safeguard twice", "E-DUP", "safeguards[0].milestones[1]", "      - 'funds'", "    milestones:\n      - funds\n", "    milestones:\n      - funds\n      - 'funds'\n"),
    bad("link twice", "E-DUP", "domains[0].indicators[1]", "      - makers\n    milestones:\n      - lab\n    special", "      - maker_rate\n", "      - makers\n"),
]  # fmt: skip

REFERENCES = [
    bad("unknown unit of a measure", "E-UNIT", "measures[1].unit", "    unit: 斤", "    unit: 家\n    kind: stock\n    producers:\n      - name: 甲省统计局", "    unit: 斤\n    kind: stock\n    producers:\n      - name: 甲省统计局"),
    bad("unknown unit of a fact", "E-UNIT", "facts[0].unit", "    unit: 斤", "    exactness: '>'\n    unit: 家", "    exactness: '>'\n    unit: 斤"),
    bad("quotient of an unknown unit", "E-UNIT", "units[4].symbol", "  - symbol: 家/亩", "\nmeasures:", "  - symbol: 家/亩\n    name_en: per mu\n\nmeasures:"),
    bad("unknown area of the plan", "E-REF", "plan.area", "  area: wu", "  area: jia\n  base", "  area: wu\n  base"),
    bad("unknown parent", "E-REF", "areas[1].parent", "    parent: wu", "parent: guo", "parent: wu"),
    bad("unknown area of a target", "E-REF", "indicators[1].targets[1].area", "        area: wu", "        area: yi\n        place: 附表\n  - code", "        area: wu\n        place: 附表\n  - code"),
    bad("unknown area of a zone", "E-REF", "zones[0].area", "  - area: wu", "  - area: yi-zone", "  - area: wu"),
    bad("unknown area of a key region", "E-REF", "key_regions[0].area", "    area: wu", "    area: yi\n    place: 四", "    area: wu\n    place: 四"),
    bad("unknown measure", "E-REF", "indicators[2].measure", "    measure: wu", "measure: literacy", "measure: wu"),
    bad("unknown denominator", "E-REF", "indicators[1].ratio.denominator", "      denominator: wu", "denominator: firms", "denominator: wu"),
    bad("unknown indicator of a note", "E-REF", "notes[0].indicator", "    indicator: wu", "    indicator: makers\n", "    indicator: wu\n"),
    bad("unknown indicator of a domain", "E-REF", "domains[0].indicators[1]", "      - wu", "      - maker_rate\n", "      - wu\n"),
    bad("unknown milestone of a key region", "E-REF", "key_regions[0].milestones[0]", "      - wu", "      - upgrade\n", "      - wu\n"),
    bad("unknown milestone of a safeguard", "E-REF", "safeguards[0].milestones[0]", "      - wu", "    milestones:\n      - funds\n", "    milestones:\n      - wu\n"),
    bad("unknown indicator of a quota", "E-REF", "key_tasks[0].quotas[0].indicator", "      - indicator: wu", "indicator: q_makers", "indicator: wu"),
]  # fmt: skip

RULES = [
    bad("factor at odds with the units", "E-UNIT-FACTOR", "indicators[1].ratio.factor", "      factor: 100\n", "factor: 10000\n", "factor: 100\n"),
    bad("factor of zero", "E-UNIT-FACTOR", "indicators[1].ratio.factor", "      factor: 0\n", "factor: 10000\n", "factor: 0\n"),
    bad("unit that says nothing", "E-PARAM", "units[1]", "  - symbol: 万家", "times: 10000\n", "times: 0\n"),
    bad("unit of nothing", "E-FILE-MISSING", "units[1]", "  - symbol: 万家", "    base: 家\n    times: 10000\n", ""),
    bad("unit of a base without a number", "E-PARAM", "units[1]", "  - symbol: 万家", "    times: 10000\n", ""),
    bad("indicator in another unit than its measure", "E-RULE", "indicators[2].unit", "    unit: 家\n    decimals: 2\n    rule", "    unit: '%'\n    decimals: 2\n    rule", "    unit: 家\n    decimals: 2\n    rule"),
    bad("ratio that would be added up", "E-RULE", "indicators[1].measure", "    measure: maker_rate", "    decimals: 1\n    kind: stock\n    additive: false\n", "    decimals: 1\n    kind: stock\n"),
    bad("area that lies in itself", "E-CYCLE", "areas[2].parent", "    parent: yi\n    adds_to", "    parent: jia\n    adds_to", "    parent: yi\n    adds_to"),
    bad("zone that adds to a total", "E-RULE", "areas[3].adds_to", "    adds_to: yi", "    parent: yi\n", "    parent: yi\n    adds_to: yi\n"),
    bad("target year not after the plan's base year", "E-YEARS", "plan.target_year", "  target_year", "  target_year: 2025", "  target_year: 2021"),
    bad("target before the base year", "E-YEARS", "indicators[2].targets[0].year", "      - year: 2020", "      - year: 2025\n" + RANGE, "      - year: 2020\n" + RANGE),
    bad("target not after the area's own base year", "E-YEARS", "indicators[1].targets[1].year", "      - year: 2022\n        value: 14", YI_TARGET, "      - year: 2022\n        value: 14\n"),
    bad("target without a figure", "E-FILE-MISSING", "indicators[0].targets[0]", "      - year: 2025\n        wording: 达到160家", MAKERS_TARGET, ""),
    bad("upper end below the target", "E-PARAM", "indicators[2].targets[0].upper", "        upper: 11", RANGE, "        value: 12\n        upper: 11\n"),
    bad("compound path of a percentage", "E-RULE", "indicators[2].path", "    path: compound\n    measure: literacy", LITERACY, "    path: compound\n"),
    bad("compound path from nothing", "E-RULE", "indicators[0].path", "    path: compound", MAKERS_BASELINE, MAKERS_BASELINE.replace("100", "0")),
    bad("compound path below zero", "E-RULE", "indicators[0].path", "    path: compound", MAKERS_TARGET, "        value: -160\n"),
    bad("quota without its years", "E-FILE-MISSING", "indicators[3]", "  - code: q_makers", "    first_year: 2022\n    last_year: 2024\n", ""),
    bad("quota that ends before it begins", "E-YEARS", "indicators[3].last_year", "    last_year: 2021", "last_year: 2024", "last_year: 2021"),
    bad("quota on an indicator that is none", "E-RULE", "key_tasks[0].quotas[0].indicator", "      - indicator: literacy", "indicator: q_makers", "indicator: literacy"),
    bad("thresholds out of order", "E-PARAM", "plan.thresholds", "  thresholds:", "behind: 0.5", "behind: 0.95"),
    bad("thresholds that call half-way on schedule ahead", "E-PARAM", "plan.thresholds", "  thresholds:", "behind: 0.5", "ahead: 0.95"),
    bad("range of a falling target", "E-PARAM", "indicators[2].targets[0]", "      - year: 2025\n        operator: ≤", "      - year: 2025\n" + RANGE, "      - year: 2025\n        operator: ≤\n" + RANGE),
    bad("shrinking by more than there is", "E-PARAM", "indicators[2].targets[0]", "      - year: 2025\n        value: -100", LITERACY, "    rule: average_growth\n", "        value: 12\n        upper: 14\n", "        value: -100\n"),
    bad("field with a summary though its text is missing", "E-RULE", "domains[0].fields[0]", "      - 'no': 1\n        name: 设计", DESIGN, DESIGN + "        text_missing: true\n"),
    bad("field without a summary", "E-RULE", "domains[0].fields[0]", "      - 'no': 1\n        name: 设计", "        summary: 研究设计方法。\n", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", [*NUMBERS, *SHAPES, *CODES, *REFERENCES, *RULES])
def test_is_refused_with_its_place_and_stores_nothing(case: Bad) -> None:
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(case.text)
    assert [(p.code, p.place) for p in caught.value.problems] == [case.problem]
    assert nothing_is_stored()


MUTUAL = "    measure: makers\n    ratio:\n      numerator: maker_rate\n"
MUTUAL += "      denominator: firms\n      factor: 1\n    definition: 年末"
CIRCLES = {
    "areas": edited(("parent: guo\n", "parent: yi\n")),
    "ratios": edited(("numerator: makers", "numerator: maker_rate")),
}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param(
            CIRCLES["areas"],
            [("E-CYCLE", "areas[1].parent"), ("E-CYCLE", "areas[2].parent")],
            id="areas that lie in each other",
        ),
        pytest.param(
            CIRCLES["ratios"],
            [("E-CYCLE", "indicators[1].ratio"), ("E-UNIT-KIND", "indicators[1].ratio.factor")],
            id="ratio that is its own part",
        ),
    ],
)
def test_a_circle_is_refused_and_shown(text: str, problems: list[tuple[str, str]]) -> None:
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(text)
    found = [(p.code, p.place.partition(", ")[2]) for p in caught.value.problems]
    assert found == problems
    assert re.search(r"(\w+) → .*\1", caught.value.problems[0].en)


def test_two_ratios_that_are_each_others_part_are_both_named() -> None:
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(edited(("    measure: makers\n    definition: 年末", MUTUAL)))
    circles = [p.en.partition(": ")[2] for p in caught.value.problems if p.code == "E-CYCLE"]
    assert circles == ["makers → maker_rate → makers", "maker_rate → makers → maker_rate"]


def test_a_circle_that_closes_through_a_stored_area_is_refused() -> None:
    planfile.load(SMALL)
    text = edited(("parent: guo\n", "parent: yi-zone\n"), text=SMALL)
    middle = text[text.index("  - code: yi\n") : text.index("  - code: bing")]
    zones = text[text.index("zones:") : text.index("units:")]
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(edited((middle, ""), (zones, ""), text=text))
    assert ("E-CYCLE", "jia → yi-zone → yi → jia") in [
        (p.code, p.en.partition(": ")[2]) for p in caught.value.problems
    ]


ALL_OVER = (
    ("name: 乙市", "name: 乙城"),
    ("value: 15.50", "value: 15.60"),
    ("summary: 研制各类芯片。", "summary: 研制芯片。"),
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("\nsafeguards:", "\nsafeguards: [", id="broken YAML"),
        pytest.param(
            "summary: 加大支持力度。", "summery: 加大支持力度。", id="shape of the last entry"
        ),
        pytest.param("indicator: q_makers", "indicator: wu", id="reference"),
        pytest.param("rule: yearly", "rule: level", id="rule"),
    ],
)
def test_an_error_anywhere_leaves_the_stored_plan_as_it_was(old: str, new: str) -> None:
    planfile.load(SMALL)
    before = stored()
    with pytest.raises(ProblemsFound):
        planfile.load(edited(*ALL_OVER, (old, new)))
    assert stored() == before


def test_all_errors_are_reported_at_once_in_the_order_of_their_lines() -> None:
    """A number, a key written twice, a reference and a rule, each of another stage of reading."""
    text = edited(
        ("  issued_on:", "  issuer: 乙\n  issued_on:"),
        ("adds_to: jia", "adds_to: guo\n    height: 1"),
        (MAKERS_TARGET, "        value: NaN\n"),
        ("last_year: 2024", "last_year: 2021"),
        ("indicator: q_makers", "indicator: wu"),
        ("      - 'no': 2\n", "      - 'no': 1\n"),
    )
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(text)
    assert [(p.code, p.place.partition(", ")[2]) for p in caught.value.problems] == [
        ("E-DUP", "plan.issuer"),
        ("E-FILE-UNKNOWN", "areas[2].height"),
        ("E-NUM-FINITE", "indicators[0].targets[0].value"),
        ("E-YEARS", "indicators[3].last_year"),
        ("E-DUP", "domains[0].fields[1].no"),
        ("E-REF", "key_tasks[0].quotas[0].indicator"),
    ]
    lines = [problem.line for problem in caught.value.problems]
    assert lines == sorted(line for line in lines if line)


def test_what_names_a_faulty_entry_is_not_reported_besides() -> None:
    """The reader would look for a second fault where there is none."""
    text = edited(("    collection: preset\n    place: 表1第2行分母\n", "    collection: preset\n"))
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(text)
    assert [p.code for p in caught.value.problems] == ["E-FILE-MISSING"]


def test_no_plan_can_be_called_what_another_address_begins_with() -> None:
    firsts = {str(each.pattern).split("/")[0] for each in urlpatterns}
    assert {first for first in firsts if first and not first.startswith("<")} <= TAKEN
