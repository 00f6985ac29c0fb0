"""nginx with the settings of ``deploy/nginx.conf``, before the replicas of a test.

``python -m tests.nginx`` makes sure that there is one: installed, or Debian's unpacked beside the environment, for its
package would start a server on port 80.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.browser.server import ROOT, free_port
from tests.debian import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = ROOT / "deploy" / "nginx.conf"
UNPACKED = Path(sys.prefix) / "debian"
ADVICE = "未找到 nginx：请安装后重试，或用 make test-fast 跳过需要它的测试。"
START_SECONDS = 20.0
# What a site stands in. All that nginx writes is in the test's folder.
AROUND = """
daemon off;
pid nginx.pid;
error_log stderr;
worker_processes 2;
events {{ worker_connections 1024; }}
{user}
http {{
    access_log access.log;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    {site}
}}
"""


def find() -> str | None:
    """Path of nginx, None where there is none."""
    places = (UNPACKED / "usr" / "sbin" / "nginx", Path("/usr/sbin/nginx"))
    return shutil.which("nginx") or next((str(place) for place in places if place.is_file()), None)


@contextmanager
def before(first: int, second: int, folder: Path) -> Iterator[str]:
    """Start it with TLS before the servers on these two ports of this machine; where it answers."""
    plain, secure = free_port(), free_port()
    _make_certificate(folder)
    site = SETTINGS.read_text(encoding="utf-8")
    changes = {
        "8501": str(first),
        "8502": str(second),
        "listen 80 ": f"listen 127.0.0.1:{plain} ",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "https://$host$": f"https://$host:{secure}$",
        "/var/cache/sixlifts": "cache",
        "/etc/ssl/private/sixlifts.key": str(folder / "key.pem"),
        "/etc/ssl/sixlifts.pem": str(folder / "certificate.pem"),
        "#tls ": "",
    }
    for setting, here in changes.items():
        assert setting in site, setting
        site = site.replace(setting, here)
    user = "user root;" if os.name == "posix" and os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(user=user, site=site), encoding="utf-8")
    program = find()
    assert program is not None, ADVICE
    command = [program, "-p", str(folder), "-c", "nginx.conf"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    with (folder / "error.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stderr=log)
        try:
            _wait_until_open(secure, process)
            yield f"https://127.0.0.1:{secure}"
        finally:
            process.terminate()
            process.wait()


def _wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "nginx did not start"
            with suppress(subprocess.TimeoutExpired):
                # Waiting for the end of the process is the pause between two questions.
                assert process.wait(timeout=0.05) is None, "nginx ended"
        else:
            return


def _make_certificate(folder: Path) -> None:
    """A certificate that signs itself, for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sixlifts")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def main() -> int:
    """Put it there where that is possible; exit code 1 if there is still none."""
    if find() is None:
        unpack("nginx", UNPACKED)
    if find() is None:
        sys.stderr.write(f"{ADVICE}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
