#!/bin/sh
# Makes the Python environment with the versions that pyproject.toml pins, unless it stands already.
#
#   deploy/environment.sh FOLDER [EXTRA]        PYTHON=… chooses the interpreter
#
# FOLDER/.pinned remembers the project table it was made from: when that changes, the environment is made anew.
# Changes to the settings of tools (ruff, mypy, pytest) in the same file do not count.
set -eu
cd "$(dirname "$0")/.."
venv=$1
extra=${2:-}

say() { echo "$*" >&2; }

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        # A name on the path is not yet an interpreter that starts (pyenv's stand-ins, for example).
        if fits "$name"; then
            echo "$name"
            return
        fi
    done
    say "未找到可用的 Python 3.11 或更高版本${PYTHON:+（PYTHON=$PYTHON）}。"
    say "请先安装（Debian/Ubuntu：apt-get install python3 python3-venv），或指定解释器：make run PYTHON=python3.12"
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

# Debian ships Python without the part that makes environments.
install_venv() {
    command -v apt-get >/dev/null 2>&1 || return 1
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    say "正在安装 $package …"
    as_root apt-get -qq update >/dev/null 2>&1 || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y "$package" >/dev/null
}

try_venv() {
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1 && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

try_virtualenv() {
    rm -rf "$venv"
    "$python" -m virtualenv -q "$venv" >/dev/null 2>&1
}

create() {
    python=$(find_python)
    say "正在用 $("$python" --version) 创建运行环境 $venv …"
    try_venv || try_virtualenv || { install_venv && try_venv; } || {
        rm -rf "$venv"
        say "无法创建 Python 运行环境：缺少 venv 模块。请由管理员执行 apt-get install python3-venv 后重试。"
        exit 1
    }
}

pinned() {
    "$venv/bin/python" -c '
import hashlib, json, tomllib
with open("pyproject.toml", "rb") as file:
    whole = tomllib.load(file)
wanted = json.dumps([whole["build-system"], whole["project"]], sort_keys=True)
print(hashlib.sha256(wanted.encode()).hexdigest())'
}

install() {
    say "正在按 pyproject.toml 安装依赖${1:+（$1）} …"
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check --editable ".${1:+[$1]}" || {
        say "依赖安装失败：请检查网络或 pip 镜像设置（pip config list）后重试。"
        exit 1
    }
}

if ! fits "$venv/bin/python" || [ "$(cat "$venv/.pinned" 2>/dev/null)" != "$(pinned)" ]; then
    create
    install "$extra"
    pinned >"$venv/.pinned"
elif [ -n "$extra" ] && [ ! -e "$venv/.with-$extra" ]; then
    install "$extra"
fi
[ -z "$extra" ] || touch "$venv/.with-$extra"
