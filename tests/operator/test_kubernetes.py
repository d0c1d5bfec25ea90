"""The manifests of a cluster are valid, and fit each other and the site's settings; no cluster is asked."""

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "deploy/kubernetes/base"
PRODUCTION = ROOT / "deploy/kubernetes/overlays/production/kustomization.yaml"
FILES = ["web.yaml", "worker.yaml", "cache.yaml", "media.yaml", "ingress.yaml"]


def manifests(*names: str) -> list[dict[str, Any]]:
    return [one for name in names for one in yaml.safe_load_all((BASE / name).read_text())]


@pytest.mark.parametrize("name", FILES)
def test_every_manifest_follows_the_schema_of_its_kind(name: str):
    for one in manifests(name):
        kubernetes_validate.validate(one, "1.31", strict=True)


def test_a_manifest_with_a_slip_is_found():
    one = manifests("web.yaml")[0]
    one["spec"]["template"]["spec"]["containers"][0]["resource"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(one, "1.31", strict=True)


def test_everything_is_listed_and_every_file_is_there():
    listed = yaml.safe_load((BASE / "kustomization.yaml").read_text())
    assert set(listed["resources"]) == {*FILES, "database.yaml"}
    assert all((BASE / name).exists() for name in listed["resources"])
    overlay = yaml.safe_load(PRODUCTION.read_text())
    used = {
        container["image"]
        for one in manifests(*FILES)
        if one["kind"] in {"Deployment", "StatefulSet"}
        for container in one["spec"]["template"]["spec"]["containers"]
    }
    assert used == {image["name"] for image in overlay["images"]}


def test_what_points_at_something_finds_it():
    found = manifests(*FILES)
    services = {one["metadata"]["name"] for one in found if one["kind"] == "Service"}
    (ingress,) = (one for one in found if one["kind"] == "Ingress")
    paths = ingress["spec"]["rules"][0]["http"]["paths"]
    assert {path["backend"]["service"]["name"] for path in paths} <= services
    assert re.search(r'\.host = "(\w+)"', (BASE / "site.vcl").read_text())[1] in services
    labels = {
        one["metadata"]["name"]: one["spec"]["template"]["metadata"]["labels"]
        for one in found
        if one["kind"] in {"Deployment", "StatefulSet"}
    }
    for one in found:
        if one["kind"] == "Service":
            assert one["spec"]["selector"] in labels.values(), one["metadata"]["name"]


def test_every_cache_node_is_told_of_changes():
    (nodes,) = (one for one in manifests("cache.yaml") if one["kind"] == "StatefulSet")
    told = re.search(r"^CACHE_NODES=(.*)$", (BASE / "site.env").read_text(), re.MULTILINE)[1]
    assert told.split(",") == [
        f"http://cache-{number}.cache-nodes:6081" for number in range(nodes["spec"]["replicas"])
    ]


def test_every_setting_is_one_of_the_site():
    known = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    known |= {"WEB_BIND", "FORWARDED_ALLOW_IPS"}
    lines = (BASE / "site.env").read_text().split()
    lines += yaml.safe_load(PRODUCTION.read_text())["configMapGenerator"][0]["literals"]
    assert {line.partition("=")[0] for line in lines} <= known


def test_no_pod_runs_as_root_or_writes_to_its_own_root():
    for one in manifests(*FILES):
        if one["kind"] in {"Deployment", "StatefulSet"}:
            pod = one["spec"]["template"]["spec"]
            assert pod["securityContext"]["runAsNonRoot"]
            for container in [*pod["containers"], *pod.get("initContainers", [])]:
                assert container["securityContext"]["readOnlyRootFilesystem"]
                assert container["resources"]["limits"]["memory"]


def test_the_database_is_archived_to_a_store_that_is_there_with_keys_that_are_there():
    overlay = yaml.safe_load(PRODUCTION.read_text())
    store, nightly = yaml.safe_load_all(PRODUCTION.with_name("archive.yaml").read_text())
    (cluster,) = manifests("database.yaml")
    (plugin,) = yaml.safe_load(overlay["patches"][0]["patch"])[0]["value"]
    assert plugin["isWALArchiver"] and plugin["parameters"] == {
        "barmanObjectName": store["metadata"]["name"]
    }
    assert nightly["spec"]["pluginConfiguration"] == {"name": plugin["name"]}
    assert nightly["spec"]["cluster"]["name"] == cluster["metadata"]["name"]
    keys = store["spec"]["configuration"]["s3Credentials"].values()
    (secret,) = (one for one in overlay["secretGenerator"] if one["name"] == "archive")
    assert {key["name"] for key in keys} == {secret["name"]}
    # The operator's own kinds are not followed when a name gets a suffix.
    assert secret["options"]["disableNameSuffixHash"]
