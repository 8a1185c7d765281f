"""Actions that begin at the same moment, each in a thread and on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

PATIENCE = 20
"""Seconds until a thread that waits for another is taken to wait for good."""


def at_once(*actions: Callable[[], object]) -> list[BaseException]:
    """Run the actions in threads that start together; returns what went wrong."""
    start, failed = threading.Barrier(len(actions)), list[BaseException]()

    def run(action: Callable[[], object]) -> None:
        try:
            start.wait(PATIENCE)
            action()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[action], daemon=True) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return failed


def in_turn(*actions: Callable[[], object]) -> list[BaseException]:
    """One after the other; what went wrong."""
    errors: list[BaseException] = []
    for action in actions:
        try:
            action()
        except Exception as error:  # noqa: BLE001 - counted by its kind
            errors.append(error)
    return errors
