"""What the chapters of a plan show of its text."""

from __future__ import annotations

from django.test import Client

from domains.models import Domain
from regions.models import KeyRegion

from .test_pages import read


def test_a_field_without_text_says_so_and_invents_nothing(client: Client, domain: Domain) -> None:
    page = read(client, "/htp/domains/chips/")
    assert page.count("原文缺失") == 1
    assert "其中1个原文缺失" in read(client, "/htp/domains/")


def test_a_domain_without_a_boxed_programme_says_so(client: Client, domain: Domain) -> None:
    assert "规划没有为该领域设专栏" in read(client, "/htp/domains/chips/")


def test_a_domain_without_numbers_says_how_it_is_followed(client: Client, domain: Domain) -> None:
    assert "规划没有为该领域设量化指标" in read(client, "/htp/domains/chips/")


def test_a_zone_shows_its_level_city_and_upgrade(client: Client, region: KeyRegion) -> None:
    page = read(client, "/htp/regions/")
    row = page[page.index("zone-ziyang名") :]
    assert row.index("省级") < row.index("sichuan名") < row.index("规划提出")
