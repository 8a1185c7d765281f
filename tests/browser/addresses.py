"""One address of every page type, on the shipped plan."""

from typing import Final

PLAN: Final = "/sichuan-htp-14fyp/"

PAGES: Final = {
    "overview": PLAN,
    "indicators": f"{PLAN}indicators/",
    "indicator": f"{PLAN}indicators/basic_rd_share/?year=2022",
    "places": f"{PLAN}places/",
    "place": f"{PLAN}places/510700/",
    "open_data": f"{PLAN}open-data/",
    "reports": f"{PLAN}reports/",
    "explore": f"{PLAN}explore/?place=510000&place=510700&year=2024&year=2025&down=indicator&across=place",
    "compare": f"{PLAN}compare/?indicator=hnte_count&by=on-base",
    "domains": f"{PLAN}domains/",
    "domain": f"{PLAN}domains/electronics/",
    "regions": f"{PLAN}regions/",
    "region": f"{PLAN}regions/hightech-zones/",
    "tasks": f"{PLAN}tasks/",
    "task": f"{PLAN}tasks/enterprise-growth/",
    "safeguards": f"{PLAN}safeguards/",
    "about": f"{PLAN}about/",
    "method": f"{PLAN}method/",
    "search": f"{PLAN}search/?q=my",
}
