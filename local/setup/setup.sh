#!/usr/bin/env bash
# Puts what this project needs into .venv and node_modules, unless it is there already (installed.py and .js look).
#   local/setup/setup.sh venv | python [--always] | node [--always]      IN_VENV=folder for another one than .venv
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

# The last line of the log that names an error, else its last line: the reason, without the page around it.
reason() {
    { grep -iE '(error|err!|×)' "$log" || tail -n 3 "$log"; } | tail -n 1 | cut -c 1-300
}

# What a Python is, "3.11", or nothing if it does not start.
version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2> /dev/null || true
}

old_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2> /dev/null
}

make_venv() {
    if [ -x "$venv"/bin/python ] && [ -n "$(version_of "$venv"/bin/python)" ]; then
        old_enough "$venv"/bin/python || fail "$venv has Python $(version_of "$venv"/bin/python), and this project needs 3.9 \
or later. Type: make remove, then: make setup PYTHON=python3.11"
        return
    fi
    [ -n "$(version_of "$PYTHON")" ] || fail "there is no Python by the name of $PYTHON. Install Python 3.9 or later \
(https://www.python.org/downloads), or name yours: make setup PYTHON=/path/to/python3"
    old_enough "$PYTHON" || fail "$PYTHON is Python $(version_of "$PYTHON"), and this project needs 3.9 or later. Name a \
newer one: make setup PYTHON=python3.11"
    if [ -e "$venv" ]; then
        echo "The Python of $venv does not start any more: making $venv anew"
        rm -rf "$venv"
    fi
    if command -v uv > /dev/null; then
        uv venv --quiet --seed --python "$PYTHON" "$venv" > "$log" 2>&1 || fail "uv could not make $venv: $(reason)"
    else
        "$PYTHON" -m venv "$venv" > "$log" 2>&1 || fail "$PYTHON could not make $venv: $(reason). On Debian and \
Ubuntu, venv is a package of its own: sudo apt install python3-venv"
    fi
}

install_python() {
    make_venv
    if [ "${1:-}" != --always ] && "$venv"/bin/python local/setup/installed.py python 2> /dev/null; then
        return
    fi
    echo "Installing the Python packages into $venv (half a minute the first time)"
    if command -v uv > /dev/null; then
        uv pip install --quiet --python "$venv"/bin/python -r requirements.txt > "$log" 2>&1
    else
        "$venv"/bin/python -m pip install --quiet --disable-pip-version-check --retries 2 -r requirements.txt > "$log" 2>&1
    fi || fail "the Python packages could not be installed: $(reason)
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
