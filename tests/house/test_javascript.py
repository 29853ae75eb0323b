"""The JavaScript is formatted, linted, typed and tested."""

from tests.house.tools import deno_passes

HERE_ONLY = ("--frozen", "--cached-only")


def test_javascript_and_css_are_formatted() -> None:
    deno_passes("fmt", "--check")


def test_javascript_has_no_lint() -> None:
    deno_passes("lint")


def test_javascript_types_hold() -> None:
    deno_passes("check", *HERE_ONLY, "static/js", "tests/js")


def test_javascript_tests_pass() -> None:
    deno_passes("test", *HERE_ONLY, "--allow-read=.", "--allow-env", "tests/js")
