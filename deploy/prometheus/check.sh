#!/bin/sh
# Check the alert rules with Prometheus' own tool, where it is installed (on Debian: prometheus).
set -eu
cd "$(dirname "$0")"
if ! command -v promtool >/dev/null; then
    echo "The alert rules are not tried out: promtool is not installed (on Debian: apt-get install prometheus)."
    exit 0
fi
promtool check rules alerts.yml >/dev/null
promtool test rules alerts.test.yml >/dev/null
promtool check config --syntax-only prometheus.yml >/dev/null
