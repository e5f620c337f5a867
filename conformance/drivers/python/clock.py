"""Where a client takes its time from."""

from __future__ import annotations

import threading
from typing import Callable, Protocol


class Clock(Protocol):
    """What runs things later."""

    def after(self, seconds: float, run: Callable[[], None]) -> Callable[[], None]:
        """Runs something once, so many seconds later; what it gives cancels that."""


class SystemClock:
    """The clock of the machine."""

    def after(self, seconds: float, run: Callable[[], None]) -> Callable[[], None]:
        """Runs something in a thread of its own."""
        timer = threading.Timer(seconds, run)
        timer.daemon = True
        timer.start()
        return timer.cancel


class VirtualClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0.0
        self._made = 0
        self._timers: dict[int, tuple[float, Callable[[], None]]] = {}
        """What is still to run, and at which millisecond, in the order in which it was asked for."""

    def after(self, seconds: float, run: Callable[[], None]) -> Callable[[], None]:
        """Runs something in the thread that moves the time on."""
        with self._lock:
            self._made += 1
            number = self._made
            self._timers[number] = (self._now + seconds * 1000, run)

        def cancel() -> None:
            with self._lock:
                self._timers.pop(number, None)

        return cancel

    def advance(self, milliseconds: float) -> None:
        """Moves the time on: what is due until then runs in order, each at its own time."""
        with self._lock:
            target = self._now + milliseconds
        while (run := self._take(target)) is not None:
            run()

    def next_due(self) -> float | None:
        """Milliseconds until the next is due."""
        with self._lock:
            dues = [due for due, _ in self._timers.values()]
            return max(0, min(dues) - self._now) if dues else None

    def _take(self, target: float) -> Callable[[], None] | None:
        """The next that is due until then, at its time; without one it is then already."""
        with self._lock:
            number = min(self._timers, key=lambda one: self._timers[one][0], default=None)
            if number is None or self._timers[number][0] > target:
                self._now = target
                return None
            due, run = self._timers.pop(number)
            self._now = max(self._now, due)
            return run
