"""The manifests of deploy/kubernetes, as far as they can be looked at without a cluster."""

from typing import Any

import pytest
import yaml

from gallery.settings import load
from jobs.worker import STOP_SECONDS
from tests.deploy.nodes import ROOT
from tests.deploy.programs import run

FILES = sorted((ROOT / "deploy/kubernetes").glob("*.yaml"))
MANIFESTS = [made for file in FILES for made in yaml.safe_load_all(file.read_text())]
PODS = ["Deployment", "StatefulSet", "Job"]


def of(kind: str) -> list[dict[str, Any]]:
    return [manifest for manifest in MANIFESTS if manifest["kind"] == kind]


def pod(kind: str) -> dict[str, Any]:
    [manifest] = of(kind)
    return manifest["spec"]["template"]["spec"]  # type: ignore[no-any-return]


def test_they_are_what_kubernetes_takes() -> None:
    run("kubernetes-validate", "--strict", "--quiet", *map(str, FILES))


@pytest.mark.parametrize("kind", PODS)
def test_pods_may_do_nothing_else(kind: str) -> None:
    assert pod(kind)["securityContext"]["runAsNonRoot"] is True
    for container in pod(kind)["containers"]:
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }


def test_no_value_of_a_secret_is_here() -> None:
    [secret] = of("Secret")
    assert set(secret["stringData"].values()) == {""}


def test_the_gallery_starts_with_these_settings() -> None:
    [config], [secret] = of("ConfigMap"), of("Secret")
    values = dict.fromkeys(secret["stringData"], "x" * 32)
    values["DATABASE_URL"] = "postgresql://gallery:x@postgres:5432/gallery"
    settings = load({**config["data"], **values})
    assert settings.drain.total_seconds() < pod("Deployment")["terminationGracePeriodSeconds"]


def test_what_is_paid_is_waited_for_and_outlives_its_pod() -> None:
    [workers] = of("StatefulSet")
    assert pod("StatefulSet")["terminationGracePeriodSeconds"] > STOP_SECONDS
    [claim] = workers["spec"]["volumeClaimTemplates"]
    mounts = pod("StatefulSet")["containers"][0]["volumeMounts"]
    assert {"name": claim["metadata"]["name"], "mountPath": "/spool"} in mounts
    kept = workers["spec"]["persistentVolumeClaimRetentionPolicy"]
    assert set(kept.values()) == {"Retain"}


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_a_node_that_is_emptied_leaves_one_pod_of_each_kind(kind: str) -> None:
    [manifest] = of(kind)
    labels = manifest["spec"]["selector"]["matchLabels"]
    assert manifest["spec"]["replicas"] >= 2
    assert manifest["spec"]["template"]["metadata"]["labels"] == labels
    budgets = [budget["spec"]["selector"]["matchLabels"] for budget in of("PodDisruptionBudget")]
    assert labels in budgets


def test_the_service_finds_the_pods_that_serve() -> None:
    [api] = of("Deployment")
    services = {service["metadata"]["name"]: service for service in of("Service")}
    [rule] = of("Ingress")[0]["spec"]["rules"]
    [path] = rule["http"]["paths"]
    found = services[path["backend"]["service"]["name"]]
    assert found["spec"]["selector"] == api["spec"]["selector"]["matchLabels"]
    assert found["spec"]["ports"][0]["name"] == path["backend"]["service"]["port"]["name"]
