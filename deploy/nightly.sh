#!/bin/sh
# Run a command every night at a time (UTC). A night that fails is told in the log, and the next one comes.
# usage: nightly.sh HH:MM COMMAND...
set -u
at=$1
shift
while :; do
    now=$(date +%s)
    next=$(date -u -d "today $at" +%s)
    if [ "$next" -le "$now" ]; then next=$((next + 86400)); fi
    # In the background, so that SIGTERM ends the wait.
    sleep $((next - now)) &
    trap 'kill $!; exit 0' TERM INT
    wait $!
    "$@" || echo "$(date -u +%FT%TZ) failed: $*" >&2
done
