"""The files of an installation are right, as far as this machine has the programs to say so."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ["secret_key", "cache_secret", "postgres_password", "database_url", "email_url"]


def run(*command: object, **environment: str) -> str:
    """What a program says; skipped with a sentence where it is missing."""
    name = str(command[0])
    if not shutil.which(name):
        pytest.skip(f"{name} is not on this machine.")
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        text=True,
        check=False,
        capture_output=True,
    )
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_compose_file_is_understood():
    said = run(
        "docker-compose", "config", SITE_HOST="www.institute.example", ACME_EMAIL="it@example.org"
    )
    services = set(re.findall(r"^  (\w+):$", said.partition("\nservices:")[2], re.MULTILINE))
    assert {"database", "migrate", "web", "worker", "backup", "varnish", "caddy"} <= services


def test_every_container_is_guarded():
    import yaml

    text = (ROOT / "docker-compose.yml").read_text()
    for name, service in yaml.safe_load(text)["services"].items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}, name
        assert service["pids_limit"], name
        assert "healthcheck" in service or name in {"migrate", "backup"}, name
        own = {"varnish": "deploy/varnish", "caddy": "deploy/caddy"}.get(name)
        user = service.get("user") or (own and _user_of(ROOT / own / "Dockerfile"))
        assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user), name


def _user_of(dockerfile: Path) -> str:
    return re.findall(r"^USER (\S+)$", dockerfile.read_text(), re.MULTILINE)[-1]


def test_the_images_are_described_well():
    hadolint = ROOT / ".venv/bin/hadolint"
    run(hadolint, "Dockerfile", "deploy/varnish/Dockerfile", "deploy/caddy/Dockerfile")


@pytest.mark.parametrize("media", ["disk", "bucket"])
def test_the_proxy_understands_its_file(media: str):
    said = run("caddy", "adapt", "--config", "deploy/caddy/Caddyfile", MEDIA_FROM=media)
    assert "not formatted" not in said
    assert json.loads(said[said.index("{") :].splitlines()[0])["apps"]["http"]
    run("caddy", "validate", "--config", "deploy/caddy/Caddyfile", MEDIA_FROM=media)


def test_the_cache_of_the_containers_understands_its_files(tmp_path: Path):
    shutil.copy(ROOT / "deploy/varnish/default.vcl", tmp_path)
    shutil.copy(ROOT / "deploy/varnish/compose.vcl", tmp_path / "site.vcl")
    run(
        "varnishd",
        "-j",
        "none",
        "-C",
        "-f",
        tmp_path / "default.vcl",
        "-p",
        f"vcl_path={tmp_path}",
        "-n",
        tmp_path / "n",
    )


def test_every_cache_is_started_with_the_same_log():
    masks = {
        re.search(r"vsl_mask=([\w,-]+)", (ROOT / "deploy" / path).read_text())[1]
        for path in ("varnish/Dockerfile", "systemd/varnish.conf")
    }
    assert len(masks) == 1


def test_the_units_are_valid_and_well_guarded(tmp_path: Path):
    for path in (ROOT / "deploy/systemd").glob("institute-*"):
        text = path.read_text().replace("/srv/institute/.venv/bin/", "/bin/")
        (tmp_path / path.name).write_text(re.sub(r"/bin/(gunicorn|python)\b", "/bin/true", text))
    units = sorted(tmp_path.iterdir())
    assert len(units) == 4
    said = run("systemd-analyze", "verify", *units)
    assert "institute" not in said, said
    for unit in units:
        if unit.suffix == ".service":
            run("systemd-analyze", "security", "--offline=true", "--threshold=20", unit)


def test_secrets_are_made_once_and_read_from_files(tmp_path: Path):
    run("sh", "deploy/secrets.sh", tmp_path / "secrets")
    made = {name: (tmp_path / "secrets" / name).read_text() for name in SECRETS}
    assert len(set(made.values())) == len(SECRETS)
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    run("sh", "deploy/secrets.sh", tmp_path / "secrets")
    assert made == {name: (tmp_path / "secrets" / name).read_text() for name in SECRETS}
    shown = run(
        ROOT / ".venv/bin/python", "manage.py", "shell", "-v0", "-c",
        "from django.conf import settings as s; print(s.SECRET_KEY, s.DATABASES['default']['HOST'])",
        MODE="production", ALLOWED_HOSTS="www.institute.example", DATABASE_URL="",
        BASE_URL="https://www.institute.example", VAR_DIR=str(tmp_path / "var"),
        SECRET_KEY_FILE=str(tmp_path / "secrets/secret_key"),
        DATABASE_URL_FILE=str(tmp_path / "secrets/database_url"),
    )  # fmt: skip
    assert shown.split() == [made["secret_key"].strip(), "database"]


def test_a_secret_that_cannot_be_read_is_named(tmp_path: Path):
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "manage.py", "check"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "SECRET_KEY_FILE": str(tmp_path / "nowhere")},
    )  # fmt: skip
    assert done.returncode and "SECRET_KEY_FILE names" in done.stderr


def test_web_processes_can_count_where_roots_are_read_only():
    """They do so from their start: without the folder none would come up."""
    place = "/srv/institute/var/metrics"
    assert place.removeprefix("/srv/institute/") in (ROOT / "Dockerfile").read_text()
    assert f"{place}:" in (ROOT / "docker-compose.yml").read_text()
    assert f"mountPath: {place}" in (ROOT / "deploy/kubernetes/base/web.yaml").read_text()
