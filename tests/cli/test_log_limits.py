"""Whoever finds a way to have something logged fills no log with it."""

import io
import logging

import pytest

from facilitator.cli.log_limits import MINUTE, MOST, FewOfEach


class Log:
    """A log with a clock that stands still."""

    def __init__(self) -> None:
        self.now = 0.0
        self.written = io.StringIO()
        handler = logging.StreamHandler(self.written)
        handler.addFilter(FewOfEach(lambda: self.now))
        self.logger = logging.Logger("test")
        self.logger.addHandler(handler)

    def fault(self, what: str = "it") -> None:
        try:
            raise ValueError(what)
        except ValueError:
            self.logger.exception("%s broke", what)

    @property
    def lines(self) -> list[str]:
        return self.written.getvalue().splitlines()


@pytest.fixture
def log() -> Log:
    return Log()


def test_the_first_line_has_its_trace_and_a_few_follow_without(log: Log) -> None:
    for _ in range(1000):
        log.fault()
    assert sum("it broke" in line for line in log.lines) == MOST
    assert sum("Traceback" in line for line in log.lines) == 1


def test_a_minute_later_it_says_how_many_there_were(log: Log) -> None:
    for _ in range(1000):
        log.fault()
    log.now += MINUTE
    log.fault()
    assert any(f"it broke (and {1000 - MOST} more before)" in line for line in log.lines)


def test_each_place_is_counted_by_itself(log: Log) -> None:
    for _ in range(10):
        log.logger.warning("one")
        log.logger.warning("other")
    assert log.lines.count("one") == log.lines.count("other") == MOST


def test_what_a_line_says_makes_it_no_other_place(log: Log) -> None:
    for at in range(100):
        log.fault(str(at))
    assert sum("broke" in line for line in log.lines) == MOST
