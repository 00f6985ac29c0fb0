"""What Prometheus reads: each thing counted where it happens, by a name that stands in the list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.counters import count, counted
from indicators.uploads import UploadRefusedError, commit_upload
from server.watch import latest_runs, timed_run
from server.watch.metrics import METRICS, as_text, metrics
from server.watch.runs import LATEST, keep_run
from tests.reports import ECONOMY, output, previewed
from tests.server.front_end import finished

if TYPE_CHECKING:
    from indicators.store.store import Store

ROOT = Path(__file__).resolve().parents[3]


def more(before: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """What was counted since."""
    return {
        what: value - before.get(what, 0) for what, value in counted().items() if value != before.get(what, 0)
    }


def test_uploads_by_outcome(store: Store) -> None:
    """A file committed, the same once more, and one that is refused."""
    before = counted()
    preview = previewed(store, output(1820.55), ECONOMY)
    for _ in range(2):
        commit_upload(store, preview, confirmed=True)
    refused = previewed(store, b"nothing", ECONOMY)
    with pytest.raises(UploadRefusedError):
        commit_upload(store, refused, confirmed=True)
    since = more(before)
    for outcome in ("committed", "repeated", "UploadRefused"):
        assert since["sixlifts_uploads_total", outcome] == 1
    for found in refused.issues:
        assert since["sixlifts_issues_total", found.code] >= 1


def test_runs_of_a_page() -> None:
    """A run is counted however it ends."""
    before = counted()
    with pytest.raises(ZeroDivisionError), timed_run("industry", "产业提档"):
        1 / 0  # noqa: B018
    since = more(before)
    assert since["sixlifts_page_runs_total", "industry"] == 1
    assert since["sixlifts_page_seconds_total", "industry"] > 0


def test_the_slowest_page() -> None:
    """The latest runs of all pages have a median, and one page the longest; older ones are forgotten."""
    for number in range(LATEST):
        title, seconds = ("督办", 3.0) if number % 4 == 0 else ("总览", 1.0)
        keep_run("page", title, seconds)
    runs = latest_runs()
    assert runs is not None
    assert (runs.number, runs.median, runs.slowest_page, runs.slowest_median) == (LATEST, 1.0, "督办", 3.0)
    keep_run("overview", "总览", 1.0)
    assert latest_runs() == runs


def test_the_format() -> None:
    """A line for each value below its meaning and kind; quotes in a label do not end it."""
    text = as_text({("sixlifts_page_runs_total", 'a"b'): 2, ("sixlifts_event_listeners", ""): 0})
    assert '# TYPE sixlifts_page_runs_total counter\nsixlifts_page_runs_total{page="a\\"b"} 2\n' in text
    assert "# TYPE sixlifts_event_listeners gauge\nsixlifts_event_listeners 0\n" in text


def test_what_is_there_now(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions of the tables, memory, disk, what is not in order: read when somebody asks."""
    monkeypatch.setenv("SIXLIFTS_DATA", str(store.root))
    text = bytes(finished(metrics(None)).body).decode()  # type: ignore[arg-type]
    assert 'sixlifts_table_version{table="observations"} ' in text
    assert re.search(r"^sixlifts_free_bytes \d", text, re.MULTILINE)
    assert "\nsixlifts_concerns 0\nsixlifts_damaged_tables 0\n" in re.sub(r"(?m)^#.*\n", "", text)
    assert (
        re.search(r"^sixlifts_memory_bytes \d", text, re.MULTILINE) or not Path("/proc/self/status").exists()
    )


def test_every_name_is_listed() -> None:
    """What is counted anywhere has a kind and a meaning."""
    count("sixlifts_event_listeners", by=0)
    sources = [*ROOT.glob("indicators/**/*.py"), *ROOT.glob("server/**/*.py"), *ROOT.glob("pages/**/*.py")]
    used = {
        name for file in sources for name in re.findall(r'"(sixlifts_\w+)"', file.read_text(encoding="utf-8"))
    }
    assert used - {"sixlifts_signed_in"} == set(METRICS)
