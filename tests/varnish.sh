#!/bin/sh
# Make sure that there is a Varnish with its modules for the tests of the cache; exit 1 where there cannot be.
set -eu
if command -v varnishd >/dev/null && ls /usr/lib/*/varnish/vmods/libvmod_xkey.so >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Varnish for the tests of the cache …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends varnish varnish-modules >/dev/null
    exit 0
fi
echo "The tests of the cache need Varnish: have an administrator install it (on Debian: apt-get install varnish varnish-modules)." >&2
exit 1
