"""Every item of the shipped plan is found by its Chinese name, and stands three clicks away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urldefrag, urljoin

import pytest
import yaml
from django.test import Client
from django.utils.translation import override

from indicators.models import Plan
from plan_tracker import planfile
from plan_tracker.search.index import entries_of
from plan_tracker.search.items import KINDS
from plan_tracker.search.matching import Item, matches, query

FILE = Path(__file__).parents[2] / "fixtures" / "sichuan-htp-14fyp.yaml"
CLICKS = 3
NAMED = ("areas", "measures", "indicators", "milestones", "facts", "notes")
CHAPTERS = ("domains", "key_regions", "key_tasks", "safeguards")


class Named(NamedTuple):
    section: str
    code: str
    name: str


class Page(HTMLParser):
    """A page's links, its whole text, and the text from each anchor to the next."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: dict[str, list[str]] = {"": []}
        self.at = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(str(found["href"]))
        if found.get("id"):
            self.at = str(found["id"])
            self.anchors[self.at] = []

    def handle_data(self, data: str) -> None:
        self.anchors[self.at].append(data)

    def text(self, anchor: str) -> str | None:
        if not anchor:
            return "".join(word for words in self.anchors.values() for word in words)
        return "".join(self.anchors[anchor]) if anchor in self.anchors else None


def every_item(plan: dict[str, Any]) -> Iterator[Named]:
    for section in (*NAMED, *CHAPTERS):
        for entry in plan[section]:
            yield Named(section, entry["code"], entry["name"])
    yield from of_domains(plan)
    yield from named_elsewhere(plan)


def of_domains(plan: dict[str, Any]) -> Iterator[Named]:
    for domain in plan["domains"]:
        for field in domain["fields"]:
            yield Named("fields", f"{domain['code']}-{field['no']}", field["name"])
        if "special" in domain:
            yield Named("specials", domain["code"], domain["special"]["name"])


def named_elsewhere(plan: dict[str, Any]) -> Iterator[Named]:
    """Quotas bear the names of indicators, zones those of areas."""
    names = {indicator["code"]: indicator["name"] for indicator in plan["indicators"]}
    for task in plan["key_tasks"]:
        for quota in task.get("quotas", []):
            yield Named("quotas", quota["indicator"], names[quota["indicator"]])
    places = {area["code"]: area["name"] for area in plan["areas"]}
    for zone in plan["zones"]:
        yield Named("zones", zone["area"], places[zone["area"]])


ITEMS = list(every_item(yaml.safe_load(FILE.read_text(encoding="utf-8"))))


@pytest.fixture
def shipped(db: None, rules_kept: None) -> Plan:
    plan, _ = planfile.load(FILE.read_text(encoding="utf-8"))
    return plan


def pages_within(client: Client, start: str, clicks: int) -> dict[str, Page]:
    """Every page that so many clicks lead to; other years of a page are no other pages."""
    read: dict[str, Page] = {}
    ahead = {start}
    for _ in range(clicks + 1):
        found: set[str] = set()
        for address in sorted(ahead):
            answer = client.get(address)
            assert answer.status_code == 200, address
            read[address] = Page(answer.content.decode())
            found |= {urldefrag(urljoin(address, link)).url for link in read[address].links}
        ahead = {link for link in found if link.startswith(start) and "?" not in link} - set(read)
        ahead = {link for link in ahead if link.endswith("/")}
    return read


def plain(text: str | None) -> str:
    return re.sub(r"\s+", "", unescape(text or ""))


def test_the_walk_is_over_everything_the_file_holds() -> None:
    sections = {item.section for item in ITEMS}
    assert len(sections) == len(NAMED) + len(CHAPTERS) + 4
    assert len(ITEMS) > 250


def test_every_item_is_found_by_its_name_and_is_three_clicks_away(
    client: Client, shipped: Plan
) -> None:
    with override("zh-hans"):
        entries = entries_of(shipped)
        read = pages_within(client, f"/{shipped.slug}/", CLICKS)
    lost, far = [], []
    for named in ITEMS:
        found = [each.item for _, each in matches(query(named.name), entries)]
        same = [item for item in found if item.name.zh == named.name]
        if not same:
            lost.append(named)
        if not any(_shown(read, item) for item in same):
            far.append((named, [item.url for item in same]))
    assert lost == []
    assert far == []


def _shown(read: dict[str, Page], item: Item) -> bool:
    address, anchor = urldefrag(item.url)
    return address in read and plain(item.name.zh) in plain(read[address].text(anchor))


def test_every_address_in_the_index_is_a_page_with_that_anchor(
    client: Client, shipped: Plan
) -> None:
    with override("zh-hans"):
        items = [each.item for each in entries_of(shipped)]
    read: dict[str, Page] = {}
    wrong = []
    for item in items:
        address = urldefrag(item.url).url
        if address not in read:
            read[address] = Page(client.get(address).content.decode())
        if not _shown(read, item):
            wrong.append(item.url)
    assert wrong == []
    assert {item.kind for item in items} == set(KINDS)
