"""Tests of the clock that stands still: python3 -m unittest, in this folder."""

import unittest

from clock import VirtualClock


class MovingTime(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = VirtualClock()
        self.told: list = []

    def test_runs_what_is_due_in_order_and_nothing_before_its_time(self) -> None:
        for seconds in (3, 1, 2):
            self.clock.after(seconds, lambda seconds=seconds: self.told.append(seconds))
        self.clock.advance(999)
        self.assertEqual((self.told, self.clock.next_due()), ([], 1))
        self.clock.advance(1_500)
        self.assertEqual((self.told, self.clock.next_due()), ([1, 2], 501))

    def test_runs_in_the_same_move_what_is_asked_for_on_the_way(self) -> None:
        def again() -> None:
            self.told.append("again")
            self.clock.after(15, again)

        self.clock.after(15, again)
        self.clock.advance(31_000)
        self.assertEqual((self.told, self.clock.next_due()), (["again", "again"], 14_000))

    def test_runs_nothing_that_was_cancelled(self) -> None:
        cancel = self.clock.after(1, lambda: self.told.append("cancelled"))
        cancel()
        cancel()
        self.clock.advance(2_000)
        self.assertEqual((self.told, self.clock.next_due()), ([], None))


if __name__ == "__main__":
    unittest.main()
