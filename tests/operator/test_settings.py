"""An unsafe production does not start, and says why."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = dict(
    line.split("=", 1) for line in (ROOT / "tests/production.env").read_text().splitlines() if line
)


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    """Run Django's deployment checks as an operator would."""
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_safe_production_passes_every_deployment_check():
    result = check(**SAFE)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "localhost"),
        ("BASE_URL", "http://www.institute.example"),
    ],
)
def test_production_refuses_an_unsafe_setting_by_its_name(variable: str, value: str):
    result = check(**{**SAFE, variable: value})
    assert result.returncode != 0
    assert variable in result.stderr
    assert "Traceback" not in result.stderr


def test_a_mode_that_does_not_exist_is_refused():
    result = check(MODE="staging")
    assert "set it to development, demo or production" in result.stderr
    assert "Traceback" not in result.stderr


def test_every_setting_of_the_environment_is_described_with_its_default():
    described = (ROOT / ".env.example").read_text()
    settings = "".join(path.read_text() for path in ROOT.glob("institute_site/settings/*.py"))
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert len(used) > 10
    assert not {name for name in used if f"\n{name}=" not in described}
