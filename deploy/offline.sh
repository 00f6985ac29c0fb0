#!/bin/sh
# Collects all that has to be installed on a machine without a network into one folder: a wheel of each package that
# pyproject.toml pins and of each that those need, and a lock with their hashes.
#
#   deploy/offline.sh FOLDER [OPTIONS OF pip download]        PYTHON=… chooses the interpreter
#
# Run it where there is a network, on the same system and with the same Python version as the server has; for another
# processor: deploy/offline.sh wheels --platform manylinux_2_28_aarch64. On the server, with the network cut:
#
#   python3 -m venv .venv
#   .venv/bin/python -m pip install --no-index --require-hashes --find-links FOLDER --requirement FOLDER/requirements.lock
set -eu
folder=$1
shift
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

# What is left of an earlier release would get into the lock.
rm -f "$folder"/*.whl "$folder/requirements.lock"
"$python" - >"$folder/requirements.txt" <<'LIST'
import tomllib

with open("pyproject.toml", "rb") as file:
    print(*tomllib.load(file)["project"]["dependencies"], sep="\n")
LIST
"$python" -m pip download --quiet --disable-pip-version-check --only-binary :all: \
    --dest "$folder" --requirement "$folder/requirements.txt" "$@"
rm "$folder/requirements.txt"

# The lock is made here and never kept in git: it says what was collected, for this system.
"$python" - "$folder" <<'LOCK'
import hashlib, pathlib, sys

folder = pathlib.Path(sys.argv[1])
lines = []
for wheel in sorted(folder.glob("*.whl")):
    name, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lines.append(f"{name.replace('_', '-').lower()}=={version} --hash=sha256:{digest}\n")
(folder / "requirements.lock").write_text("".join(lines), encoding="utf-8")
size = sum(wheel.stat().st_size for wheel in folder.glob("*.whl"))
print(f"已收集 {len(lines)} 个安装包，共 {size / 1e6:.0f} MB：{folder}")
LOCK
