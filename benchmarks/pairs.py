"""Work and floor taken in turns, so that a slow moment of the machine strikes both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Nanoseconds of floor and work, pair by pair."""

    floor: Sequence[int]
    work: Sequence[int]

    @property
    def ratio(self) -> float:
        """Median of the work over median of the floor."""
        return statistics.median(self.work) / statistics.median(self.floor)

    @property
    def tail(self) -> float:
        """The slowest hundredth of the work begins here, in medians of the floor."""
        return percentile(self.work, 99) / statistics.median(self.floor)

    def table(self) -> str:
        lines = [f"{'':8}{'median':>10}{'min':>10}{'max':>10}{'p99':>10}"]
        lines += [
            _line(name, times) for name, times in (("floor", self.floor), ("work", self.work))
        ]
        each = [work / floor for work, floor in zip(self.work, self.floor, strict=True)]
        spread = "".join(
            f"{number:9.1f}×" for number in (self.ratio, min(each), max(each), self.tail)
        )
        return "\n".join([*lines, f"{'ratio':8}{spread}"])


def percentile(times: Sequence[int], percent: int) -> int:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _line(name: str, times: Sequence[int]) -> str:
    numbers = (statistics.median(times), min(times), max(times), percentile(times, 99))
    return f"{name:8}" + "".join(f"{number / 1e6:7.2f} ms" for number in numbers)


def in_turns(*, floor: Step, work: Step, pairs: int, unmeasured: int) -> Pairs:
    """Time `pairs` runs of each, after a few that only warm up."""
    for _ in range(unmeasured):
        floor()
        work()
    timed = [(_timed(floor), _timed(work)) for _ in range(pairs)]
    return Pairs([floor_time for floor_time, _ in timed], [work_time for _, work_time in timed])


def _timed(step: Step) -> int:
    start = time.perf_counter_ns()
    step()
    return time.perf_counter_ns() - start
