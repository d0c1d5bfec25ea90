#!/bin/sh
# Look for known vulnerabilities of the packages in a lock file.
# usage: audit.sh VENV LOCK_FILE
# Status: 0 none is known; 1 some are; 2 not all packages could be asked about, which proves nothing.
set -u
venv=$1 lock=$2
said=$(mktemp)
trap 'rm -f "$said"' EXIT

"$venv/bin/pip-audit" --requirement "$lock" --disable-pip --no-deps --progress-spinner off \
    --format json --output "$said" 2>/dev/null

exec "$venv/bin/python" - "$said" <<'EOF'
import json
import sys
from pathlib import Path

try:
    packages = json.loads(Path(sys.argv[1]).read_text())["dependencies"]
except ValueError:
    print("NOT AUDITED: pip-audit ended without an answer; run it by hand to see why.")
    sys.exit(2)
skipped = [package["name"] for package in packages if "skip_reason" in package]
found = [package for package in packages if package.get("vulns")]
for package in found:
    for vulnerability in package["vulns"]:
        fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vulnerability['id']}, mended in {fixed}")
print(f"{len(packages) - len(skipped)} of {len(packages)} packages audited, {len(found)} vulnerable.")
if skipped:
    print("NOT AUDITED, no source of advisories knows or answers for:", ", ".join(skipped))
sys.exit(1 if found else 2 if skipped or not packages else 0)
EOF
