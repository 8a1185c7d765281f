"""The inside of a process that reads one file somebody sent.

The file comes on standard input, what is read of it goes to standard output as JSON. Memory and
processor time are limited and nothing can be written.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from collections.abc import Callable
from typing import Any, Final

from collection.workbook.unfit import Unfit

MEMORY: Final = 1024 * 2**20
SECONDS: Final = 20


def answer(read: Callable[[bytes], dict[str, Any]]) -> None:
    """Say what `read` finds in the file, or by which code it is unfit."""
    _limit()
    logging.disable()
    content = sys.stdin.buffer.read()
    try:
        said = read(content)
    except Unfit as unfit:
        said = {"code": unfit.code, "facts": dict(unfit.facts)}
    except MemoryError:
        said = {"code": "E-FILE-BOMB", "facts": {}}
    except Exception as error:  # noqa: BLE001 - a damaged file can break a parser anywhere
        said = {"code": "E-FILE-CORRUPT", "facts": {"reason": type(error).__name__}}
    json.dump(said, sys.stdout)


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
