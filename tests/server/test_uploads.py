"""``/api/v1/uploads`` as a program meets it: a real server, real keys, real tables."""

from __future__ import annotations

import json
from contextlib import suppress
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from indicators.access import LOCAL_ADMINISTRATOR, Keys
from indicators.meeting.editions import freeze_edition
from indicators.period import Period
from indicators.reading.formats.detect import SIZE_LIMIT
from indicators.store.store import Store
from indicators.uploads.commit import commit_upload
from tests.reports import gazelles, kept_files, output, previewed, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.server import Server, StartServer

# Its tests share one server, and so one process; their order does not matter.
pytestmark = pytest.mark.xdist_group("uploads_api")

RESPONSE_KEYS = {
    "accepted", "file", "sha256", "detected", "layout", "problems", "questions", "notes", "new", "changed",
    "unchanged", "would_clear", "differences", "upload", "repeated",
}  # fmt: skip
ISSUE_KEYS = {"sheet", "row", "rows", "column", "code", "found", "message", "fix"}


@pytest.fixture(scope="module")
def server(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with plan and public figures."""
    with start_server(tmp_path_factory.mktemp("server"), demo=False) as running:
        yield running
        assert "Traceback" not in running.log, running.log


@pytest.fixture(scope="module")
def key(server: Server) -> str:
    """The key of a department that reports industry."""
    return Keys(server.data).add("经发局", ["industry"])


@pytest.fixture
def store(server: Server) -> Store:
    """The server's tables, seen from another process."""
    return Store(server.data)


def send(server: Server, key: str | None, content: Any = b"", **query: object) -> httpx.Response:
    """Post a file as the body."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    params: dict[str, Any] = {"name": "9月.csv"} | query
    return httpx.post(
        f"{server.url}/api/v1/uploads", params=params, content=content, headers=headers, timeout=60
    )


def content_of(response: httpx.Response) -> dict[str, Any]:
    """The JSON of a response; it has no NaN and exactly the documented keys."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    content: dict[str, Any] = json.loads(response.content, parse_constant=refuse)
    assert set(content) - {"error", "changes"} == RESPONSE_KEYS
    assert all(
        set(issue) == ISSUE_KEYS for kind in ("problems", "questions", "notes") for issue in content[kind]
    )
    return content


def test_written_and_recognised(server: Server, key: str, store: Store) -> None:
    """201 with the upload's id when it is written; the same bytes again are 200 with the same id and write nothing."""
    first = send(server, key, output(101, first=1), note="快报", name="1月.csv")
    assert first.status_code == 201, first.text
    content = content_of(first)
    assert (content["accepted"], content["new"], content["changed"], content["unchanged"]) == (True, 1, 0, 0)
    assert (content["repeated"], content["problems"], content["questions"]) == (False, [], [])
    assert content["differences"] == [
        {"indicator": "industrial_output", "name": "规上工业总产值", "period": "2024-01", "old": None,
         "new": 101.0, "change": "new", "row": 2},
    ]  # fmt: skip
    before = store.snapshot().versions
    again = send(server, key, output(101, first=1), name="另名.csv")
    assert again.status_code == 200
    assert (content_of(again)["upload"], content_of(again)["repeated"]) == (content["upload"], True)
    assert store.snapshot().versions == before
    listed = httpx.get(f"{server.url}/api/v1/uploads").json()["uploads"]
    entry = next(entry for entry in listed if entry["upload"] == content["upload"])
    assert (entry["by"], entry["file"], entry["note"], entry["stands"], entry["sha256"]) == (
        "经发局", "1月.csv", "快报", True, content["sha256"],
    )  # fmt: skip


def test_form(server: Server, key: str, store: Store) -> None:
    """A form with a field ``file`` is the same; its file name is taken, without its folders."""
    form = {"file": ("../../etc/<b>2月.csv", output(202, first=2), "text/csv")}
    headers = {"Authorization": f"bearer {key}"}
    answer = httpx.post(f"{server.url}/api/v1/uploads", files=form, headers=headers, timeout=60)
    assert answer.status_code == 201, answer.text
    assert value_of(store, period="2024-02") == 202
    assert "_b_2月.csv" in kept_files(store)
    for wrong in ({"data": form["file"]}, {"file": form["file"], "other": form["file"]}):
        refused = httpx.post(f"{server.url}/api/v1/uploads", files=wrong, headers=headers, timeout=60)
        assert refused.status_code == 400
        assert "file" in refused.json()["error"]
    broken = headers | {"Content-Type": "multipart/form-data; boundary=x"}
    assert httpx.post(f"{server.url}/api/v1/uploads", content=b"--y", headers=broken).status_code == 400


CROOKED = "2024年1—6月完成情况表\n单位：亿元\n指标,完成情况,测算数\n我局产值,606,7\n".encode()
TOLD = {"roles": {"C": "不用"}, "names": {"我局产值": "规上工业总产值"}}


def test_corrections(server: Server, key: str, store: Store) -> None:
    """What a file means is told as JSON, in the query or as a field of the form; the answer shows it."""
    refused = content_of(send(server, key, CROOKED, confirm=1))
    assert {problem["code"] for problem in refused["problems"]} == {"column_undecided", "unknown_indicator"}
    assert refused["layout"][0]["open"] == ["C"]
    assert "period" in refused["layout"][0]["inferred"]
    asked = send(server, key, CROOKED, corrections=json.dumps(TOLD))
    assert asked.status_code == 422
    assert [question["code"] for question in content_of(asked)["questions"]] == ["layout_inferred"]
    told = send(server, key, CROOKED, dry_run=1, corrections=json.dumps(TOLD), period="2024-05")
    content = content_of(told)
    assert content["layout"][0]["columns"][2]["role_label"] == "不用"
    assert [difference["period"] for difference in content["differences"]] == ["2024-05"]
    form = httpx.post(
        f"{server.url}/api/v1/uploads?confirm=true",
        files={"file": ("6月.csv", CROOKED, "text/csv")},
        data={"corrections": json.dumps(TOLD, ensure_ascii=False)},
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    )
    assert form.status_code == 201, form.text
    assert value_of(store, period="2024-06") == 606


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("不用", "全文 = 不用，应为：JSON"),
        ('{"roles": {"C": "累积"}}', "roles.C = 累积，应为：累计"),
        ('{"roles": {"Q": "累计"}}', "roles.Q，应为：A、B、C之一"),
        ('{"names": {"我局产值": "nonsense"}}', "names.我局产值 = nonsense，应为"),
    ],
)
def test_wrong_corrections(server: Server, key: str, store: Store, given: str, message: str) -> None:
    """A correction that says nothing, or nothing of this file, is 400 and names it; the file is not written."""
    before = store.snapshot().versions
    answer = send(server, key, CROOKED, confirm=1, corrections=given)
    assert answer.status_code == 400
    assert message in answer.json()["error"]
    assert store.snapshot().versions == before


