"""fixtures/sichuan-htp-14fyp.yaml is complete: every chapter of the printed plan is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from areas.entries import Entry
from indicators.progress import Rule
from plan_tracker.planfile import PlanFile
from tests.planfile.conftest import FILE

pytestmark = pytest.mark.django_db


def test_export_prints_the_very_file(printed: str) -> None:
    assert printed == FILE.read_text(encoding="utf-8")


def test_the_plan_says_who_issued_it_when_and_for_which_years(shipped: PlanFile) -> None:
    found = shipped.plan
    assert found.title == "四川省“十四五”高新技术产业发展规划（2021—2025年）"
    assert (found.issuer, f"{found.issued_on}") == ("四川省科学技术厅", "2022-10-17")
    assert (found.base_year, found.target_year, found.area) == (2021, 2025, "510000")


def parts(node: object) -> Iterator[Entry]:
    """Every entry within `node`."""
    if isinstance(node, Entry):
        yield node
        for name in type(node).model_fields:
            yield from parts(getattr(node, name))
    elif isinstance(node, list):
        for part in node:
            yield from parts(part)


def test_every_entry_has_its_place_in_the_text(shipped: PlanFile) -> None:
    """Those without one belong to an entry that has it; a unit, a zone and a check are no part of the text."""
    without = {type(part).__name__ for part in parts(shipped) if not getattr(part, "place", None)}
    assert without == {
        *("PlanFile", "ThresholdsEntry", "RatioEntry", "ProducerEntry", "UnitEntry", "ZoneEntry"),
        *("FunctionEntry", "PointEntry", "CheckEntry"),
    }


def test_every_name_is_also_english(shipped: PlanFile) -> None:
    english = [
        str(getattr(part, "name_en", "")) for part in parts(shipped) if hasattr(part, "name")
    ]
    assert len(english) > 300
    chinese = re.compile("[\u4e00-\u9fff]")
    assert [name for name in english if not name or chinese.search(name)] == []


FIELDS = {
    "电子信息": "集成电路 新型显示 信息安全 新一代网络 先进计算 软件与信息服务 量子科技",
    "航空航天": "航空与燃机 民用航空 特种通用飞机及无人机",
    "装备制造": "轨道交通 智能装备 新能源与智能汽车",
    "先进材料": "先进基础材料 关键战略材料 前沿新材料 钒钛稀土材料",
    "绿色低碳": "清洁能源 绿色化工 节能环保 智能电网",
    "生物医药": "重大疾病防控疫苗 生物药 化学药 特色中药和民族药 高端医疗器械及设备",
    "资源环保": "固体废物的处理与综合利用 资源高效开发与综合利用 清洁生产与循环经济 大气污染控制 水污染控制",
    "科技服务": "研发设计服务 信息资源服务 电子商务服务 文化科技融合 科技金融服务 科技推广服务 检验检测服务",
    "技改升级": "传统产业制造装备及产品智能化升级 传统产业设计生产流程数智化升级 传统产业绿色改造升级",
    "数字经济": "大数据 物联网 新一代人工智能 扩展现实 区块链",
}


def test_ten_domains_with_their_46_fields(shipped: PlanFile) -> None:
    listed = {domain.name: [field.name for field in domain.fields] for domain in shipped.domains}
    assert listed == {name: fields.split() for name, fields in FIELDS.items()}
    assert [domain.no for domain in shipped.domains] == list(range(1, 11))
    assert sum(map(len, listed.values())) == 46


def test_domains_and_fields_name_their_chapter(shipped: PlanFile) -> None:
    chapters = "一二三四五六七八九十"
    for domain in shipped.domains:
        chapter = f"三、（{chapters[domain.no - 1]}）"
        assert domain.place == chapter
        assert [f.place for f in domain.fields] == [f"{chapter}{f.no}" for f in domain.fields]


def test_eight_domains_have_a_box_and_two_have_none(shipped: PlanFile) -> None:
    boxes = {d.special.no: d.special.name for d in shipped.domains if d.special}
    assert boxes == {
        1: "电子信息技术",
        2: "航空航天技术",
        3: "装备制造技术",
        4: "先进材料技术",
        5: "绿色低碳技术",
        6: "生物医药技术",
        7: "科技服务",
        8: "数字经济",
    }
    assert [d.name for d in shipped.domains if d.special is None] == ["资源环保", "技改升级"]


def test_seven_fields_have_no_text_and_none_is_invented(shipped: PlanFile) -> None:
    missing = [f for domain in shipped.domains for f in domain.fields if f.text_missing]
    assert [field.name for field in missing] == [
        *("新一代网络", "量子科技", "生物药", "物联网", "新一代人工智能", "扩展现实", "区块链")
    ]
    assert {field.summary for field in missing} == {""}


def test_three_key_regions(shipped: PlanFile) -> None:
    assert [(r.no, r.name, r.place) for r in shipped.key_regions] == [
        (1, "西部（成都）科学城", "四、（一）"),
        (2, "中国（绵阳）科技城", "四、（二）"),
        (3, "高新区“双提双升”", "四、（三）"),
    ]
    kinds = {area.code: area.kind for area in shipped.areas}
    assert {kinds[region.area] for region in shipped.key_regions} == {"key_region"}
    assert all(region.functions for region in shipped.key_regions)


def test_six_zones_are_candidates_for_the_national_level(shipped: PlanFile) -> None:
    names = {milestone.code: milestone.name for milestone in shipped.milestones}
    upgrades = [names[code] for code in shipped.key_regions[2].milestones]
    candidates = ["资阳", "宜宾", "遂宁", "南充", "眉山", "达州"]
    assert upgrades == [f"{city}高新区创建国家高新区" for city in candidates]
    levels = {zone.area: zone.level for zone in shipped.zones}
    areas = {m.area for m in shipped.milestones if m.kind == "zone_upgrade"}
    assert {levels[area or ""] for area in areas} == {"provincial"}


QUOTAS: dict[str, list[tuple[str, str, str]]] = {
    "基础研究能力提升": [("2000", "项", "yearly")],
    "关键核心技术攻关": [("200", "项", "yearly")],
    "企业创新主体培育": [
        ("1500", "家", "yearly"),
        ("15000", "家", "yearly"),
        ("50", "家", "yearly"),
    ],
    "军民科技协同创新": [("50", "项", "yearly")],
    "制造强省科技支撑": [],
    "科技创新平台建设": [("50", "家", "yearly")],
    "创新人才队伍培育": [
        ("200", "名", "cumulative"),
        ("100", "名", "cumulative"),
        ("300", "名", "cumulative"),
        ("1000", "名", "cumulative"),
    ],
}


def test_seven_tasks_with_every_quota(shipped: PlanFile) -> None:
    known = {indicator.code: indicator for indicator in shipped.indicators}
    found: dict[str, list[Any]] = {}
    for task in shipped.key_tasks:
        judged = [known[quota.indicator] for quota in task.quotas]
        found[task.name] = [(f"{i.targets[0].value}", i.unit, i.rule) for i in judged]
    assert found == QUOTAS
    assert [task.no for task in shipped.key_tasks] == list(range(1, 8))


def test_yearly_quotas_run_four_years_and_the_others_the_whole_period(shipped: PlanFile) -> None:
    years = {(i.rule, i.first_year, i.last_year) for i in shipped.indicators if i.group == "quota"}
    assert years == {(Rule.YEARLY, 2022, 2025), (Rule.CUMULATIVE, 2021, 2025)}


PLATFORMS = {
    4: """
        国家科技创新汇智平台 中国（绵阳）科技城先进技术研究院 国防工业科技成果区域转化中心
        银河596特色产业园区 核技术产业基地
        """,
    5: """
        国家科技创新汇智平台 国家川藏铁路技术创新中心 国家高端航空装备技术创新中心
        天府永兴实验室 天府兴隆湖实验室 天府锦城实验室
        """,
    6: """
        国家川藏铁路技术创新中心 国家高端航空装备技术创新中心 国家网络安全技术创新中心
        精准医学产业创新中心 工业云制造创新中心
        """,
}


@pytest.mark.parametrize("task", PLATFORMS)
def test_platforms_named_in_a_task_are_its_milestones(shipped: PlanFile, task: int) -> None:
    names = {milestone.code: milestone.name for milestone in shipped.milestones}
    found = [names[code] for code in shipped.key_tasks[task - 1].milestones]
    assert found == PLATFORMS[task].split()


def test_nine_special_projects_are_milestones_of_their_domains(shipped: PlanFile) -> None:
    special = {m.code for m in shipped.milestones if m.kind == "special_project"}
    named = [code for domain in shipped.domains for code in domain.milestones if code in special]
    assert len(special) == 9
    assert sorted(named) == sorted(special)


def test_four_safeguards(shipped: PlanFile) -> None:
    assert [(s.no, s.name, s.place) for s in shipped.safeguards] == [
        (1, "加强政策引导", "六、（一）"),
        (2, "强化人才支撑", "六、（二）"),
        (3, "深化开放合作", "六、（三）"),
        (4, "营造良好环境", "六、（四）"),
    ]
    assert all(safeguard.points for safeguard in shipped.safeguards)


def test_where_the_province_stood_in_2021(shipped: PlanFile) -> None:
    facts = {fact.code: f"{fact.exactness}{fact.value}{fact.unit}" for fact in shipped.facts}
    assert facts == {
        "innovative-products": ">200个",
        "new-breeds": ">500个",
        "national-key-labs": "=16个",
        "provincial-key-labs": "=134个",
        "national-engineering-centres": "=23个",
        "joint-engineering-centres": "=44个",
        "provincial-engineering-centres": "=565个",
        "demonstration-base-alliance": "=46个",
        "incubators": ">1100家",
        "service-clusters": "=13个",
        "service-enterprises": "=1402家",
        "service-revenue": "=3460亿元",
        "hightech-zones": "=27家",
        "national-hightech-zones": "=8家",
        "zone-revenue": "≈30400亿元",
        "zone-revenue-growth": "=22.13%",
        "chengdu-zone-revenue": "≈10600亿元",
        "hnte": "=10247家",
        "tech-sme": "=14817家",
        "gazelle": "=152家",
        "ht-revenue": ">23000亿元",
    }


@pytest.mark.parametrize(
    ("code", "indicator", "said"),
    [
        ("share-definition", "ht_revenue_share", "67747亿元"),
        ("basic-rd-baseline", "basic_rd_share", "4.8%"),
        ("gazelle-arithmetic", "gazelle_count", "352家"),
    ],
)
def test_contradictions_of_the_text_stay_visible(
    shipped: PlanFile, code: str, indicator: str, said: str
) -> None:
    note = next(note for note in shipped.notes if note.code == code)
    assert (note.kind, note.indicator) == ("contradiction", indicator)
    assert said in note.text


@pytest.mark.parametrize(
    "code",
    [
        *("base-year", "units-inferred", "operators", "aspirational-scope", "expectational"),
        *("no-city-targets", "gazelle-basis", "recognised-not-net", "sme-same-number"),
        *("service-scope", "high-tech-scope", "missing-fields", "specials", "zone-list"),
    ],
)
def test_gaps_and_readings_of_the_text_are_noted(shipped: PlanFile, code: str) -> None:
    assert code in {note.code for note in shipped.notes if note.kind != "contradiction"}


MEASURES = {
    "六、（一）": "创新生态建设政策 技术创新策源地政策 加大研发投入政策 绩效评价政策",
    "六、（二）": "人才需求预测 学科专业结构 评价激励制度 服务保障体系",
    "六、（三）": "西部（成都）科学城 产业示范区 高新区发展联盟 资源共享",
    "六、（四）": "科研诚信建设 科技监督体系 科技伦理 科技奖励制度 风险防范机制 “放管服”改革 科普能力",
}


def test_every_safeguard_lists_the_measures_its_text_promises(shipped: PlanFile) -> None:
    milestones = {milestone.code: milestone for milestone in shipped.milestones}
    listed = [
        [milestones[code] for code in safeguard.milestones] for safeguard in shipped.safeguards
    ]
    for safeguard, measures in zip(shipped.safeguards, listed, strict=True):
        assert {(each.kind, each.place) for each in measures} == {("measure", safeguard.place)}
        for measure, words in zip(measures, MEASURES[safeguard.place].split(), strict=True):
            assert measure.name.endswith(words)
    kinds = [milestone.kind for milestone in shipped.milestones]
    assert kinds.count("measure") == sum(map(len, listed))


def test_the_science_city_is_one_item_of_its_region_and_of_its_safeguard(
    shipped: PlanFile,
) -> None:
    region = shipped.key_regions[0]
    assert set(region.milestones) < set(shipped.safeguards[2].milestones)
    (code,) = region.milestones
    (area,) = (milestone.area for milestone in shipped.milestones if milestone.code == code)
    assert area == region.area
