"""A process that writes one file and says by how many bytes its memory rose at most meanwhile."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import django

django.setup()

from benchmarks import b7  # noqa: E402 models can be imported only now
from indicators.models import Plan  # noqa: E402

KIBIBYTE = 1 << 10


def main(suffix: str, amount: str) -> None:
    question = b7.asked(Plan.objects.get(), int(amount))
    with tempfile.TemporaryDirectory() as folder:
        work = b7.writing(question, suffix, Path(folder) / "table")
        before = resident("VmRSS")
        work()
    print(resident("VmHWM") - before)


def resident(what: str) -> int:
    """Bytes; Linux tells them by itself. `getrusage` would tell the most of the parent as well."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what)) * KIBIBYTE


if __name__ == "__main__":
    main(*sys.argv[1:])
