"""What is installed: pinned, under licences that may be used, and to be had without a network."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from importlib.metadata import Distribution

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "PSF-2.0", "Zlib",
}  # fmt: skip
# What packages said before licences had short names.
SPOKEN = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# The licence is a file in the package, and nothing else says which.
IN_A_FILE = {"axe-playwright-python": "MIT"}


def pinned() -> list[Requirement]:
    """Everything that pyproject.toml names, and the pins of the benches."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(line for extra in project["project"]["optional-dependencies"].values() for line in extra),
    ]
    for file in ROOT.glob("bench/**/*.txt"):
        lines += [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip("# ")]
    return [Requirement(line.partition("#")[0]) for line in lines if line.partition("#")[0].strip()]


def test_each_dependency_has_one_version() -> None:
    """What was tested is what is installed: no range, no wildcard."""
    assert pinned()
    assert [
        str(requirement)
        for requirement in pinned()
        if [part.operator for part in requirement.specifier] != ["=="] or "*" in str(requirement.specifier)
    ] == []


def test_the_pinned_version_is_installed() -> None:
    """This environment is the one that pyproject.toml describes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(line) for line in project["dependencies"]]
    here = [one for one in wanted if one.marker is None or one.marker.evaluate()]
    assert [str(one) for one in here if not one.specifier.contains(version(one.name))] == []


def licence_of(package: Distribution) -> str:
    """Short names of a package's licences, joined as SPDX does."""
    said = package.metadata
    if expression := said.get("License-Expression"):
        return expression
    classified = [
        line.rpartition(" :: ")[2]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved :: ")
    ]
    spoken = classified or [said.get("License") or IN_A_FILE.get(package.name.lower(), "says nothing")]
    return " AND ".join(SPOKEN.get(words, words) for words in spoken)


def is_allowed(licence: str) -> bool:
    """Whether one of the choices consists of allowed licences: ``Apache-2.0 OR GPL-3.0`` does."""
    return any(
        all(name.strip(" ()") in ALLOWED for name in re.split(r"\s+AND\s+", choice))
        for choice in re.split(r"\s+OR\s+", licence)
    )


def test_licences() -> None:
    """Everything that is installed, also what others brought in, is under a licence that binds nobody's own code."""
    licences = {package.name: licence_of(package) for package in distributions()}
    assert {name: licence for name, licence in licences.items() if not is_allowed(licence)} == {}


def test_a_licence_that_binds_is_noticed() -> None:
    """As words, as a choice and as a part."""
    assert is_allowed("MIT OR GPL-3.0-only")
    assert not any(map(is_allowed, ["GPL-3.0-only", "MIT AND LGPL-2.1-only", "says nothing"]))


# ── deploy/offline.sh, with packages made here ────────────────────────────────────────────────────


def make_wheel(folder: Path, name: str, needs: str = "") -> None:
    """A package of one module that holds its name."""
    about = f"{name}-1.0.dist-info"
    requirement = f"Requires-Dist: {needs}\n" if needs else ""
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", f"NAME = {name!r}\n")
        wheel.writestr(
            f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{requirement}"
        )
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """What the script collects for a product that needs ``six_board``, which needs ``six_frame``."""
    pytest.importorskip("resource", reason="a script for sh, which Windows has not")
    known, product = tmp_path / "known", tmp_path / "product"
    known.mkdir()
    (product / "deploy").mkdir(parents=True)
    make_wheel(known, "six_board", needs="six_frame")
    make_wheel(known, "six_frame")
    shutil.copy(ROOT / "deploy" / "offline.sh", product / "deploy")
    (product / "pyproject.toml").write_text(
        '[project]\ndependencies = ["six_board==1.0"]\n', encoding="utf-8"
    )
    subprocess.run(
        ["/bin/sh", str(product / "deploy" / "offline.sh"), str(tmp_path / "安装 包")],
        env=os.environ | {"PYTHON": sys.executable, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": known.as_uri()},
        check=True,
        capture_output=True,
    )
    return tmp_path / "安装 包"


def install(wheels: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Install as docs/deployment.md says, with the network cut as far as this machine allows."""
    cut = ["unshare", "--net", "--map-root-user"]
    may = (
        shutil.which("unshare")
        and not subprocess.run([*cut, "true"], check=False, capture_output=True).returncode
    )
    command = [
        *(cut if may else []), sys.executable, "-m", "pip", "install", "--no-index", "--require-hashes",
        "--find-links", str(wheels), "--requirement", str(wheels / "requirements.lock"), "--target", str(target),
    ]  # fmt: skip
    nowhere = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    return subprocess.run(command, env=os.environ | nowhere, check=False, capture_output=True, text=True)


def test_installed_without_a_network(collected: Path, tmp_path: Path) -> None:
    """The folder has all that is needed, also what others need; the lock has the version and the hash of each."""
    lock = (collected / "requirements.lock").read_text(encoding="utf-8").splitlines()
    wheels = {wheel.name: hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in collected.glob("*.whl")}
    assert lock == [
        f"{name.replace('_', '-')}==1.0 --hash=sha256:{wheels[f'{name}-1.0-py3-none-any.whl']}"
        for name in ("six_board", "six_frame")
    ]
    run = install(collected, tmp_path / "environment")
    assert run.returncode == 0, run.stderr
    program = "import six_board, six_frame; print(six_board.NAME, six_frame.NAME)"
    said = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(tmp_path / "environment")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == "six_board six_frame"


def test_a_changed_package_is_refused(collected: Path, tmp_path: Path) -> None:
    """What is no longer what was collected is not installed, and nothing else either."""
    with zipfile.ZipFile(collected / "six_frame-1.0-py3-none-any.whl", "a") as wheel:
        wheel.writestr("more.py", "")
    run = install(collected, tmp_path / "environment")
    assert run.returncode == 1
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in run.stderr
    assert not (tmp_path / "environment" / "six_board.py").exists()
