#!/bin/sh
# Make sure that there is a Varnish with its modules for the tests of the cache; exit 1 where there cannot be.
# usage: varnish.sh [PACKAGE...], which are wanted beside it
set -eu
missing=
for package in varnish varnish-modules "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok' || missing="$missing $package"
done
if [ -z "$missing" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing$missing …"
    # Only to be run by the tests: as a service nginx would take port 80.
    apt-get update -qq
    # shellcheck disable=SC2086
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "The tests of the cache need$missing: have an administrator install them (on Debian: apt-get install$missing)." >&2
exit 1