def test_dry_run(server: Server, key: str, store: Store) -> None:
    """A dry run has the same response and writes nothing; for a file committed before it names the upload."""
    before, files = store.snapshot().versions, kept_files(store)
    response = send(server, key, output(303, first=3), dry_run="true")
    assert response.status_code == 200
    assert (content_of(response)["new"], content_of(response)["upload"]) == (1, None)
    assert (store.snapshot().versions, kept_files(store)) == (before, files)
    upload = content_of(send(server, key, output(303, first=3)))["upload"]
    again = content_of(send(server, key, output(303, first=3), dry_run=1))
    assert (again["upload"], again["repeated"]) == (upload, True)


def test_a_correction_to_an_edition(start_server: StartServer, tmp_path: Path) -> None:
    """A correction to a month of an edition is a question that names it; confirmed it is written."""
    with start_server(tmp_path, demo=False) as server:
        store = Store(server.data)
        key = Keys(server.data).add("经发局", ["industry"])
        assert send(server, key, output(1820.55)).status_code == 201
        freeze_edition(store, "九月会", Period(2024, 9), LOCAL_ADMINISTRATOR)
        (question,) = content_of(send(server, key, output(1830.5), dry_run=1))["questions"]
        assert (question["code"], question["row"], question["found"]) == ("shown_at_meeting", 2, "1830.5")
        assert "已在“九月会”" in question["message"]
        assert send(server, key, output(1830.5)).status_code == 422
        assert send(server, key, output(1830.5), confirm=1).status_code == 201
        assert value_of(store) == 1830.5


def test_wrong_keys(server: Server, key: str, store: Store) -> None:
    """No key, a wrong or a revoked one is 401 before the file is read."""
    before = store.snapshot().versions
    revoked = Keys(server.data).add("旧局", ["industry"])
    Keys(server.data).revoke("旧局")
    for wrong, message in ((None, "密钥"), ("nonsense", "密钥不正确"), (revoked, "已停用")):
        answer = send(server, wrong, output(1), name="x" if wrong else "y")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert message in answer.json()["error"]
        assert send(server, key, b"", dry_run=1).status_code == 200  # a right key: the address is forgiven
    assert store.snapshot().versions == before


def test_lift_that_is_not_theirs(server: Server, key: str, store: Store) -> None:
    """Another department's indicator is a problem with its row: 422, also where the same file was committed before."""
    before = store.snapshot().versions
    commit_upload(store, previewed(store, gazelles(70)), confirmed=True)
    for file in (gazelles(71), gazelles(70)):
        answer = send(server, key, file)
        assert answer.status_code == 422
        content = content_of(answer)
        assert (content["accepted"], content["upload"]) == (False, None)
        assert [(p["code"], p["row"], p["found"]) for p in content["problems"]] == [
            ("not_yours", 2, "瞪羚企业累计认定")
        ]
    assert store.snapshot().versions["observations"] == before["observations"] + 1


