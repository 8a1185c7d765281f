"""What a reader finds about the measures, projects and upgrades a plan promises."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from domains.models import Domain
from indicators import milestone_steps
from indicators.models import Milestone, Plan, Source
from regions.models import KeyRegion
from tasks.models import KeyTask, Safeguard

from .conftest import milestone
from .test_pages import read

UNKNOWN = "尚未掌握公开的落实情况。"


@pytest.fixture
def notice(db: None) -> Source:
    words = {"title": "办法", "publisher": "科技厅", "dated": "2023-02-06"}
    return Source.objects.create(key="notice", url="https://example.org/notice", **words)


def done(found: Milestone, notice: Source, **said: Any) -> None:
    """Say that it was done on a day in 2023, unless told otherwise."""
    usual = {"dated": "2023-02-06", "stage": "done", "wording": "印发办法。"}
    step = milestone_steps.Step(milestone_id=found.pk, source_id=notice.pk, **{**usual, **said})
    milestone_steps.record([step])


def about(page: str, found: Milestone) -> str:
    """The item of one milestone on a page."""
    return page[page.index(f'id="milestone-{found.code}"') :]


def test_a_measure_shows_its_stage_date_words_and_source(
    client: Client, safeguard: Safeguard, notice: Source
) -> None:
    fund = safeguard.milestones.get()
    done(fund, notice)
    item = about(read(client, "/htp/safeguards/"), fund)
    words = (
        "fund名",
        "#tick",
        "已落实",
        "2023年2月6日",
        "印发办法。",
        "科技厅《办法》（2023-02-06）",
    )
    places = [item.index(word) for word in words]
    assert places == sorted(places)
    assert 'href="https://example.org/notice"' in item
    assert UNKNOWN not in item


def test_a_measure_of_which_nothing_is_known_says_so(client: Client, safeguard: Safeguard) -> None:
    item = about(read(client, "/htp/safeguards/"), safeguard.milestones.get())
    assert "规划提出" in item
    assert UNKNOWN in item


def test_the_page_begins_with_how_many_measures_stand_where(
    client: Client, plan: Plan, safeguard: Safeguard, notice: Source
) -> None:
    started = milestone(plan, "park")
    safeguard.milestones.add(started)
    done(started, notice, stage="under_way")
    said = "规划共提出2项保障举措：推进中1项，尚未掌握公开的落实情况1项。"
    assert said in read(client, "/htp/safeguards/")


def test_a_safeguard_without_measures_says_so(client: Client, safeguard: Safeguard) -> None:
    safeguard.milestones.clear()
    page = read(client, "/htp/safeguards/")
    assert "规划没有为该项保障措施列出具体举措。" in page
    assert "规划共提出" not in page


def test_an_english_reader_has_the_translation_or_the_chinese_marked_as_such(
    client: Client, safeguard: Safeguard, notice: Source
) -> None:
    fund = safeguard.milestones.get()
    done(fund, notice, wording_en="The rules were issued.")
    done(fund, notice, dated="2022", wording="批准设立。", stage="under_way")
    client.cookies["django_language"] = "en"
    item = about(read(client, "/htp/safeguards/"), fund)
    for words in ("In place", "6 February 2023", "The rules were issued.", "2022", "Under way"):
        assert words in item
    assert "印发办法。" not in item
    assert '<span lang="zh-CN">批准设立。</span>' in item


def test_a_page_that_was_read_before_is_made_anew_after_a_step(
    client: Client, safeguard: Safeguard, notice: Source
) -> None:
    before = client.get("/htp/safeguards/").headers["ETag"]
    done(safeguard.milestones.get(), notice)
    again = client.get("/htp/safeguards/", headers={"If-None-Match": before})
    assert again.status_code == 200


def test_a_domain_a_task_and_a_region_show_the_same_line(
    client: Client,
    plan: Plan,
    domain: Domain,
    task: KeyTask,
    region: KeyRegion,
    notice: Source,
) -> None:
    project = milestone(plan, "project", "special_project")
    done(project, notice, stage="under_way", dated="2023-05", wording="启动。")
    chapters: dict[str, Any] = {
        "domains/chips/": domain,
        "tasks/nurture/": task,
        "regions/zones/": region,
    }
    for address, chapter in chapters.items():
        chapter.milestones.add(project)
        item = about(read(client, f"/htp/{address}"), project)
        for words in ("推进中", "2023年5月", "启动。", "科技厅《办法》"):
            assert words in item


def test_a_candidate_zone_shows_its_stage_and_date_in_the_list_and_on_its_page(
    client: Client, region: KeyRegion, notice: Source
) -> None:
    upgrade = region.milestones.get()
    zone = read(client, "/htp/places/zone-ziyang/")
    assert UNKNOWN in about(zone, upgrade)
    done(upgrade, notice, wording="国务院批复同意升级。")
    row = read(client, "/htp/regions/")
    row = row[row.index("zone-ziyang名") :]
    assert row.index("已获批") < row.index("2023年2月6日")
    assert "国务院批复同意升级。" in about(read(client, "/htp/places/zone-ziyang/"), upgrade)


def test_an_item_leads_to_its_area_but_not_from_the_area_s_own_page(
    client: Client, region: KeyRegion
) -> None:
    upgrade, link = region.milestones.get(), 'href="/htp/places/zone-ziyang/"'
    assert link in about(read(client, "/htp/regions/zones/"), upgrade).split("</li>")[0]
    assert link not in about(read(client, "/htp/places/zone-ziyang/"), upgrade)


def test_a_place_in_which_no_milestone_lies_has_no_such_section(
    client: Client, region: KeyRegion
) -> None:
    assert 'class="milestones"' not in read(client, "/htp/places/sichuan/")


@pytest.mark.parametrize(
    "address",
    [
        *("safeguards/", "domains/chips/", "tasks/", "tasks/nurture/", "regions/"),
        *("regions/zones/", "places/zone-ziyang/", "about/"),
    ],
)
@pytest.mark.django_db(transaction=True)  # as in production, where the rules stay in the process
def test_a_page_costs_the_same_for_1_and_20_milestones_with_steps(
    client: Client, whole_plan: Plan, region: KeyRegion, address: str
) -> None:
    source = Source.objects.create(key="news", title="报道", publisher="日报", dated="2023")
    zone = region.milestones.get().area
    chapters: list[Any] = [
        whole_plan.domains.get(),
        whole_plan.key_tasks.get(),
        whole_plan.safeguards.get(),
    ]

    def add(code: str) -> None:
        found = milestone(whole_plan, code, "zone_upgrade")
        Milestone.objects.filter(pk=found.pk).update(area=zone)
        milestone(whole_plan, f"{code}-alone")
        for chapter in (*chapters, region):
            chapter.milestones.add(found)
        for dated in ("2022", "2023"):
            done(found, source, dated=dated)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, f"/htp/{address}")
        return len(queries)

    add("one")
    cost()
    one = cost()
    for n in range(20):
        add(f"more-{n}")
    cost()
    assert cost() == one <= 16
