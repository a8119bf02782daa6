#!/usr/bin/env bash
# Puts what this project needs into .venv and node_modules, unless it is there already (installed.py and .js look).
#   local/setup/setup.sh venv | python [--always] | node [--always]      IN_VENV=folder for another one than .venv
# uv needs a fortieth of pip's time. Where it is missing, pip puts it into .venv; where it cannot connect, pip installs.
set -euo pipefail
cd "$(dirname "$0")/../.."

PYTHON=${PYTHON:-python3}
venv=${IN_VENV:-.venv}

fail() {
    echo "Error: $1" >&2
    exit 1
}

log=$(mktemp 2> /dev/null) || fail "no temporary file can be made in ${TMPDIR:-/tmp}. Set TMPDIR to a folder with room."
trap 'rm -f "$log"' EXIT

# The line of the log that says why: the first one with a cause, else with an error, without codes and where a log is.
reason() {
    { grep -iE 'broken by|failed, reason|no space|denied|read-only|certificate' "$log" ||
        grep -iE 'error|err!|×' "$log" | grep -viE '^npm (error|err!)( (code|errno|syscall|path|at) .*| *|.* log of this run.*)$' ||
        tail -n 1 "$log"; } | head -n 1 | cut -c 1-300
}

# What a Python is, "3.11", or nothing if it does not start.
version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2> /dev/null || true
}

old_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2> /dev/null
}

make_venv() {
    if [ -n "$(version_of "$venv"/bin/python)" ]; then
        old_enough "$venv"/bin/python || fail "$venv has Python $(version_of "$venv"/bin/python), and this project needs 3.9 \
or later. Type: make remove, then: make setup PYTHON=python3.11"
        return
    fi
    [ -n "$(version_of "$PYTHON")" ] || fail "there is no Python by the name of $PYTHON. Install Python 3.9 or later \
(https://www.python.org/downloads), or name yours: make setup PYTHON=/path/to/python3"
    old_enough "$PYTHON" || fail "$PYTHON is Python $(version_of "$PYTHON"), and this project needs 3.9 or later. Name a \
newer one: make setup PYTHON=python3.11"
    [ ! -e "$venv"/bin ] || fail "the Python of $venv does not start here: it is gone, or is another machine's or another \
user's. Nothing was deleted. If nobody needs it, type: make remove, then: make setup. To keep it, set up another folder \
beside it: make setup IN_VENV=.venv-here, and give IN_VENV to each make"
    "$PYTHON" -m venv "$venv" > "$log" 2>&1 || fail "$PYTHON could not make $venv: $(reason). On Debian and Ubuntu, venv \
is a package of its own: sudo apt install python3-venv"
}

with_uv() {
    local uv
    uv=$(command -v uv || echo "$venv"/bin/uv)
    [ -x "$uv" ] || "$venv"/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 uv || return 1
    UV_NATIVE_TLS=1 UV_HTTP_RETRIES=1 "$uv" pip install --quiet --python "$venv"/bin/python -r requirements.txt
}

install_python() {
    make_venv
    if [ "${1:-}" != --always ] && "$venv"/bin/python local/setup/installed.py python 2> /dev/null; then
        return
    fi
    echo "Installing the Python packages into $venv"
    "$venv"/bin/python -c 'import pip' 2> /dev/null || "$venv"/bin/python -m ensurepip > "$log" 2>&1 || true
    with_uv > "$log" 2>&1 ||
        "$venv"/bin/python -m pip install --quiet --disable-pip-version-check --retries 2 -r requirements.txt > "$log" 2>&1 ||
        fail "the Python packages could not be installed: $(reason)
If the package registry does not answer, check the network or the proxy, then type the same again. What is there already \
is kept."
}

install_node() {
    local help="Install Node.js 20.19 or later, which brings npm and npx: https://nodejs.org" found=0
    command -v node > /dev/null || fail "Node.js is missing, and the Serverless Framework, which compiles the template, \
needs it. $help"
    node local/setup/installed.js 2> /dev/null || found=$?
    [ "$found" != 2 ] || fail "Node.js is $(node --version), which is too old for the Serverless Framework. $help"
    if [ "${1:-}" != --always ] && [ "$found" = 0 ]; then
        return
    fi
    command -v npm > /dev/null || fail "npm is missing. $help"
    echo "Installing the Serverless Framework into node_modules (a quarter of a minute the first time)"
    npm ci --no-progress --loglevel=error > "$log" 2>&1 || fail "npm could not install the Serverless Framework: $(reason)
If the package registry does not answer, check the network or the proxy, then type the same again."
}

case "${1:-}" in
    venv) make_venv ;;
    python) install_python "${2:-}" ;;
    node) install_node "${2:-}" ;;
    *) fail "type: local/setup/setup.sh venv, python or node" ;;
esac
