#!/bin/sh
# Make a virtual environment, unless it is there, and install a lock file into it.
# usage: venv.sh FOLDER LOCK_FILE
set -eu
folder=$1 lock=$2

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }

if ! new_enough "$folder/bin/python"; then
    rm -rf "$folder"
    for candidate in python3 python3.14 python3.13 python3.12; do
        if new_enough "$candidate" && "$candidate" -m venv "$folder" 2>/dev/null; then
            break
        fi
        rm -rf "$folder"
    done
fi
if ! [ -x "$folder/bin/python" ] && command -v uv >/dev/null; then
    uv venv --quiet --seed --python '>=3.12' "$folder"
fi
if ! [ -x "$folder/bin/python" ]; then
    echo "Python 3.12 or newer with its venv module is needed: install it (on Debian: python3 and python3-venv), or install uv, which brings one." >&2
    exit 1
fi

echo "Installing the packages of $lock …"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore \
    --require-hashes --only-binary :all: -r "$lock"