def test_problems_and_questions(server: Server, key: str, store: Store) -> None:
    """Problems are 422 whatever is confirmed; questions are 422 until they are confirmed."""
    assert send(server, key, output(404, first=4)).status_code == 201
    wrong = output(404.5, first=4).replace("亿元".encode(), "万元".encode())
    refused = send(server, key, wrong, confirm="true")
    assert refused.status_code == 422
    (problem,) = content_of(refused)["problems"]
    assert (problem["code"], problem["row"], problem["sheet"]) == ("wrong_unit", 2, None)
    assert problem["message"]
    assert problem["fix"]
    asked = send(server, key, output(600, first=4))
    assert asked.status_code == 422
    assert content_of(asked)["questions"]
    assert "需要确认" in asked.json()["error"]
    assert value_of(store, period="2024-04") == 404
    confirmed = send(server, key, output(600, first=4), confirm="true")
    assert confirmed.status_code == 201
    assert content_of(confirmed)["differences"][0]["old"] == 404
    unchanged = send(server, key, output(600, first=4) + b"\n")
    assert unchanged.status_code == 422
    assert "完全相同" in unchanged.json()["error"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("dry_run=maybe", "dry_run = maybe"),
        ("dry_run=", "dry_run"),
        ("dryrun=true", "dryrun"),
        ("measure=week", "measure = week，应为：ytd、month之一"),
        ("year=20x4", "year = 20x4，应为：整数"),
        ("year=1024", "year = 1024，应为：不小于2000"),
        ("period=下半年", "period = 下半年"),
        ("dry_run=false&dry_run=true", "dry_run 出现了不止一次"),
    ],
)
def test_wrong_query(server: Server, key: str, store: Store, query: str, message: str) -> None:
    """An ambiguous or wrong query is 400 in Chinese, and the file is not written."""
    before = store.snapshot().versions
    answer = httpx.post(
        f"{server.url}/api/v1/uploads?{query}", content=output(1), headers={"Authorization": f"Bearer {key}"}
    )
    assert answer.status_code == 400
    assert message in answer.json()["error"]
    assert store.snapshot().versions == before


FORM = b'--x\r\nContent-Disposition: form-data; name="file"; filename="9.csv"\r\n\r\n'


def megabytes(count: int, sent: list[int], start: bytes = b"") -> Iterator[bytes]:
    """A body without a length; ``sent`` counts what has gone out."""
    yield start
    for _ in range(count):
        sent.append(1)
        yield bytes(1 << 20)


@pytest.mark.parametrize(("start", "kind"), [(b"", "text/csv"), (FORM, "multipart/form-data; boundary=x")])
@pytest.mark.parametrize("promised", [True, False])
def test_too_large(server: Server, key: str, start: bytes, kind: str, *, promised: bool) -> None:
    """A file over the limit is 413, as it is or in a form, whether its headers say so or it only streams on."""
    body: Any = (
        start + bytes(SIZE_LIMIT + (1 << 17)) if promised else megabytes((SIZE_LIMIT >> 20) + 1, [], start)
    )
    headers = {"Authorization": f"Bearer {key}", "Content-Type": kind}
    answer = httpx.post(f"{server.url}/api/v1/uploads", content=body, headers=headers, timeout=60)
    assert answer.status_code == 413
    assert f"{SIZE_LIMIT >> 20} MB" in answer.json()["error"]


def test_without_end(server: Server, key: str) -> None:
    """A body without end is not read for long, and the server goes on."""
    sent: list[int] = []
    # A client that is cut off while sending may never read the response.
    with suppress(httpx.TransportError):
        send(server, key, megabytes(10 * (SIZE_LIMIT >> 20), sent))
    assert len(sent) < 3 * (SIZE_LIMIT >> 20)
    assert send(server, key, output(1), dry_run=1).status_code == 200


def test_length_is_enough(server: Server, key: str) -> None:
    """A client that announces too large a file and waits is refused before it sends anything."""
    connection = HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    connection.putrequest("POST", "/api/v1/uploads")
    for name, value in (
        ("Authorization", f"Bearer {key}"),
        ("Content-Length", str(10**12)),
        ("Expect", "100-continue"),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_odd_files(server: Server, key: str) -> None:
    """Odd files get a response with problems, not a server error."""
    for content in (b"", b"\x00" * 500, b"PK\x03\x04 no zip", b"%PDF-1.7", "，".encode() * 999):
        answer = send(server, key, content, name="<script>.xlsx", sheet="没有", year=2024)
        assert answer.status_code == 422, answer.text
        assert content_of(answer)["problems"]
