"""The browser files kept in the tree are the ones that were built, and fit plotly.py."""

import hashlib
from pathlib import Path

import brotli
import plotly.offline
import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
SUMS = [
    (folder, *line.split())
    for folder in ("plotly", "bootstrap")
    for line in (VENDOR / folder / "SHA256SUMS").read_text().splitlines()
]


@pytest.mark.parametrize(
    ("folder", "digest", "name"), [pytest.param(*row, id=row[2]) for row in SUMS]
)
def test_a_vendored_file_has_the_recorded_sha256(folder: str, digest: str, name: str) -> None:
    assert hashlib.sha256((VENDOR / folder / name).read_bytes()).hexdigest() == digest


def test_the_bundle_is_the_plotly_js_that_plotly_py_ships() -> None:
    version = plotly.offline.get_plotlyjs_version()
    for name in ("plotly-plan.min.js", "plotly.css"):
        head = (VENDOR / "plotly" / name).read_text()[:80]
        assert head.startswith(f"/*! plotly.js {version}")
    assert f'"plotly.js": "{version}"' in (VENDOR / "plotly/src/package.json").read_text()


def test_the_bundle_weighs_at_most_390_kb_on_the_wire() -> None:
    bundle = (VENDOR / "plotly" / "plotly-plan.min.js").read_bytes()
    assert len(brotli.compress(bundle, quality=11)) <= 390_000


@pytest.mark.parametrize("path", sorted(VENDOR.glob("*/*.*s")), ids=lambda path: path.name)
def test_no_vendored_file_points_at_a_source_map(path: Path) -> None:
    assert "sourceMappingURL" not in path.read_text()
