"""Programs that the tests need, put on this machine through Debian's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def install(packages: list[str]) -> None:
    """Install what is missing, or say why that is not possible here."""
    if packages and not _installed(packages):
        sys.stderr.write(f"无法自动安装 {'、'.join(packages)}：不是 Debian，或没有管理员权限。\n")


def unpack(package: str, folder: Path) -> None:
    """Put a package's files into a folder: nothing is installed, no service of it is started.

    Where there are no lists of packages yet, they are fetched as far as that is allowed.
    """
    if not Path("/etc/debian_version").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    sys.stderr.write(f"正在下载 {package} …\n")
    download = ["apt-get", "-qq", "download", package]
    root = _as_root()
    if subprocess.run(download, cwd=folder, check=False, capture_output=True).returncode and root is not None:
        subprocess.run([*root, "apt-get", "-qq", "update"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(download, cwd=folder, check=False, capture_output=True)
    for file in folder.glob(f"{package}_*.deb"):
        subprocess.run(["/usr/bin/dpkg-deb", "--extract", str(file), str(folder)], check=False)
        file.unlink()


def _installed(packages: list[str]) -> bool:
    root = _as_root()
    if root is None or not Path("/etc/debian_version").exists():
        return False
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    sys.stderr.write(f"正在安装 {'、'.join(packages)} …\n")
    subprocess.run([*apt, "update"], check=False, stdout=subprocess.DEVNULL)
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def _as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; None where nothing does without a password."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None
